"""The pieces that pages share: story blocks, evidence, lines of the river, chips, rows of an index."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from babel.lists import format_list

from ..i18n.date_formats import clock_or_day, long_day, month
from ..i18n.messages import locale_name, say
from ..i18n.nouns import count, genre_name, kind_name
from ..model.addresses import month_path
from ..model.archive import Archive
from ..model.article import Article
from ..model.events import Event, first_events
from ..model.topics import Topic
from ..views.shared_views import (
    Chip,
    IndexRow,
    Link,
    OtherHeadline,
    ReportedBy,
    River,
    RiverDay,
    RiverItem,
    StoryBlock,
    Strip,
)

MAX_CHIPS = 8  # the design's limit
LINE_CHIPS = 5  # of a story among others: at the side of a line more are taller than its text
MAX_ALSO = 3
MAJOR_SOURCES = 7  # from here on a headline is set larger
MAX_ROWS = 24


def story_block(
    archive: Archive,
    event: Event,
    today: date,
    *,
    level: str = "",
    rich: bool = False,
    subject: Iterable[Event] = (),
) -> StoryBlock:
    """An event as a block; `rich` adds chips and, for the page's first, the other reports' headlines; `subject` are
    further stories that stand below it."""
    lead = event.lead
    size = len(event.independent)
    return StoryBlock(
        title=lead.headline,
        url=archive.addresses.at(lead.path),
        evidence=evidence(archive, event, today, why=reason(archive, event) if level == "lead" else ""),
        level=level or ("major" if size >= MAJOR_SOURCES else "plain"),
        lang=foreign_language(archive, lead),
        deck=lead.deck,
        chips=event_chips(archive, event)[: MAX_CHIPS if level == "lead" else LINE_CHIPS] if rich else (),
        also=_also(archive, event) if level == "lead" else (),
        subject=River(tuple(river_item(archive, other, today) for other in subject)),
    )


def evidence(archive: Archive, event: Event, today: date, *, why: str = "") -> ReportedBy:
    """Who says so, since when; `why` it stands where it stands only on digests, since freshness is a part of it and
    other pages would change with the clock."""
    local = archive.settings.local
    several = len(event.sources) > 1
    independent = len(event.independent)
    return ReportedBy(
        sources=independent,
        first=clock_or_day(event.first.date, today, local),
        first_source=event.first.source.name,
        latest=clock_or_day(event.latest.date, today, local) if several else None,
        latest_source=event.latest.source.name if several else "",
        strip=strip(event.articles),
        why=why,
        printed=len(event.sources) - independent,
        url=story_url(archive, event),
    )


def reason(archive: Archive, event: Event) -> str:
    """Why an event stands where it does, in one line."""
    lang = archive.settings.lang
    if event.pinned:
        return say(lang, "Pinned by the editors")
    if event.rank is None:
        return ""
    weights = archive.settings.rank
    parts = []
    if weights.sources:
        parts.append(count(len(event.rank.sources), "independent source", lang))
    if weights.actors and event.rank.followed:
        parts.append(count(len(event.rank.followed), "followed actor", lang))
    if weights.quotes and event.rank.quotes:
        parts.append(count(event.rank.quotes, "quote", lang))
    if weights.freshness or not parts:  # the last word between equals is the time's as well
        parts.append(say(lang, "the time of its latest report"))
    return say(lang, "Ranked by %(reasons)s", reasons=format_list(parts, locale=locale_name(lang)))


def story_url(archive: Archive, event: Event) -> str:
    """The page of a story of several sources; "" for any other event."""
    return archive.addresses.story(event.story.slug) if event.story and len(event.sources) > 1 else ""


def strip(articles: Sequence[Article]) -> Strip | None:
    """One tick a report, where they came at different times."""
    first, last = articles[0].date, articles[-1].date
    span = (last - first).total_seconds()
    if len(articles) < 2 or span <= 0:
        return None
    return Strip(tuple(round((article.date - first).total_seconds() / span, 3) for article in articles))


def river_item(archive: Archive, event: Event, today: date) -> RiverItem:
    """An event as one line, by the time of its latest report."""
    return RiverItem(
        time=clock_or_day(event.latest.date, today, archive.settings.local),
        title=event.lead.headline,
        url=archive.addresses.at(event.lead.path),
        sources=sources_summary(event, archive.settings.lang),
        tally=len(event.independent),
        lang=foreign_language(archive, event.lead),
        story_url=story_url(archive, event),
        form=genre_name(event.genre, archive.settings.lang),
    )


def article_item(archive: Archive, article: Article, today: date) -> RiverItem:
    """One article as one line."""
    return RiverItem(
        time=clock_or_day(article.date, today, archive.settings.local),
        title=article.headline,
        url=archive.addresses.at(article.path),
        sources=article.source.name,
        lang=foreign_language(archive, article),
    )


def river(archive: Archive, articles: Iterable[Article], today: date, limit: int) -> River:
    """The first `limit` events that `articles`, newest first, belong to; each once, in that order."""
    return River(tuple(river_item(archive, event, today) for event in first_events(articles, archive.event_of, limit)))


def river_days(archive: Archive, articles: Iterable[Article], limit: int) -> tuple[RiverDay, ...]:
    """The same by day of the latest report, newest first; with the clock in each line, since the day stands above."""
    lang = archive.settings.lang
    events = first_events(articles, archive.event_of, limit)
    newest_first = sorted(events, key=lambda event: (event.latest.date, event.lead.id), reverse=True)
    return tuple(
        RiverDay(
            long_day(day, lang), archive.day_url(day), River(tuple(river_item(archive, event, day) for event in group))
        )
        for day, group in groupby(newest_first, key=lambda event: event.latest.day)
    )


def article_days(archive: Archive, articles: Iterable[Article]) -> tuple[RiverDay, ...]:
    """Single articles by day, in the order given; with the clock in each line."""
    return tuple(
        RiverDay(
            long_day(day, archive.settings.lang),
            archive.day_url(day),
            River(tuple(article_item(archive, article, day) for article in group)),
        )
        for day, group in groupby(articles, key=lambda article: article.day)
    )


def sources_summary(event: Event, lang: str) -> str:
    """Northline and 3 more"""
    first, *more = event.sources
    return say(lang, "%(source)s and %(number)s more", source=first.name, number=len(more)) if more else first.name


def source_links(archive: Archive, event: Event, limit: int) -> tuple[Link, ...]:
    """The event's sources, each with the address of its first report; a last link counts the rest."""
    first = {article.source.slug: article for article in reversed(event.articles)}
    links = [Link(source.name, archive.addresses.at(first[source.slug].path)) for source in event.sources]
    if len(links) <= limit:
        return tuple(links)
    rest = say(archive.settings.lang, "and %(number)s more", number=len(links) - limit)
    return (*links[:limit], Link(rest, story_url(archive, event)))


def chips(archive: Archive, topics: Iterable[Topic]) -> tuple[Chip, ...]:
    return tuple(
        Chip(topic.name, archive.addresses.topic(topic.slug), topic.followed) for topic in list(topics)[:MAX_CHIPS]
    )


def event_chips(archive: Archive, event: Event) -> tuple[Chip, ...]:
    return chips(archive, event_topics(archive, event))


def event_topics(archive: Archive, event: Event) -> tuple[Topic, ...]:
    """The topics of an event: followed ones first, then by how many of its articles name them."""
    counts = Counter(topic for article in event.articles for topic in archive.topics_in(article))
    return tuple(sorted(counts, key=lambda topic: (not topic.followed, -counts[topic], topic.slug)))


def topic_rows(
    archive: Archive, articles: Iterable[Article], until: date | None, *, without: str = ""
) -> tuple[IndexRow, ...]:
    """The topics that most of `articles` name, with how many do, most first; their lines end at the day `until`, and
    without a day there are none."""
    counts = Counter(topic for article in articles for topic in archive.topics_in(article) if topic.slug != without)
    found = sorted(counts, key=lambda topic: (-counts[topic], not topic.followed, topic.slug))
    return tuple(topic_row(archive, topic, counts[topic], until) for topic in found[:MAX_ROWS])


def topic_row(archive: Archive, topic: Topic, count: int, until: date | None) -> IndexRow:
    return IndexRow(
        name=topic.name,
        url=archive.addresses.topic(topic.slug),
        count=count,
        spark=archive.weekly_counts(topic, until) if until else (),
        followed=topic.followed,
        kind=kind_name(topic.kind, archive.settings.lang),
    )


def source_rows(archive: Archive, articles: Iterable[Article]) -> tuple[IndexRow, ...]:
    """The sources of `articles` with how many they published, most first."""
    counts = Counter(article.source.slug for article in articles)
    names = {article.source.slug: article.source.name for article in articles}
    found = sorted(counts, key=lambda slug: (-counts[slug], names[slug]))
    return tuple(IndexRow(names[slug], archive.addresses.source(slug), counts[slug]) for slug in found)


def month_links(archive: Archive, root: str, articles: Iterable[Article]) -> tuple[Link, ...]:
    """The archive of a page by month, newest first: July 2023: 164 articles."""
    counts = Counter(article.day.replace(day=1) for article in articles)
    return tuple(
        Link(f"{month(first, archive.settings.lang)}: {counts[first]}", archive.addresses.at(month_path(root, first)))
        for first in sorted(counts, reverse=True)
    )


def foreign_language(archive: Archive, article: Article) -> str:
    """The article's language, where it isn't the site's."""
    return article.lang if article.lang.split("-")[0].lower() != archive.settings.lang.split("-")[0].lower() else ""


def _also(archive: Archive, event: Event) -> tuple[OtherHeadline, ...]:
    """Other sources' headlines on the event, one a source."""
    others: dict[str, Article] = {}
    for article in event.articles:
        if article.source.slug != event.lead.source.slug:
            others.setdefault(article.source.slug, article)
    return other_headlines(archive, list(others.values())[:MAX_ALSO])


def other_headlines(archive: Archive, articles: Iterable[Article]) -> tuple[OtherHeadline, ...]:
    return tuple(
        OtherHeadline(
            article.source.name,
            article.headline,
            archive.addresses.at(article.path),
            foreign_language(archive, article),
        )
        for article in articles
    )
