"""Checkpoints: states of the clustering after some reports, so that the next run need not begin at the first one."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from typing import Any, Final

from ..reports import Report

# Checkpoints are made this many reports before the last one. Most new reports are later than all others; late ones come
# within a day or two, and changes of reports within a month. After an older change all reports are clustered again.
CHECKPOINTS_BACK: Final = (0, 300, 3_000)
CHECKPOINT_STEP: Final = 100  # checkpoints are made only at multiples of this, so most runs make no new one


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of the clustering after the first `report_count` reports.

    `digest` is a digest of these reports. `state` can be written as JSON.
    """

    report_count: int
    digest: str
    state: Mapping[str, Any]


def checkpoint_places(report_count: int, at_least: int) -> frozenset[int]:
    """The numbers of reports after which checkpoints are wanted, for `report_count` reports; none below `at_least`."""
    places = ((report_count - back) // CHECKPOINT_STEP * CHECKPOINT_STEP for back in CHECKPOINTS_BACK)
    return frozenset(place for place in places if place >= at_least)


def prefix_digests(reports: Sequence[Report], lengths: Iterable[int], evidence: str) -> dict[int, str]:
    """Each of `lengths` -> a digest of everything in this many first reports on which their clustering depends.

    `evidence` says by what kind of evidence they are clustered.
    """
    wanted = {length for length in lengths if length <= len(reports)}
    digests = {}
    digest = blake2b(evidence.encode(), digest_size=16)
    for number, report in enumerate(islice(reports, max(wanted, default=0)), start=1):
        fields = (
            report.id,
            report.title,
            report.text,
            report.date.isoformat(),
            report.source,
            report.link,
            report.lang,
            *report.actors,
        )
        digest.update("\0".join(fields).encode("utf-8", "surrogatepass") + b"\1")
        if number in wanted:
            digests[number] = digest.hexdigest()
    return digests


def checkpoints_to_keep(checkpoints: Sequence[Checkpoint], places: Iterable[int]) -> tuple[Checkpoint, ...]:
    """For each of `places`, the last checkpoint at this place or before it."""
    numbers = [checkpoint.report_count for checkpoint in checkpoints]
    indexes = {bisect_left(numbers, place + 1) - 1 for place in places}
    return tuple(checkpoints[index] for index in sorted(indexes) if index >= 0)
