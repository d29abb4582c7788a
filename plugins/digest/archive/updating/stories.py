"""The stories and events of the archive, in the order of the digests of their days."""

import marshal
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import astuple
from datetime import UTC, date, datetime
from typing import Any, Final

from ...stories.clustering.reissues import reissues
from ...stories.digests.day_subjects import Subject
from ...stories.digests.ranking import RankedStory, RankingFeatures
from ...stories.reports import Join, Report, Story
from ...stories.story_slug import story_slug
from ..event_index import index_events
from ..model.article import Article
from ..model.events import Event, quotes_of
from ..model.settings import SiteSettings
from ..model.topics import countries_meant, followed_countries, mentions_of
from ..packed_articles import PackedArticle, unpack_article
from ..story_cache import cached_stories
from ..story_decisions import DecidedStories, EditorDecisions, apply_decisions
from .article_files import DROPPED, HIDDEN, ISSUED_AGAIN, SHOWN, place_of
from .names import KnownNames
from .row_differences import Row, write_differences

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)  # the clock of a site without articles
FIRST_REPORTS: Final = 1_000  # of the archive, whose stories may come apart while it is small
_VERSION: Final = 2  # of marshal, as in `packed_articles`


def pack_subject(subject: Subject) -> bytes:
    return marshal.dumps(_plain(astuple(subject)), _VERSION)


def unpack_subject(packed: bytes) -> Subject:
    name, events, key_words, earlier = marshal.loads(packed)  # noqa: S302  the index has made it
    return Subject(name, events, key_words, None if earlier is None else date.fromordinal(earlier))


def unpack_subjects(packed: bytes) -> tuple[Subject, ...]:
    return tuple(map(unpack_subject, marshal.loads(packed)))  # noqa: S302  the index has made it


def pack_joins(joins: Iterable[Join]) -> bytes:
    return marshal.dumps(tuple(map(astuple, joins)), _VERSION)


def unpack_joins(packed: bytes) -> tuple[Join, ...]:
    return tuple(Join(*join) for join in marshal.loads(packed))  # noqa: S302  the index has made it


def pack_event(event: Event) -> bytes:
    """The bytes of an event: the ids of its articles, its story, its rank, whether it is pinned, its genre."""
    story = None if event.story is None else _plain(astuple(event.story))
    rank = event.rank
    ranked = (
        None
        if rank is None
        else (rank.score, rank.sources, rank.followed, rank.quotes, _ticks(rank.latest), rank.points)
    )
    ids = tuple(article.id for article in event.articles)
    return marshal.dumps((ids, story, ranked, event.pinned, event.genre), _VERSION)


def unpack_event(packed: bytes, lead: str, articles: Mapping[str, Article], digest: bytes = b"") -> Event:
    """The event of these bytes, of `articles` by their ids."""
    ids, story, ranked, pinned, genre = marshal.loads(packed)  # noqa: S302  the index has made it
    told = None if story is None else Story(*story)
    rank = None
    if told and ranked:
        score, sources, followed, quotes, latest, points = ranked
        rank = RankedStory(told, score, sources, followed, quotes, datetime.fromisoformat(latest), points)
    return Event(articles[lead], tuple(articles[id_] for id_ in ids), told, rank, pinned, genre, digest)


def event_articles(packed: bytes) -> tuple[str, ...]:
    """The ids of the articles of an event."""
    ids: tuple[str, ...] = marshal.loads(packed)[0]  # noqa: S302  the index has made it
    return ids


def put_stories(
    connection: sqlite3.Connection, names: KnownNames, decisions: EditorDecisions, settings: SiteSettings
) -> set[str]:
    """Makes the rows of all stories and events. Returns the ids of the articles whose status has changed."""
    articles = {
        row[0]: unpack_article(row[0], PackedArticle(*row[1:]))
        for row in connection.execute(
            "SELECT id, record, body, annotation, digest FROM articles JOIN texts USING (id) WHERE status != ?",
            (HIDDEN,),
        )
    }
    reports = {id_: report_of(article) for id_, article in articles.items()}
    first_issues = reissues(reports.values())
    stories = cached_stories((one for one in reports.values() if one.id not in first_issues), settings.cache)
    decided = apply_decisions(decisions, stories, articles.values(), reports, first_issues)
    shown = {id_: one for id_, one in articles.items() if id_ not in decided.dropped and id_ not in first_issues}
    again = {
        id_: first
        for id_, first in first_issues.items()
        if first not in decided.dropped and id_ not in decided.dropped and first in shown
    }
    country_slugs = followed_countries(names.actors.values())
    by_slug = {actor.slug: name for name, actor in names.actors.items()}
    features = {id_: features_of(one, names, country_slugs, by_slug) for id_, one in shown.items()}
    now = settings.now or max((article.date for article in shown.values()), default=EPOCH)
    index = index_events(shown, decided, {id_: reports[id_] for id_ in shown}, features, now, settings)
    changed = _put_statuses(connection, articles, shown, again)
    _put_events(connection, index.by_day, again)
    _put_subjects(connection, index.subjects)
    earlier = {
        (slug, marshal.dumps(tuple(event.lead.id for event in events), _VERSION))
        for slug, events in index.earlier_stories.items()
        if events
    }
    _put(connection, "earlier", earlier)
    _put(connection, "joins", {(slug, pack_joins(joins)) for slug, joins in index.joins.items()})
    _put(connection, "issues", set(again.items()))
    _put(connection, "former_stories", set(_former(index.newest_first, shown, reports, decided)))
    return changed


def report_of(article: Article) -> Report:
    """The article as clustering sees it."""
    return Report(
        id=article.id,
        title=article.headline,
        text=article.body.text or article.summary,
        date=article.date,
        source=article.publisher.slug,
        link=article.original,
        actors=tuple(dict.fromkeys(mention.actor for mention in mentions_of(article))),
        lang=article.lang,
    )


def features_of(
    article: Article, names: KnownNames, country_slugs: Mapping[str, str], followed: Mapping[str, str]
) -> RankingFeatures:
    """The ranking features of an article. `followed` are the names of followed actors by their slugs."""
    slugs = {names.slug_of(mention.actor) for mention in mentions_of(article)}
    slugs |= {country_slugs[name] for name in countries_meant(article) if name in country_slugs}
    return RankingFeatures(
        followed=tuple(sorted(followed[slug] for slug in slugs if slug in followed)),
        quotes=sum(quote.quote.speaker is not None for quote in quotes_of(article)),
        is_dated=article.is_dated,
    )


def _put_statuses(
    connection: sqlite3.Connection, articles: Mapping[str, Article], shown: Collection[str], again: Collection[str]
) -> set[str]:
    changed = set()
    for id_ in articles:
        status = SHOWN if id_ in shown else ISSUED_AGAIN if id_ in again else DROPPED
        (before,) = connection.execute("SELECT status FROM articles WHERE id = ?", (id_,)).fetchone()
        if status != before:
            connection.execute("UPDATE articles SET status = ? WHERE id = ?", (status, id_))
            changed.add(id_)
    return changed


def _put_events(
    connection: sqlite3.Connection, by_day: Mapping[date, Collection[Event]], again: Mapping[str, str]
) -> None:
    events: set[Row] = set()
    reports: set[Row] = set()
    issues: dict[str, list[str]] = {}
    for id_, first in again.items():
        issues.setdefault(first, []).append(id_)
    for day, of_day in by_day.items():
        for number, event in enumerate(of_day):
            several = int(len(event.sources) > 1)
            slug = event.story.slug if event.story else None
            row = (event.lead.id, day.isoformat(), number, _latest(event), slug, several, pack_event(event))
            events.add(row)
            for article in event.articles:
                reports.update((id_, event.lead.id) for id_ in (article.id, *issues.get(article.id, ())))
    _put(connection, "reports", reports)
    _put(connection, "events", events)
    _put(connection, "days", {(day.isoformat(),) for day in by_day})


def _latest(event: Event) -> str:
    return f"{event.latest.date.isoformat(timespec='microseconds')} {event.latest.id}"


def _put_subjects(connection: sqlite3.Connection, subjects: Mapping[date, Collection[Subject]]) -> None:
    rows = {
        (day.isoformat(), marshal.dumps(tuple(map(pack_subject, of_day)), _VERSION))
        for day, of_day in subjects.items()
        if of_day
    }
    _put(connection, "subjects", rows)
    of_events = {
        lead: pack_subject(subject) for of_day in subjects.values() for subject in of_day for lead in subject.events
    }
    _put(connection, "subject_events", set(of_events.items()))


def _former(
    newest_first: Iterable[Event],
    shown: Mapping[str, Article],
    reports: Mapping[str, Report],
    decided: DecidedStories,
) -> Iterable[tuple[str, int, str, str]]:
    """(slug, rank, place, id): the slugs under which a story stood or could have stood, each with one of its articles.
    Of several rows of one slug the first by rank and place counts.

    They come from the editor's decisions, from every report of a story, and from the first reports of the archive,
    whose stories can come apart while the archive is small.
    """
    for slug, id_ in decided.former.items():
        if id_ in shown:
            yield slug, 0, place_of(shown[id_]), id_
    told = {
        article.id for event in newest_first if event.story and len(event.sources) > 1 for article in event.articles
    }
    oldest = sorted(shown.values(), key=lambda article: (article.date, article.id))[:FIRST_REPORTS]
    for id_ in told | {article.id for article in oldest}:
        yield story_slug(reports[id_]), 1, place_of(shown[id_]), id_


def _put(connection: sqlite3.Connection, table: str, rows: Collection[tuple[Any, ...]]) -> None:
    before = connection.execute(f"SELECT * FROM {table}").fetchall()
    write_differences(connection, table, before, rows)


def _ticks(moment: datetime) -> str:
    return moment.isoformat()


def _plain(value: Any) -> Any:
    """Plain data in place of records in tuples, and of dates."""
    if isinstance(value, tuple | list):
        return tuple(map(_plain, value))
    return value.toordinal() if isinstance(value, date) else value
