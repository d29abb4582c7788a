"""The events of the archive: by day, and by what they have to do with each other."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from ..stories.clustering.report_genres import genre_of
from ..stories.digests.day_digests import DayDigest, day_digests
from ..stories.digests.day_subjects import Subject, day_subjects
from ..stories.digests.follow_ups import agreed_terms
from ..stories.digests.ranking import RankingFeatures
from ..stories.digests.story_subjects import MonthTerms, story_subjects
from ..stories.digests.subject_terms import SubjectEvent, subject_event
from ..stories.reports import Join, Report
from .model.article import Article
from .model.events import Event, digest_order
from .model.settings import SiteSettings
from .story_cache import cached_follow_ups
from .story_decisions import DecidedStories


@dataclass(frozen=True, slots=True)
class EventIndex:
    """`newest_first` are all events by their latest report; `by_day` are those of each day in the order of its digest.

    `subjects` are those of each day that has any, with the ids of the leads of events. `earlier_stories` are those that
    each story of several sources follows, by its slug, the latest first. `joins` says by the slug of a story why its
    reports are in it: the stories of events leave that out, so that pages which don't show it stay when it changes.
    """

    newest_first: tuple[Event, ...]
    by_day: Mapping[date, tuple[Event, ...]]
    earlier_stories: Mapping[str, tuple[Event, ...]]
    subjects: Mapping[date, tuple[Subject, ...]]
    joins: Mapping[str, tuple[Join, ...]]


def index_events(
    articles: Mapping[str, Article],
    decided: DecidedStories,
    reports: Mapping[str, Report],
    features: Mapping[str, RankingFeatures],
    now: datetime,
    settings: SiteSettings,
) -> EventIndex:
    """The events that `articles` report. Articles, reports and features are by the ids of articles."""
    by_day: dict[date, tuple[Event, ...]] = {}
    for digest in day_digests(decided.stories, reports, features, now=now, tz=settings.local.tz, weights=settings.rank):
        events = _events(digest, articles, reports, decided.pinned)
        by_day[digest.day] = digest_order(events, features)
    newest_first = sorted(
        (event for events in by_day.values() for event in events),
        key=lambda event: (event.latest.date, event.latest.id),
        reverse=True,
    )
    stories = {event.story.slug: event for event in newest_first if event.story and len(event.sources) > 1}
    terms = agreed_terms((event.story for event in stories.values() if event.story), reports)
    return EventIndex(
        newest_first=tuple(newest_first),
        by_day=by_day,
        earlier_stories=_earlier_stories(stories, reports, terms, settings.cache),
        subjects=_subjects(by_day, reports, features, terms),
        joins={story.slug: story.joins for story in decided.stories if story.joins},
    )


def _events(
    digest: DayDigest, articles: Mapping[str, Article], reports: Mapping[str, Report], pinned: Collection[str]
) -> list[Event]:
    """The events of one day: its stories, best first, then its single reports. A story is shown on the day of its first
    report."""
    without_joins = [replace(ranked, story=replace(ranked.story, joins=())) for ranked in digest.stories]
    stories = [
        Event(
            articles[ranked.story.lead],
            _in_order_of_time(articles[article] for article in ranked.story.articles),
            ranked.story,
            ranked,
            genre=genre_of(reports[ranked.story.lead]),
        )
        for ranked in without_joins
    ]
    single = [
        Event(articles[article], (articles[article],), None, genre=genre_of(reports[article]))
        for article in digest.single_reports
    ]
    return [
        replace(event, pinned=True) if any(article.id in pinned for article in event.articles) else event
        for event in (*stories, *single)
    ]


def _in_order_of_time(articles: Iterable[Article]) -> tuple[Article, ...]:
    return tuple(sorted(articles, key=lambda article: (article.date, article.id)))


def _earlier_stories(
    stories: Mapping[str, Event], reports: Mapping[str, Report], terms: Mapping[str, frozenset[str]], cache: Path
) -> dict[str, tuple[Event, ...]]:
    """By slug, the earlier ones of `stories` that each of them follows."""
    slugs = cached_follow_ups((event.story for event in stories.values() if event.story), reports, terms, cache)
    return {slug: tuple(stories[earlier] for earlier in followed) for slug, followed in slugs.items()}


def _subjects(
    by_day: Mapping[date, Sequence[Event]],
    reports: Mapping[str, Report],
    features: Mapping[str, RankingFeatures],
    terms: Mapping[str, frozenset[str]],
) -> dict[date, tuple[Subject, ...]]:
    """The subjects of each day: first those that headlines of the week tell by their words, then those of stories of
    several sources that have much in common."""
    events = {day: [_subject_event(event, day, reports, features) for event in by_day[day]] for day in sorted(by_day)}
    subjects = day_subjects(events.items())
    month = MonthTerms()
    for day, of_day in events.items():
        slugs = [event.story.slug for event in by_day[day] if event.story and event.story.slug in terms]
        month.add(day, [terms[slug] for slug in slugs])
        grouped = {identity for subject in subjects.get(day, ()) for identity in subject.events}
        by_slug = {
            event.story.slug: subject
            for event, subject in zip(by_day[day], of_day, strict=True)
            if event.story and event.lead.id not in grouped
        }
        further = tuple(story_subjects((slug for slug in slugs if slug in by_slug), by_slug, terms, month.weights))
        if further:
            subjects[day] = (*subjects.get(day, ()), *further)
    return subjects


def _subject_event(
    event: Event, day: date, reports: Mapping[str, Report], features: Mapping[str, RankingFeatures]
) -> SubjectEvent:
    followed = {name for article in event.articles for name in features[article.id].followed}
    return subject_event(event.lead.id, day, [reports[article.id] for article in event.articles], followed)
