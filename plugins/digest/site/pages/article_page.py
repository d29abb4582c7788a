"""The page of each article: its text with actors linked and quotes marked, and the box that says where it is from."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from incremental import DeferredPage

from ...annotate.records import Mention
from ..components.page_head import site_feed
from ..components.page_links import foreign_language, story_url
from ..components.pull_quotes import pull_quotes
from ..components.quote_cards import quote_view, worth_listing
from ..components.reported_by import report_strip
from ..components.river_lines import article_item
from ..components.site_file import SiteFile, last_modified
from ..components.story_blocks import story_block
from ..components.structured_data import news_article
from ..components.topic_lists import chips
from ..i18n.date_formats import long_day, plain_day, stamp
from ..i18n.messages import say
from ..model.addresses import DIGESTS, FRONT, picture_file, section_slug, topic_path
from ..model.archive import Archive
from ..model.article import Article, credited_origin
from ..model.article_body import ArticleBody, excerpt
from ..model.events import ArticleQuote, Event, quotes_of
from ..model.text_marks import TextMark, weave
from ..views.article_views import ArticlePage, PictureView, SourceBox
from ..views.frame_views import PageHead
from ..views.shared_views import Link, Pager, QuoteView, StoryBlock

MORE = 3
RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}  # ISO 639, by their scripts


def article_pages(archive: Archive) -> Iterator[SiteFile]:
    """A page for every article, linked to the next and the previous of its day."""
    for day in archive.days:
        events = archive.events_on(day)
        leads = [None, *(event.lead for event in events), None]
        for before, event, after in zip(leads, events, leads[2:], strict=False):
            for article in event.articles:
                view = DeferredPage(_article_page, article, event, before, after)
                yield SiteFile(article.path, "article.html", view, _listed(article))


def _listed(article: Article) -> str | None:
    """The sitemap names addresses that are canonical."""
    return last_modified((article,)) if article.source.full or not article.original else None


def _article_page(
    archive: Archive, article: Article, event: Event, before: Article | None, after: Article | None
) -> ArticlePage:
    """`before` and `after` lead the events beside this one in the digest of its day."""
    lang = archive.settings.lang
    said = quotes_of(article)
    shown, reach = (
        (article.body, len(article.body.text))
        if article.source.full
        else excerpt(article.body, archive.settings.excerpt_words)
    )
    cut = reach < len(article.body.text)
    pulled = pull_quotes(archive, article)
    visible = tuple(one for one in pulled if one.quote.segments[-1].end <= reach)
    # Other pages lead to these as well: where the text isn't shown they stand below it.
    hidden = worth_listing(one for one in said if all(segment.end > reach for segment in one.quote.segments))
    topics = archive.topics_in(article)
    more_title, more = _more(archive, article, event)
    source = Link(article.source.name, archive.addresses.source(article.source.slug))
    published = stamp(article.date, archive.settings.local)
    modified = stamp(article.modified, archive.settings.local) if article.modified else None
    return ArticlePage(
        head=_head(archive, article),
        title=article.headline,
        lang=foreign_language(archive, article) or lang,
        direction="rtl" if article.lang.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr",
        standfirst=_standfirst(article),
        source=source,
        published=published,
        modified=modified,
        sources=len(event.sources),
        chips=chips(archive, topics),
        body=_body(archive, article, shown, said, visible, reach),
        excerpt=cut,
        source_box=SourceBox(
            source=source,
            published=published,
            modified=modified,
            credit=_credit(archive, article),
            extent=_extent(archive, article, cut=cut),
            authors=article.authors,
            original=article.original,
            others=tuple(article_item(archive, one, article.day) for one in event.articles if one.id != article.id),
            strip=report_strip(event.articles),
            story_url=story_url(archive, event),
        ),
        quotes=tuple(quote_view(archive, one, here=True, anchor=one.anchor) for one in hidden),
        more_stories_title=more_title,
        more_stories=more,
        pager=Pager(
            previous=_link(archive, before) if before else None,
            up=Link(long_day(event.day, lang).text, archive.addresses.day(event.day)),
            next=_link(archive, after) if after else None,
        ),
        picture=_picture(archive, article),
    )


def _picture(archive: Archive, article: Article) -> PictureView | None:
    if article.picture is None:
        return None
    files = [(archive.addresses.at(picture_file(one.name)), one) for one in article.picture.files]
    url, widest = files[-1]
    return PictureView(
        url=url,
        width=widest.width,
        height=widest.height,
        srcset=", ".join(f"{url} {one.width}w" for url, one in files) if len(files) > 1 else "",
        alt=article.picture.alt,
        credit=article.picture.credit or article.source.name,
        absolute=archive.addresses.absolute(picture_file(widest.name)),
    )


def _extent(archive: Archive, article: Article, *, cut: bool) -> str:
    lang = archive.settings.lang
    if not article.body.text.strip():
        return say(lang, "the headline: there was no text") if not article.summary else say(lang, "the summary")
    return say(lang, "the first %(words)s words", words=archive.settings.excerpt_words) if cut else say(lang, "in full")


def _head(archive: Archive, article: Article) -> PageHead:
    """An excerpt's canonical address is the original's: search engines should send readers there."""
    section = archive.addresses.section(section_slug(article.section))
    day = archive.event_of(article).day  # the digest on which it stands
    return PageHead(
        title=article.headline,
        description=article.deck,
        canonical=article.original
        if article.original and not article.source.full
        else archive.addresses.absolute(article.path),
        trail=(
            Link(say(archive.settings.lang, "Home"), archive.addresses.at(FRONT)),
            Link(article.section, section),
            Link(plain_day(day, archive.settings.lang).text, archive.addresses.day(day)),
        ),
        feeds=tuple(
            site_feed(archive, topic_path(topic.slug), topic.name)
            for topic in archive.topics_in(article)
            if topic.followed
        ),
        current=archive.addresses.at(DIGESTS),
        data=news_article(archive, article),
    )


def _standfirst(article: Article) -> str:
    """The summary, where it isn't how the text begins."""
    summary, text = (
        "".join(char for char in text.lower() if char.isalnum()) for text in (article.summary, article.body.text)
    )
    return "" if not summary or text.startswith(summary[:80]) else article.deck


def _body(
    archive: Archive,
    article: Article,
    shown: ArticleBody,
    said: Sequence[ArticleQuote],
    pulled: Sequence[ArticleQuote],
    reach: int,
) -> tuple[Markup | QuoteView, ...]:
    """The shown text, with a pull quote before the paragraph that holds its passage."""
    marks = [mark for one in said for mark in _said_marks(one, reach)]
    linked: set[str] = set()
    for mention in article.annotation.mentions:
        topic = archive.topic_of_name(mention.actor)
        if topic and topic.slug not in linked and mention.end <= reach:
            linked.add(topic.slug)
            marks.append(_actor_mark(mention, archive.addresses.topic(topic.slug)))
    first, *rest = weave(
        shown, marks, [one.quote.segments[0].start for one in pulled], table=say(archive.settings.lang, "Table")
    )
    quotes = [quote_view(archive, one, here=True) for one in pulled]
    parts: list[Markup | QuoteView] = [first]
    for quote, piece in zip(quotes, rest, strict=True):
        parts += [quote, piece]
    return tuple(part for part in parts if part)


def _said_marks(said: ArticleQuote, reach: int) -> Iterator[TextMark]:
    """The quoted passages; the first segment that is shown carries the anchor."""
    anchored = Markup('<span class="said" id="{}">').format(said.anchor)
    plain = Markup('<span class="said">')
    for segment in said.quote.segments:
        if segment.end <= reach:
            yield TextMark(segment.start, segment.end, anchored, plain, Markup("</span>"))
            anchored = plain


def _actor_mark(mention: Mention, url: str) -> TextMark:
    opening = Markup('<a class="actor" href="{}">').format(url)
    return TextMark(mention.start, mention.end, opening, opening, Markup("</a>"), whole=True)


def _credit(archive: Archive, article: Article) -> Link | None:
    """Who the text credits, with the page of that source or actor where there is one."""
    name = credited_origin(article)
    if name is None:
        return None
    if source := archive.source_of_outlet(name):
        return Link(name, archive.addresses.source(source.slug))
    topic = archive.topic_of_outlet(name)
    return Link(name, archive.addresses.topic(topic.slug) if topic else "")


def _more(archive: Archive, article: Article, event: Event) -> tuple[str, tuple[StoryBlock, ...]]:
    """Other events of the article's first topic up to its own day, newest first. Those of later days stand on the
    topic's page: here, every report on a busy topic would change the pages of all before it."""
    for topic in archive.topics_in(article):
        found = archive.latest_events(topic, article.day, MORE + 1)
        events = [one for one in found if one.lead.id != event.lead.id][:MORE]
        if events:
            title = say(archive.settings.lang, "More on %(name)s", name=topic.name)
            return title, tuple(story_block(archive, one, article.day) for one in events)
    return "", ()


def _link(archive: Archive, article: Article) -> Link:
    return Link(article.headline, archive.addresses.at(article.path), foreign_language(archive, article))
