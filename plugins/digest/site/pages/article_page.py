"""The page of an article, /2026/11/22/<slug>/: its text or an excerpt, where it comes from, and more on its topic."""

from ...archive.model.addresses import DIGESTS, FRONT, picture_file, section_slug, topic_path
from ...archive.model.article import Article
from ...archive.model.article_body import ArticleBody, excerpt
from ...archive.model.events import Event, quotes_of
from ...archive.model.list_names import topic_list
from ...archive.model.worth_listing import worth_listing
from ...archive.questions.archive import Archive
from ..components.article_text import article_text
from ..components.change_blocks import change_blocks, change_summary
from ..components.page_head import site_feed
from ..components.page_links import article_link, foreign_language
from ..components.pull_quotes import pull_quotes
from ..components.quote_cards import quote_view
from ..components.source_box import is_feed_summary, source_box
from ..components.story_blocks import story_block, well_ended
from ..components.structured_data import article_data
from ..components.topic_lists import chips
from ..i18n.date_wording import long_day, plain_day
from ..i18n.messages import say
from ..i18n.text_direction import text_direction
from ..views.article_views import ArticlePage, PictureView
from ..views.frame_views import HeadPicture, PageHead
from ..views.shared_views import Link, Pager, QuoteView, StoryBlock

MORE_STORIES = 3
COMPARED_CHARS = 80  # of summary and text, to see whether the text begins with the summary


def article_page(archive: Archive, article_id: str, before_id: str, after_id: str) -> ArticlePage:
    """`before_id` and `after_id` are of the leads of the events beside its own in the digest of the day, or ""."""
    article, event = archive.articles.with_id(article_id), archive.events.of(article_id)
    before = archive.articles.with_id(before_id) if before_id else None
    after = archive.articles.with_id(after_id) if after_id else None
    lang = archive.settings.lang
    shown, reach = _shown_body(archive, article)
    cut = reach < len(article.body.text)
    brief = cut or is_feed_summary(article) or not article.body.text.strip()
    pulled = [] if brief else pull_quotes(archive, article)
    box = source_box(archive, article, event, cut=cut)
    more_stories_title, more_stories = _more_stories(archive, article, event)
    return ArticlePage(
        head=_head(archive, article),
        title=article.headline,
        lang=foreign_language(archive, article) or lang,
        direction=text_direction(article.lang),
        standfirst=_standfirst(article),
        source=box.source,
        published=box.published,
        modified=box.modified,
        sources=len(event.sources),
        chips=chips(archive, archive.topics.in_article(article.id)),
        body=article_text(archive, article, shown, reach, pulled),
        excerpt=cut,
        source_box=box,
        changed=change_summary(archive, article),
        changes=change_blocks(archive, article),
        quotes=_quotes_behind(archive, article, reach),
        more_stories_title=more_stories_title,
        more_stories=more_stories,
        pager=Pager(
            previous=article_link(archive, before) if before else None,
            up=Link(long_day(event.day, lang).text, archive.addresses.day(event.day)),
            next=article_link(archive, after) if after else None,
        ),
        picture=_picture(archive, article),
        brief=brief,
    )


def _shown_body(archive: Archive, article: Article) -> tuple[ArticleBody, int]:
    """What the source's terms allow to show of the body, and the offset in the text at which that ends."""
    if article.source.full:
        return article.body, len(article.body.text)
    return excerpt(article.body, archive.settings.excerpt_words)


def _head(archive: Archive, article: Article) -> PageHead:
    """The head of the page. The canonical address of an excerpt is the original's, since search engines should send
    readers there."""
    day = archive.events.of(article.id).day  # the day on whose digest it stands
    is_excerpt = article.original and not article.source.full
    first = archive.articles.first_issue(article.id)
    first = article if first is None or first.is_thin else first
    return PageHead(
        title=article.headline,
        description=article.deck,
        canonical=article.original if is_excerpt else archive.addresses.absolute(first.path),
        trail=(
            Link(say(archive.settings.lang, "Home"), archive.addresses.at(FRONT)),
            Link(article.section, archive.addresses.section(section_slug(article.section))),
            Link(plain_day(day, archive.settings.lang).text, archive.addresses.day(day)),
        ),
        feeds=tuple(
            site_feed(archive, topic_path(topic.slug), topic.name)
            for topic in archive.topics.in_article(article.id)
            if topic.followed
        ),
        current=archive.addresses.at(DIGESTS),
        data=article_data(archive, article),
        picture=_head_picture(archive, article),
    )


def _standfirst(article: Article) -> str:
    """The summary; "" where the text begins with it."""
    summary, text = _letters(article.summary), _letters(article.body.text)
    return "" if not summary or text.startswith(summary[:COMPARED_CHARS]) else well_ended(article.deck)


def _letters(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def _quotes_behind(archive: Archive, article: Article, reach: int) -> tuple[QuoteView, ...]:
    """The quotes behind the end of an excerpt. Other pages link to them, so their cards carry their anchors."""
    behind = (quote for quote in quotes_of(article) if all(segment.end > reach for segment in quote.quote.segments))
    return tuple(quote_view(archive, quote, here=True, anchor=quote.anchor) for quote in worth_listing(behind))


def _more_stories(archive: Archive, article: Article, event: Event) -> tuple[str, tuple[StoryBlock, ...]]:
    """A heading, and other events of the article's first topic up to the article's day, newest first.

    Events of later days stand on the topic's page alone: if they stood here, each report on a busy topic would change
    the pages of all reports before it.
    """
    for topic in archive.topics.in_article(article.id):
        latest = archive.events.latest_in(topic_list(topic.slug), article.day, MORE_STORIES + 1)
        others = [other for other in latest if other.lead.id != event.lead.id][:MORE_STORIES]
        if others:
            title = say(archive.settings.lang, "More on %(name)s", name=topic.name)
            return title, tuple(story_block(archive, other, article.day) for other in others)
    return "", ()


def _head_picture(archive: Archive, article: Article) -> HeadPicture | None:
    if article.picture is None:
        return None
    widest = article.picture.files[-1]
    url = archive.addresses.absolute(picture_file(widest.name))
    return HeadPicture(url, widest.width, widest.height, article.picture.alt)


def _picture(archive: Archive, article: Article) -> PictureView | None:
    if article.picture is None:
        return None
    files = [(archive.addresses.at(picture_file(file.name)), file) for file in article.picture.files]
    url, widest = files[-1]
    return PictureView(
        url=url,
        width=widest.width,
        height=widest.height,
        srcset=", ".join(f"{url} {file.width}w" for url, file in files) if len(files) > 1 else "",
        alt=article.picture.alt,
        credit=article.picture.credit or article.publisher.name,
    )
