"""Links that several kinds of pages show, and the small facts about an article or an event that go with a link."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ...archive.model.addresses import (
    CHANGES,
    DIGESTS,
    QUOTES,
    SOURCES,
    TOP_STORIES,
    TOPICS,
    WATCHES,
    mastodon_path,
    month_path,
    rss_path,
    section_path,
    source_path,
    topic_path,
    watch_path,
)
from ...archive.model.article import Article, Source
from ...archive.model.events import Event
from ...archive.questions.archive import Archive
from ..i18n.date_wording import month
from ..i18n.messages import say
from ..views.shared_views import Link, SiteFeed
from .page_head import site_feed


def article_url(archive: Archive, article: Article) -> str:
    """Where readers find an article: on its page here, or its original once it has no page of its own any more."""
    return article.original if article.is_thin else archive.addresses.at(article.path)


def absolute_article_url(archive: Archive, article: Article) -> str:
    """The same with scheme and host."""
    return article.original if article.is_thin else archive.addresses.absolute(article.path)


def article_link(archive: Archive, article: Article) -> Link:
    return Link(article.headline, article_url(archive, article), foreign_language(archive, article))


def source_link(archive: Archive, article: Article) -> Link:
    """The page of the source by whose feed the article came."""
    return Link(article.source.name, archive.addresses.source(article.source.slug))


def publisher_link(archive: Archive, article: Article) -> Link:
    """Who published the article, with the page of that source; without one where it isn't followed itself."""
    slug = article.publisher.slug
    return Link(article.publisher.name, archive.addresses.source(slug) if archive.sources.with_slug(slug) else "")


def original_link(article: Article) -> Link:
    """Who published the article, with the address of the report there; without one where the feed gave none."""
    return Link(article.publisher.name, article.original)


def more_sources(sources: Sequence[Source], lang: str) -> str:
    """How many sources have a report besides the one whose headline is shown: "and 3 more"; "" where none has."""
    others = len(sources) - 1
    return say(lang, "and %(number)s more", number=others) if others else ""


def foreign_language(archive: Archive, article: Article) -> str:
    """The article's language where it isn't the site's, else ""."""
    return article.lang if article.lang.split("-")[0].lower() != archive.settings.lang.split("-")[0].lower() else ""


def story_url(archive: Archive, event: Event) -> str:
    """The address of the story's page; "" for an event that only one source reports."""
    return archive.addresses.story(event.story.slug) if event.story and len(event.sources) > 1 else ""


def sources_summary(event: Event, lang: str) -> str:
    """Northline and 3 more"""
    first, *others = event.sources
    if not others:
        return first.name
    return say(lang, "%(source)s and %(number)s more", source=first.name, number=len(others))


def source_links(archive: Archive, event: Event, limit: int) -> tuple[Link, ...]:
    """The event's sources, each with the address of its first report there, or else of its page here; behind `limit` of
    them, a last link leads to the story's page and counts the others."""
    first_report = {article.publisher.slug: article for article in reversed(event.articles)}
    reports = [first_report[source.slug] for source in event.sources]
    links = [Link(one.publisher.name, one.original or archive.addresses.at(one.path)) for one in reports]
    if len(links) <= limit:
        return tuple(links)
    others = say(archive.settings.lang, "and %(number)s more", number=len(links) - limit)
    return (*links[:limit], Link(others, story_url(archive, event)))


def month_links(archive: Archive, root: str, name: str) -> tuple[Link, ...]:
    """Links to the monthly archives of the list `name` below the page at `root`, newest first, with the numbers of
    articles: July 2023: 164."""
    numbers = archive.articles.months(name)
    months = ((date.fromisoformat(f"{text}-01"), number) for text, number in reversed(numbers))
    return tuple(
        Link(f"{month(first, archive.settings.lang)}: {number}", archive.addresses.at(month_path(root, first)))
        for first, number in months
    )


def parent_path(listed: str) -> str:
    """The path of the page that the archive of a list belongs to."""
    kind, _, slug = listed.partition("/")
    return {"topic": topic_path, "source": source_path, "section": section_path, "watch": watch_path}[kind](slug)


def day_url(archive: Archive, day: date) -> str:
    """The address of the digest of a day; "" where the day has none, since all of its reports joined stories of days
    before."""
    return archive.addresses.day(day) if archive.events.has_day(day) else ""


def watch_feed(archive: Archive, slug: str, name: str) -> SiteFeed:
    """The feed of a public watch, in all forms that it has."""
    path, at = watch_path(slug), archive.addresses.at
    posts = at(mastodon_path(path)) if archive.settings.mastodon_feeds else ""
    return replace(site_feed(archive, path, name), rss=at(rss_path(path)), posts=posts)


def digests_link(archive: Archive) -> Link:
    return Link(say(archive.settings.lang, "Digests"), archive.addresses.at(DIGESTS))


def digest_feed(archive: Archive) -> SiteFeed:
    return site_feed(archive, DIGESTS, say(archive.settings.lang, "Digest of the day"))


def top_stories_feed(archive: Archive) -> SiteFeed:
    return site_feed(archive, TOP_STORIES, say(archive.settings.lang, "Top stories of the day"))


def week_link(archive: Archive, day: date) -> Link:
    """The digest of the week that the day is in."""
    year, week, _ = day.isocalendar()
    name = say(archive.settings.lang, "Week %(week)s of %(year)s", week=week, year=year)
    return Link(name, archive.addresses.week(day))


def topics_link(archive: Archive) -> Link:
    return Link(say(archive.settings.lang, "Actors"), archive.addresses.at(TOPICS))


def sources_link(archive: Archive) -> Link:
    return Link(say(archive.settings.lang, "Sources"), archive.addresses.at(SOURCES))


def quotes_link(archive: Archive) -> Link:
    return Link(say(archive.settings.lang, "Quotes"), archive.addresses.at(QUOTES))


def watches_link(archive: Archive) -> Link:
    return Link(say(archive.settings.lang, "Watches"), archive.addresses.at(WATCHES))


def changes_feed(archive: Archive) -> SiteFeed:
    return site_feed(archive, CHANGES, say(archive.settings.lang, "What publishers changed"))


def with_neighbours(dates: Sequence[date]) -> Iterator[tuple[date | None, date, date | None]]:
    """Each date between the one before it and the one after it, for links to both."""
    return zip((None, *dates), dates, (*dates[1:], None), strict=False)
