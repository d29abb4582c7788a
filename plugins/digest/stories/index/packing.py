"""How records are kept in the tables: packed as plain tuples, with a digest that says whether a row differs."""

import marshal
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any, Final

from ..digests.ranking import RankedStory, RankingFeatures
from ..reports import UNDATED, Join, Report, Story

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_FORMAT: Final = 2  # the last one in which equal values have equal bytes: later ones refer to objects seen before
DIGEST_BYTES: Final = 16
UNDATED_MOMENT: Final = (UNDATED - _EPOCH) // _MICROSECOND
DAY_US: Final = timedelta(days=1) // _MICROSECOND


def packed(record: Any) -> bytes:
    """A record of tuples, strings, numbers and bytes, as bytes. Equal records have equal bytes."""
    return marshal.dumps(record, _FORMAT)


def unpacked(data: bytes) -> Any:
    return marshal.loads(data)  # noqa: S302  what this program wrote itself, in a file with its other caches


def digest_of(*parts: bytes) -> bytes:
    digest = blake2b(digest_size=DIGEST_BYTES)
    for part in parts:
        digest.update(part)
    return digest.digest()


def moment_of(date: datetime) -> int:
    """The microseconds from 1970 to a date."""
    return (date - _EPOCH) // _MICROSECOND


def date_of(moment: int) -> datetime:
    return _EPOCH + moment * _MICROSECOND


def microseconds(time: timedelta) -> int:
    return time // _MICROSECOND


def report_record(report: Report) -> bytes:
    return packed(
        (
            *(report.id, report.title, report.text, moment_of(report.date), report.source, report.link),
            *(tuple(report.actors), report.lang),
        )
    )


def report_of(record: bytes) -> Report:
    identity, title, text, moment, source, link, actors, lang = unpacked(record)
    return Report(identity, title, text, date_of(moment), source, link, actors, lang)


def story_record(story: Story) -> bytes:
    """A story without the reasons of its joins."""
    copies = tuple(map(tuple, story.copies))
    decided = (tuple(story.placed), story.is_led)
    return packed((story.slug, tuple(story.articles), story.lead, copies, story.languages, *decided))


def story_of(record: bytes) -> Story:
    slug, articles, lead, copies, languages, placed, is_led = unpacked(record)
    return Story(slug, articles, lead, copies, languages, placed=placed, is_led=is_led)


def joins_record(joins: Iterable[Join]) -> bytes:
    return packed(
        tuple(
            (
                *(join.report, join.partner, tuple(join.words), tuple(join.names), tuple(join.numbers)),
                *(join.meaning, join.minutes, join.score),
            )
            for join in joins
        )
    )


def joins_of(record: bytes) -> tuple[Join, ...]:
    return tuple(Join(*join) for join in unpacked(record))


def features_record(features: RankingFeatures) -> bytes:
    return packed((tuple(features.followed), features.quotes, features.is_dated))


def features_of(record: bytes) -> RankingFeatures:
    return RankingFeatures(*unpacked(record))


def rank_record(ranked: RankedStory) -> bytes:
    """A rank without its story."""
    return packed(
        (ranked.score, ranked.sources, ranked.followed, ranked.quotes, moment_of(ranked.latest), ranked.points)
    )


def rank_of(record: bytes, story: Story) -> RankedStory:
    score, sources, followed, quotes, latest, points = unpacked(record)
    return RankedStory(story, score, sources, followed, quotes, date_of(latest), points)


def marks(values: Sequence[object]) -> str:
    """As many question marks for the parameters of a query."""
    return ",".join("?" * len(values))
