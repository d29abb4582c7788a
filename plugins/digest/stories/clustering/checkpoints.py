"""Checkpoints: where clustering stood after so many reports, so that the next run need not begin at the first one."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from typing import Any, Final

from ..reports import Report

# A checkpoint is left so many reports before the end: what comes late comes within a day or two, what is changed
# afterwards within a month. Beyond the last one everything is joined anew.
CHECKPOINTS_BACK: Final = (300, 3_000)
CHECKPOINT_STEP: Final = 100  # checkpoints stand at multiples of it, so that most runs leave no new one


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Where clustering stood after the first `reports` reports, of which `digest` is made. `state` is for JSON."""

    reports: int
    digest: str
    state: Mapping[str, Any]


def checkpoint_places(reports: int, at_least: int) -> frozenset[int]:
    """After how many of so many reports checkpoints are wanted; none before the first `at_least`."""
    places = ((reports - back) // CHECKPOINT_STEP * CHECKPOINT_STEP for back in CHECKPOINTS_BACK)
    return frozenset(place for place in places if place >= at_least)


def prefix_digests(reports: Sequence[Report], lengths: Iterable[int]) -> dict[int, str]:
    """For each of `lengths`, a digest of all in the first so many reports that clustering them depends on."""
    wanted = {length for length in lengths if length <= len(reports)}
    digests = {}
    digest = blake2b(digest_size=16)
    for number, report in enumerate(islice(reports, max(wanted, default=0)), start=1):
        fields = (report.id, report.title, report.text, report.date.isoformat(), report.source, *report.actors)
        digest.update("\0".join(fields).encode("utf-8", "surrogatepass") + b"\1")
        if number in wanted:
            digests[number] = digest.hexdigest()
    return digests


def checkpoints_to_keep(checkpoints: Sequence[Checkpoint], places: Iterable[int]) -> tuple[Checkpoint, ...]:
    """For each place where a checkpoint is wanted, the last one up to there."""
    numbers = [checkpoint.reports for checkpoint in checkpoints]
    indexes = {bisect_left(numbers, place + 1) - 1 for place in places}
    return tuple(checkpoints[index] for index in sorted(indexes) if index >= 0)
