"""Fills the cache of sentence vectors ahead of a build, by any executor's processes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from ....batches.batch_executor import batch_executor
from ....batches.batch_run import BatchRun, FilledBatch
from ...reports import Report
from .recent_vectors import Vector
from .report_features import encoded_text
from .sentence_vectors import KeptVectors, encoded_vectors, vector_key

WINDOW_REPORTS: Final = 256  # are looked up together
BATCH_REPORTS: Final = 32  # are encoded together: a second of work


def fill_vectors(reports: Iterable[Report], cache_folder: Path, executor: Executor | None) -> Iterator[FilledBatch]:
    """Makes the vectors that are missing in the cache: what was done of each batch, in any order.

    Raises:
        WorkerError: the processes of the executor can't be reached, or they keep dying.
        CacheError: the cache can't be used, for another reason than damage.
    """
    with KeptVectors(cache_folder) as kept:
        under_way: set[bytes] = set()
        run = BatchRun[_ReportBatch](batch_executor(executor))
        for finished in run.finished(_batches(reports, kept, under_way), in_order=False):
            keys = [item.key for item in finished.batch.items]
            made = {key: vector for key, vector in zip(keys, finished.results, strict=True) if vector is not None}
            kept.put(made)
            under_way.difference_update(keys)
            yield finished.filled


@dataclass(frozen=True, slots=True)
class _EncodedReport:
    """What the vector of a report is made from. `id` is that of the report."""

    id: str
    key: bytes
    text: str


@dataclass(frozen=True, slots=True)
class _ReportBatch:
    """Reports without a vector. `size` counts those with one as well."""

    size: int
    items: tuple[_EncodedReport, ...]

    @property
    def work(self) -> Callable[[Sequence[_EncodedReport]], list[Vector]]:
        return _vectors_of


def _vectors_of(items: Sequence[_EncodedReport]) -> list[Vector]:
    return encoded_vectors([item.text for item in items])


def _batches(reports: Iterable[Report], kept: KeptVectors, under_way: set[bytes]) -> Iterator[_ReportBatch]:
    """The missing vectors of reports, in batches. Their keys are added to `under_way`; those in it are not missing."""
    rest = iter(reports)
    while window := list(islice(rest, WINDOW_REPORTS)):
        texts = ((report.id, encoded_text(report)) for report in window)
        items = {(key := vector_key(text)): _EncodedReport(id_, key, text) for id_, text in texts if text}
        there = kept.get(items).keys() | under_way
        missing = [item for key, item in items.items() if key not in there]
        under_way.update(item.key for item in missing)
        for start in range(0, len(missing), BATCH_REPORTS):
            batch = tuple(missing[start : start + BATCH_REPORTS])
            yield _ReportBatch(len(batch), batch)
        if len(window) > len(missing):
            yield _ReportBatch(len(window) - len(missing), ())
