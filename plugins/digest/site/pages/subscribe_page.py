"""The page that explains feeds and lists all that the site has, /subscribe/."""

from collections.abc import Iterable

from ...archive.model.addresses import (
    FEEDS_OPML,
    FRONT,
    SUBSCRIBE,
    SUBSCRIPTIONS_OPML,
    atom_path,
    json_path,
    section_path,
    source_path,
    topic_path,
    watch_path,
)
from ...archive.questions.archive import Archive
from ..components.page_head import page_head, site_feed
from ..components.page_links import changes_feed, digest_feed, top_stories_feed
from ..i18n.messages import say
from ..views.feed_views import SubscribePage
from ..views.shared_views import SiteFeed


def subscribe_page(archive: Archive) -> SubscribePage:
    lang = archive.settings.lang
    topics = sorted((topic for topic, _ in archive.topics.all()), key=lambda topic: (topic.name.casefold(), topic.slug))
    sources = sorted(archive.sources.all(), key=lambda source: (source.name.casefold(), source.slug))
    description = say(lang, "A feed for the site, each section, each actor and each source")
    return SubscribePage(
        head=page_head(archive, SUBSCRIBE, say(lang, "Subscribe"), description, current=SUBSCRIBE),
        site=site_feed(archive, FRONT, archive.settings.name),
        digest=digest_feed(archive),
        top_stories=top_stories_feed(archive),
        changes=changes_feed(archive) if archive.changes.any() else None,
        ours=archive.addresses.at(FEEDS_OPML),
        followed=archive.addresses.at(SUBSCRIPTIONS_OPML),
        sections=_feeds(archive, ((section_path(slug), name) for slug, name in archive.sources.sections())),
        actors=_feeds(archive, ((topic_path(topic.slug), topic.name) for topic in topics)),
        watches=_feeds(archive, ((watch_path(watch.slug), watch.name) for watch in archive.watches.all())),
        sources=_feeds(archive, ((source_path(source.slug), source.name) for source in sources)),
        data_url=archive.settings.open_data_url,
        has_data=bool(archive.settings.open_data),
    )


def _feeds(archive: Archive, pages: Iterable[tuple[str, str]]) -> tuple[SiteFeed, ...]:
    """The feeds of pages, each given by its path and its title."""
    at = archive.addresses.at
    return tuple(SiteFeed(title, at(atom_path(path)), at(json_path(path))) for path, title in pages)
