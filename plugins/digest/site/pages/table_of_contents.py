"""All pages and files of the site that are made from views."""

from collections.abc import Iterator
from datetime import date

from incremental import Page, PageGroup

from ...archive.model.addresses import (
    CHANGES,
    DIGESTS,
    FEEDS_OPML,
    FRONT,
    NOT_FOUND,
    SEARCH,
    SOURCES,
    STATUS,
    SUBSCRIBE,
    SUBSCRIPTIONS_OPML,
    TOPICS,
    WATCHES,
    atom_path,
    day_path,
    json_path,
    month_path,
    section_path,
    seen_with_path,
    source_path,
    story_path,
    topic_path,
    watch_path,
    week_path,
)
from ...archive.model.list_names import ALL, section_list, source_list, topic_list, watch_list
from ...archive.questions.archive import Archive
from ..components.page_links import story_url, with_neighbours
from ..components.period_changes import weeks_of
from ..components.site_file import site_file
from ..components.topic_lists import topic_with
from ..i18n.date_wording import long_day
from ..open_data.open_data_files import data_pages, story_data_pages
from ..syndication.article_feeds import feed_pages
from ..syndication.changes_feed import changes_feed_view
from ..syndication.digest_feed import digest_feed_pages
from ..syndication.opml_lists import feeds_opml, subscriptions_opml
from ..syndication.rss_feeds import rss_pages
from ..syndication.sitemap import sitemap_pages
from ..syndication.status_feed import status_feed_view
from ..syndication.top_stories_feed import top_stories_pages
from .article_page import article_page
from .changes_page import changes_page
from .day_page import day_page
from .digest_index_page import digest_index_page
from .front_page import front_page
from .gone_page import expired_page, thin_page
from .month_archive_page import month_archive_pages
from .poster_files import day_poster, poster_file, site_poster_file, story_poster, topic_poster
from .quotes_page import quote_pages
from .search_page import search_page
from .section_page import section_page
from .seen_with_page import seen_with_pages
from .source_index_page import source_index_page
from .source_page import source_page
from .status_page import status_page
from .story_page import moved_story_page, story_page
from .subscribe_page import subscribe_page
from .text_page import not_found_page
from .topic_index_page import topic_index_page
from .topic_page import moved_topic_page, topic_page
from .watch_index_page import watch_index_page
from .watch_page import watch_page
from .week_page import week_page


def site_pages(archive: Archive, search_script: str, texts: tuple[str, ...]) -> Iterator[Page | PageGroup]:
    """All of the site but the editor's own pages, whose slugs are `texts`; `search_script` is a path below the site's
    root."""
    yield site_file(FRONT, "front.html", front_page)
    yield from site_poster_file(archive)
    yield site_file(DIGESTS, "digest_index.html", digest_index_page)
    yield site_file(TOPICS, "topic_index.html", topic_index_page)
    yield site_file(SOURCES, "source_index.html", source_index_page)
    yield site_file(SUBSCRIBE, "subscribe.html", subscribe_page)
    yield site_file(SEARCH, "search.html", search_page, search_script)
    yield site_file(NOT_FOUND, "404.html", not_found_page)
    yield site_file(STATUS, "status.html", status_page)
    yield site_file(atom_path(STATUS), "feed.xml", status_feed_view)
    yield site_file(json_path(STATUS), "feed.json", status_feed_view)
    yield site_file(SUBSCRIPTIONS_OPML, "opml.xml", subscriptions_opml)
    yield site_file(FEEDS_OPML, "opml.xml", feeds_opml)
    yield PageGroup(digest_pages)
    yield PageGroup(expired_pages)
    yield PageGroup(former_story_pages)
    yield PageGroup(topics_pages)
    yield PageGroup(sources_pages)
    yield PageGroup(sections_pages)
    yield PageGroup(watches_pages)
    yield PageGroup(changes_pages)
    yield PageGroup(quote_pages)
    yield PageGroup(feed_pages, ALL)
    yield PageGroup(digest_feed_pages)
    yield PageGroup(top_stories_pages)
    yield PageGroup(sitemap_pages, texts)


def digest_pages(archive: Archive) -> Iterator[Page | PageGroup]:
    """The pages of all days and weeks that have events, and of what they report."""
    for before, day, after in with_neighbours(archive.events.days()):
        yield site_file(day_path(day), "day.html", day_page, day, before, after)
        title = long_day(day, archive.settings.lang).text
        yield from poster_file(archive, "days", day_path(day), title, day_poster, day)
        yield PageGroup(event_pages, day)
    for before, monday, after in with_neighbours(list(weeks_of(archive))):
        yield site_file(week_path(monday), "week.html", week_page, monday, before, after)


def event_pages(archive: Archive, day: date) -> Iterator[Page]:
    """The pages of the stories and articles of a day's digest. An article has links to the leads of the events beside
    its own."""
    events = archive.events.on(day)
    leads = ["", *(event.lead.id for event in events), ""]
    for before, event, after in zip(leads, events, leads[2:], strict=False):
        if event.story and story_url(archive, event):
            path, headline = story_path(event.story.slug), event.lead.headline
            yield site_file(path, "story.html", story_page, event.lead.id)
            yield from poster_file(archive, "stories", path, headline, story_poster, event.lead.id)
            yield from story_data_pages(archive, event.story.slug, event.lead.id)
        for article in event.articles:
            for issue in (article, *archive.articles.issued_again(article.id)):
                if issue.is_thin:
                    yield site_file(issue.path, "gone.html", thin_page, issue.id)
                else:
                    yield site_file(issue.path, "article.html", article_page, issue.id, before, after)


def expired_pages(archive: Archive) -> Iterator[PageGroup]:
    """The addresses of articles that are no longer kept, by day."""
    for day in archive.expired.days():
        yield PageGroup(expired_pages_of, day)


def expired_pages_of(archive: Archive, day: str) -> Iterator[Page]:
    for path, title, source, original, moment in archive.expired.on(day):
        yield site_file(path, "gone.html", expired_page, title, source, original, moment)


def former_story_pages(archive: Archive) -> Iterator[PageGroup]:
    """Addresses at which stories stood, by the months of their articles."""
    for month, _ in archive.articles.months(ALL):
        yield PageGroup(former_story_pages_of, month)


def former_story_pages_of(archive: Archive, month: str) -> Iterator[Page]:
    """The addresses at which stories with articles of a month stood, or could have stood."""
    for slug, article_id in archive.events.former_slugs(month):
        yield site_file(story_path(slug), "moved.html", moved_story_page, article_id)


def topics_pages(archive: Archive) -> Iterator[PageGroup]:
    for slug in archive.topics.slugs():
        yield PageGroup(topic_pages, slug)


def topic_pages(archive: Archive, slug: str) -> Iterator[Page | PageGroup]:
    """The pages of a topic, and the ways from its former addresses."""
    listed = topic_list(slug)
    yield site_file(topic_path(slug), "topic.html", topic_page, slug)
    yield from poster_file(archive, "actors", topic_path(slug), topic_with(archive, slug).name, topic_poster, slug)
    yield from seen_with_pages(archive, slug)
    yield PageGroup(month_archive_pages, listed)
    yield PageGroup(feed_pages, listed)
    yield PageGroup(data_pages, listed)
    for former in archive.topics.former_slugs(slug):
        yield site_file(topic_path(former), "moved.html", moved_topic_page, slug, "")
        yield site_file(seen_with_path(former), "moved.html", moved_topic_page, slug, "")
        for month, _ in archive.articles.months(listed):
            below = month_path("", date.fromisoformat(f"{month}-01"))
            yield site_file(f"{topic_path(former)}{below}", "moved.html", moved_topic_page, slug, below)


def sources_pages(archive: Archive) -> Iterator[Page | PageGroup]:
    for source in archive.sources.all():
        yield site_file(source_path(source.slug), "source.html", source_page, source.slug)
        yield PageGroup(month_archive_pages, source_list(source.slug))
        yield PageGroup(feed_pages, source_list(source.slug))
        yield PageGroup(data_pages, source_list(source.slug))


def sections_pages(archive: Archive) -> Iterator[Page | PageGroup]:
    for slug, _ in archive.sources.sections():
        yield site_file(section_path(slug), "section.html", section_page, slug)
        yield PageGroup(month_archive_pages, section_list(slug))
        yield PageGroup(feed_pages, section_list(slug))


def changes_pages(archive: Archive) -> Iterator[Page]:
    """The page and the feed of what publishers changed; nothing where they changed nothing."""
    if archive.changes.any():
        yield site_file(CHANGES, "changes.html", changes_page)
        yield site_file(atom_path(CHANGES), "feed.xml", changes_feed_view)
        yield site_file(json_path(CHANGES), "feed.json", changes_feed_view)


def watches_pages(archive: Archive) -> Iterator[Page | PageGroup]:
    """The pages of the public watches, and their list; nothing where there is none."""
    watches = archive.watches.all()
    if watches:
        yield site_file(WATCHES, "watch_index.html", watch_index_page)
    for watch in watches:
        yield site_file(watch_path(watch.slug), "watch.html", watch_page, watch.slug)
        yield PageGroup(month_archive_pages, watch_list(watch.slug))
        yield PageGroup(feed_pages, watch_list(watch.slug))
        yield PageGroup(data_pages, watch_list(watch.slug))
        yield from rss_pages(archive, watch.slug)
