"""Atom feeds: of the site, of each actor, source and section; and the page that explains them."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from markupsafe import Markup, escape

from ..archive import Archive, quotes_of
from ..articles import Article
from ..bodies import excerpt
from ..quotes import pull_quotes
from ..views import FeedEntry, FeedLink, FeedView, SubscribePage
from ..wording import iso
from .output import Output, feed_link, head

ENTRIES = 30  # a day of a busy site; readers poll more often
NEVER = "1970-01-01T00:00:00Z"  # Atom wants a date of a feed that has no entries yet
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SUBSCRIBE = "subscribe/"


def feed_pages(archive: Archive) -> Iterator[Output]:
    name = archive.settings.name
    yield _feed(archive, "", name, archive.settings.tagline, archive.articles)
    for topic in archive.topics.values():
        yield _feed(
            archive, f"topics/{topic.slug}/", topic.name, f"Articles that name {topic.name}", archive.articles_of(topic)
        )
    for source in archive.publishing.values():
        yield _feed(archive, f"sources/{source.slug}/", source.name, source.about, archive.articles_from(source))
    for slug, section in archive.sections.items():
        yield _feed(
            archive, f"sections/{slug}/", section, f"Articles of the section {section}", archive.articles_in(slug)
        )
    yield Output(SUBSCRIBE, "subscribe.html", _subscribe_page(archive))


def _feed(archive: Archive, root: str, title: str, subtitle: str, articles: Iterable[Article]) -> Output:
    """`articles` are newest first. Ids are tag URIs (RFC 4151) of addresses, which never change."""
    settings = archive.settings
    entries = tuple(_entry(archive, article) for article in islice(articles, ENTRIES))
    return Output(
        f"{root}feed.xml",
        "feed.xml",
        FeedView(
            id=f"tag:{settings.host},2026:{settings.base}/{root}feed.xml",
            title=feed_link(archive, root, title).title,
            subtitle=subtitle,
            url=f"{settings.url}/{root}feed.xml",
            page=f"{settings.url}/{root}",
            updated=max((entry.updated for entry in entries), default=NEVER),
            entries=entries,
        ),
    )


def _entry(archive: Archive, article: Article) -> FeedEntry:
    settings = archive.settings
    published = iso(article.date)
    return FeedEntry(
        id=f"tag:{settings.host},{article.day.isoformat()}:{settings.base}/{article.path}",
        title=xml_text(article.title),
        url=f"{settings.url}/{article.path}",
        published=published,
        updated=max(published, iso(article.modified)) if article.modified else published,
        source=xml_text(article.source.name),
        source_url=f"{settings.url}/sources/{article.source.slug}/",
        authors=tuple(map(xml_text, article.authors)),
        categories=tuple(xml_text(topic.name) for topic in archive.topics_in(article)),
        summary=xml_text(article.deck),
        content=Markup(xml_text(_content(archive, article))),  # noqa: S704  no less safe for what was removed
        lang=article.lang,
    )


def xml_text(text: str) -> str:
    """`text` without the characters that XML 1.0 can't hold (section 2.2), not even escaped."""
    return _NOT_XML.sub("", text)


def _content(archive: Archive, article: Article) -> Markup:
    """The text as far as its terms allow, its best quote, and where it is from."""
    shown = article.body if article.source.full else excerpt(article.body, archive.settings.excerpt_words)[0]
    said = pull_quotes(quotes_of(article), article.body)[:1]
    quotes = Markup("").join(
        Markup("<blockquote><p>{}</p><p>— {}</p></blockquote>").format(one.quote.text, one.quote.speaker)
        for one in said
    )
    credit = article.annotation.credit
    origin = Markup("<p>{}: {}{}</p>").format(
        "Source",
        Markup('<a href="{}">{}</a>').format(article.original, article.source.name)
        if article.original
        else escape(article.source.name),
        f"; credits {credit.name}" if credit else "",
    )
    return shown.html + quotes + origin


def _subscribe_page(archive: Archive) -> SubscribePage:
    def links(roots: Iterable[tuple[str, str]]) -> tuple[FeedLink, ...]:
        return tuple(FeedLink(title, archive.urls.at(f"{root}feed.xml")) for root, title in roots)

    topics = sorted(archive.topics.values(), key=lambda topic: (topic.name.casefold(), topic.slug))
    sources = sorted(archive.publishing.values(), key=lambda source: (source.name.casefold(), source.slug))
    return SubscribePage(
        head=head(
            archive,
            SUBSCRIBE,
            "Subscribe",
            "A feed for the site, each section, each actor and each source",
            current=SUBSCRIBE,
        ),
        site=feed_link(archive, "", archive.settings.name),
        sections=links((f"sections/{slug}/", name) for slug, name in archive.sections.items()),
        actors=links((f"topics/{topic.slug}/", topic.name) for topic in topics),
        sources=links((f"sources/{source.slug}/", source.name) for source in sources),
    )
