"""Lists of feeds as OPML 2.0, which feed readers import: the feeds that the site reads, and those that it has."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from ipaddress import ip_address
from typing import get_args
from urllib.parse import urlsplit

from ...annotate.records import Kind
from ...archive.model.addresses import (
    CHANGES,
    DIGESTS,
    FRONT,
    TOP_STORIES,
    atom_path,
    section_path,
    source_path,
    topic_path,
    watch_path,
)
from ...archive.questions.archive import Archive
from ..i18n.messages import say
from ..i18n.nouns import kind_plural
from ..views.feed_views import OpmlFeed, OpmlView
from .feed_entries import xml_text


def subscriptions_opml(archive: Archive) -> OpmlView:
    """The feeds that the site reads."""
    title = say(archive.settings.lang, "Feeds that %(name)s follows", name=archive.settings.name)
    return OpmlView(title, tuple(_subscriptions(archive)))


def feeds_opml(archive: Archive) -> OpmlView:
    """The feeds that the site has."""
    title = say(archive.settings.lang, "Feeds of %(name)s", name=archive.settings.name)
    return OpmlView(title, tuple(_own_feeds(archive)))


def _subscriptions(archive: Archive) -> Iterator[tuple[str, tuple[OpmlFeed, ...]]]:
    """The feeds that the site reads, by section."""
    sections: dict[str, list[OpmlFeed]] = defaultdict(list)
    left_out = say(archive.settings.lang, "This feed’s address is not shown: it is on a private network.")
    for source in archive.sources.subscribed():
        feed, about = (
            (source.feed, source.about) if is_public(source.feed) else ("", f"{source.about} {left_out}".strip())
        )
        sections[source.section].append(OpmlFeed(source.name, feed, source.home, xml_text(about), source.lang))
    for section in sorted(sections):
        yield section, tuple(sorted(sections[section], key=lambda feed: (feed.name.casefold(), feed.feed)))


def is_public(url: str) -> bool:
    """Whether others can reach a URL, as they can't reach a feed on this machine or in its own network."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".localhost", ".local", ".internal"))


def _own_feeds(archive: Archive) -> Iterator[tuple[str, tuple[OpmlFeed, ...]]]:
    """The feeds that the site has: its own, those of followed actors, of found names by kind, of watches, of sections,
    of sources."""
    lang = archive.settings.lang
    site = [(FRONT, archive.settings.name), (DIGESTS, say(lang, "Digest of the day"))]
    if archive.changes.any():
        site.append((CHANGES, say(lang, "What publishers changed")))
    top = OpmlFeed(
        xml_text(say(lang, "Top stories of the day")),
        archive.addresses.absolute(atom_path(TOP_STORIES)),
        archive.addresses.absolute(DIGESTS),
    )
    yield archive.settings.name, (*_feeds(archive, site), top)
    topics = sorted((topic for topic, _ in archive.topics.all()), key=lambda topic: (topic.name.casefold(), topic.slug))
    followed = ((topic_path(topic.slug), topic.name) for topic in topics if topic.followed)
    yield say(lang, "Followed actors"), _feeds(archive, followed)
    for kind in get_args(Kind):
        found = [topic for topic in topics if topic.kind == kind and not topic.followed]
        yield kind_plural(kind, lang), _feeds(archive, ((topic_path(topic.slug), topic.name) for topic in found))
    sections = sorted(archive.sources.sections(), key=lambda section: section[1].casefold())
    watches = archive.watches.all()
    if watches:
        yield say(lang, "Watches"), _feeds(archive, ((watch_path(watch.slug), watch.name) for watch in watches))
    yield say(lang, "Sections"), _feeds(archive, ((section_path(slug), name) for slug, name in sections))
    sources = sorted(archive.sources.all(), key=lambda source: (source.name.casefold(), source.slug))
    yield say(lang, "Sources"), _feeds(archive, ((source_path(source.slug), source.name) for source in sources))


def _feeds(archive: Archive, pages: Iterable[tuple[str, str]]) -> tuple[OpmlFeed, ...]:
    """The feeds of pages, each given by its path and its name."""
    absolute = archive.addresses.absolute
    return tuple(OpmlFeed(xml_text(name), absolute(atom_path(path)), absolute(path)) for path, name in pages)
