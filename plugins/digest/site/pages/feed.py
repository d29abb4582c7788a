"""Feeds of the site, of each actor, source and section, as Atom and as JSON; and the page that explains them."""

from collections.abc import Iterable, Iterator
from itertools import islice

from ..archive import Archive
from ..articles import Article
from ..entries import article_entry, feed_id, xml_text
from ..messages import say
from ..views import FeedEntry, FeedLink, FeedView, SubscribePage
from .day import digest_feed_link
from .digest_feed import digest_feed_pages
from .opml import FOLLOWED, OURS, opml_files
from .output import Output, feed_link, head

ENTRIES = 30  # a day of a busy site; readers poll more often
NEVER = "1970-01-01T00:00:00Z"  # Atom wants a date of a feed that has no entries yet
SUBSCRIBE = "subscribe/"


def feed_pages(archive: Archive) -> Iterator[Output]:
    name = archive.settings.name
    known: dict[str, FeedEntry] = {}  # an article stands in the feeds of many actors, and is the same in all
    yield from _feed(archive, known, "", name, archive.settings.tagline, archive.articles)
    for topic in archive.topics.values():
        about = say(archive.settings.lang, "Articles that name %(name)s", name=topic.name)
        yield from _feed(archive, known, f"topics/{topic.slug}/", topic.name, about, archive.articles_of(topic))
    for source in archive.publishing.values():
        root = f"sources/{source.slug}/"
        yield from _feed(archive, known, root, source.name, source.about, archive.articles_from(source))
    for slug, section in archive.sections.items():
        about = say(archive.settings.lang, "Articles of the section %(name)s", name=section)
        yield from _feed(archive, known, f"sections/{slug}/", section, about, archive.articles_in(slug))
    yield from digest_feed_pages(archive)
    yield from opml_files(archive)
    yield Output(SUBSCRIBE, "subscribe.html", _subscribe_page(archive), "")


def _feed(
    archive: Archive,
    known: dict[str, FeedEntry],
    root: str,
    title: str,
    subtitle: str,
    articles: Iterable[Article],
) -> Iterator[Output]:
    """`articles` are newest first."""
    entries = []
    for article in islice(articles, ENTRIES):
        if article.id not in known:
            known[article.id] = article_entry(archive, article)
        entries.append(known[article.id])
    yield from both(
        FeedView(
            id=feed_id(archive, f"{root}feed.xml"),
            title=xml_text(feed_link(archive, root, title).title),
            subtitle=xml_text(subtitle),
            url=f"{archive.settings.url}/{root}feed.xml",
            json=f"{archive.settings.url}/{root}feed.json",
            page=f"{archive.settings.url}/{root}",
            updated=max((entry.updated for entry in entries), default=NEVER),
            entries=tuple(entries),
        ),
        root,
    )


def both(view: FeedView, root: str) -> Iterator[Output]:
    """The feed at `root` in both forms."""
    yield Output(f"{root}feed.xml", "feed.xml", view)
    yield Output(f"{root}feed.json", "feed.json", view)


def _subscribe_page(archive: Archive) -> SubscribePage:
    def links(roots: Iterable[tuple[str, str]]) -> tuple[FeedLink, ...]:
        return tuple(
            FeedLink(title, archive.urls.at(f"{root}feed.xml"), archive.urls.at(f"{root}feed.json"))
            for root, title in roots
        )

    lang = archive.settings.lang
    topics = sorted(archive.topics.values(), key=lambda topic: (topic.name.casefold(), topic.slug))
    sources = sorted(archive.publishing.values(), key=lambda source: (source.name.casefold(), source.slug))
    return SubscribePage(
        head=head(
            archive,
            SUBSCRIBE,
            say(lang, "Subscribe"),
            say(lang, "A feed for the site, each section, each actor and each source"),
            current=SUBSCRIBE,
        ),
        site=feed_link(archive, "", archive.settings.name),
        digest=digest_feed_link(archive),
        ours=archive.urls.at(OURS),
        followed=archive.urls.at(FOLLOWED),
        sections=links((f"sections/{slug}/", name) for slug, name in archive.sections.items()),
        actors=links((f"topics/{topic.slug}/", topic.name) for topic in topics),
        sources=links((f"sources/{source.slug}/", source.name) for source in sources),
    )
