"""Lists of feeds as OPML 2.0, for feed readers: the ones that we read, and our own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from ipaddress import ip_address
from typing import get_args
from urllib.parse import urlsplit

from ...annotate.records import Kind
from ..components.site_file import SiteFile
from ..i18n.messages import say
from ..i18n.nouns import kind_plural
from ..model.addresses import (
    DIGESTS,
    FEEDS_OPML,
    FRONT,
    SUBSCRIPTIONS_OPML,
    atom_path,
    section_path,
    source_path,
    topic_path,
)
from ..model.archive import Archive
from ..views.feed_views import OpmlFeed, OpmlView
from .feed_entries import xml_text


def opml_files(archive: Archive) -> Iterator[SiteFile]:
    name, lang = archive.settings.name, archive.settings.lang
    yield SiteFile(
        SUBSCRIPTIONS_OPML,
        "opml.xml",
        OpmlView(say(lang, "What %(name)s reads", name=name), tuple(_subscriptions(archive))),
    )
    yield SiteFile(
        FEEDS_OPML, "opml.xml", OpmlView(say(lang, "Feeds of %(name)s", name=name), tuple(_own_feeds(archive)))
    )


def _subscriptions(archive: Archive) -> Iterator[tuple[str, tuple[OpmlFeed, ...]]]:
    """What is subscribed, by section."""
    sections: dict[str, list[OpmlFeed]] = defaultdict(list)
    for key, source in archive.sources.items():
        if key:
            feed = source.feed if _is_public(source.feed) else ""
            sections[source.section].append(
                OpmlFeed(source.name, feed, source.home, xml_text(source.about), source.lang)
            )
    for section in sorted(sections):
        yield section, tuple(sorted(sections[section], key=lambda one: (one.name.casefold(), one.feed)))


def _is_public(url: str) -> bool:
    """Whether others can reach an address: a feed on this machine, or in its own network, is nobody else's."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".localhost", ".local", ".internal"))


def _own_feeds(archive: Archive) -> Iterator[tuple[str, tuple[OpmlFeed, ...]]]:
    absolute, lang = archive.addresses.absolute, archive.settings.lang

    def outlines(roots: Iterable[tuple[str, str]]) -> tuple[OpmlFeed, ...]:
        return tuple(OpmlFeed(xml_text(name), absolute(atom_path(root)), absolute(root)) for root, name in roots)

    yield archive.settings.name, outlines(((FRONT, archive.settings.name), (DIGESTS, say(lang, "Digest of the day"))))
    topics = sorted(archive.topics.values(), key=lambda topic: (topic.name.casefold(), topic.slug))
    yield say(lang, "Followed actors"), outlines((topic_path(one.slug), one.name) for one in topics if one.followed)
    for kind in get_args(Kind):
        yield (
            kind_plural(kind, lang),
            outlines((topic_path(one.slug), one.name) for one in topics if one.kind == kind and not one.followed),
        )
    sections = sorted(archive.sections.items(), key=lambda one: one[1].casefold())
    yield say(lang, "Sections"), outlines((section_path(slug), name) for slug, name in sections)
    sources = sorted(archive.publishing.values(), key=lambda source: (source.name.casefold(), source.slug))
    yield say(lang, "Sources"), outlines((source_path(one.slug), one.name) for one in sources)
