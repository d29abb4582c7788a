"""An import as a whole: exports are read in chunks; processes make drafts of these, which are stored in turn."""

import logging
import os
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout

from ..contracts.retention import retention_rules
from ..contracts.subscriptions import Subscription, Subscriptions
from ..errors import ConfigurationError, DigestError
from ..feeds.articles.inventory import Inventory
from ..feeds.polling.poll_cache import PollCache
from ..feeds.untrusted.plain_text import one_line
from ..feeds.workers.worker_pool import IdleProcesses
from .chunk_storing import ChunkStoring, StoredChunk
from .exports.export_files import READ_ERRORS
from .exports.export_forms import READ_FORMS, OpenExport, opened_export
from .exports.export_record import DamagedRecord, ExportError, FoundRecord
from .import_chunks import ChunkDrafting, DraftedChunk, ImportChunk, Outcome, chunks_of
from .import_progress import ImportPosition, ImportProgress, export_key
from .import_report import ExportReport, ImportReport, report_lines
from .import_worker import run_task
from .record_subscription import SubscriptionFinder

log = logging.getLogger("digest.importing")

TASK_TIME_LIMIT_S: Final = 120.0  # for a chunk of 200 records, which takes a second or two
_MAX_PROCESSES: Final = 8  # storing in turn is the bottleneck beyond it
_MAX_LOGGED: Final = 100  # damaged or failed records of one export; the report has them all
_MAX_REASONS: Final = 20  # feeds or hosts without a subscription that the log names
_MAX_NOTES: Final = 10


@dataclass(frozen=True, slots=True)
class ImportState:
    """How far an import is: the export that is being read, its records so far and those of this run, the share of it
    that was read (None where nobody knows), and the seconds since this run began with it."""

    path: str
    records: int
    records_of_run: int
    share: float | None
    elapsed_s: float


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a run of an import does: `source` is the subscription of all records, None where each says it itself;
    `is_dry_run` writes nothing below `content`; `report` is the file to write, or None. `processes` are those that
    read and clean, where several runs are to share them."""

    source: Subscription | None = None
    is_dry_run: bool = False
    report: Path | None = None
    processes: IdleProcesses | None = None


def import_exports(
    subscriptions: Subscriptions,
    paths: Sequence[Path],
    *,
    content: Path,
    cache: Path,
    now: datetime,
    options: ImportOptions | None = None,
    progress: Callable[[ImportState], None] | None = None,
) -> ImportReport:
    """Import exports, one after the other, into article files. `progress` is told after each chunk.

    Raises:
        ConfigurationError: nothing is subscribed to.
        DigestError: a poll or another import is running, the cache can't be used, or the disk is full.
    """
    if not subscriptions.feed:
        raise ConfigurationError("nothing is subscribed to, and every article belongs to a subscription")
    options = options or ImportOptions()
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with (
            FileLock(cache / "feeds.lock", timeout=0),
            PollCache(cache) as index,
            ImportProgress(cache) as position,
            _Run(subscriptions, content, index, position, now.astimezone(UTC), options, progress) as run,
        ):
            return run.import_all(paths)
    except Timeout as error:
        raise DigestError(f"a poll or another import is running: {cache / 'feeds.lock'} is held") from error
    except OSError as error:
        raise DigestError(f"{error.filename or cache}: can't be used: {error.strerror or error}") from error


class _Run:
    """One run: what its exports share."""

    def __init__(
        self,
        subscriptions: Subscriptions,
        content: Path,
        index: PollCache,
        position: ImportProgress,
        now: datetime,
        options: ImportOptions,
        progress: Callable[[ImportState], None] | None,
    ) -> None:
        self._content = content
        self._index = index
        self._position = position
        self._now = now
        self._options = options
        self._progress = progress
        self._conditions = f"{options.source and options.source.slug} {options.is_dry_run} {subscriptions}"
        self._drafting = ChunkDrafting(subscriptions, SubscriptionFinder(subscriptions.feed, options.source))
        inventory = Inventory(content, index.article_index(content), now, records_removals=not options.is_dry_run)
        by_slug = {feed.slug: feed for feed in subscriptions.feed}
        retention = retention_rules(subscriptions)
        self._storing = ChunkStoring(
            content, inventory, by_slug, now, is_dry_run=options.is_dry_run, retention=retention
        )
        self._process_count = min(os.cpu_count() or 1, _MAX_PROCESSES)
        self._stack = ExitStack()

    def __enter__(self) -> "_Run":
        self._processes = self._options.processes or self._stack.enter_context(IdleProcesses(run_task))
        self._threads = ThreadPoolExecutor(self._process_count, "digest-import")  # each waits for one process
        self._stack.callback(self._threads.shutdown, cancel_futures=True)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def import_all(self, paths: Sequence[Path]) -> ImportReport:
        """Import these exports, and write the report."""
        keys: list[str] = []
        exports: list[ExportReport] = []
        for path in paths:
            key, export = self._import(path)
            keys.append(key)
            exports.append(export)
        report = ImportReport(self._now, tuple(exports), self._options.is_dry_run)
        if self._options.report is not None:
            self._write(report, keys, self._options.report)
        for key in keys:
            self._position.forget(key)
        return report

    def _import(self, path: Path) -> tuple[str, ExportReport]:
        """Import one export. Its key, under which the position has what was left out, and its report."""
        shown = one_line(str(path), 300)
        key = ""
        try:
            key = export_key(path, self._conditions)
            with opened_export(path) as export:
                report = self._import_records(shown, key, export)
        except FileNotFoundError:
            report = ExportReport(shown, error="there is no such file")
        except (ExportError, *READ_ERRORS) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            report = ExportReport(shown, error=one_line(reason, 600))
        log.log(logging.ERROR if report.error else logging.INFO, "%s", report)
        if not report.error:
            self._log_left_out(shown, key)
        return key, report

    def _import_records(self, shown: str, key: str, export: OpenExport) -> ExportReport:
        if self._options.is_dry_run:
            self._position.forget(key)  # of a dry run that was ended: it has nothing to go on with
        before = self._position.position(key, self._content)
        if before.records:
            log.info("%s: going on after %s records that are done", shown, f"{before.records:,}")
        counts: Counter[str] = Counter(before.counts)
        records, started_s = before.records, time.monotonic()
        notes: dict[str, None] = {}
        logged = 0
        for chunk in self._drafted(chunks_of(_guarded(export.records), before.records)):
            stored = self._storing.store(chunk)
            records += len(chunk.chunk.records)
            counts.update(_counts(stored))
            notes |= dict.fromkeys(stored.notes[:_MAX_NOTES])
            for one in stored.left_out:
                if one.outcome in ("damaged", "failed"):
                    logged += 1
                    if logged <= _MAX_LOGGED:
                        log.warning("%s, %s: %s", shown, one.place, one.reason)
                elif one.outcome == "dropped":
                    log.debug("%s, %s: dropped: %s", shown, one.place, one.reason)
            self._index.commit()  # after the files, and before the position that relies on both
            self._position.keep(key, ImportPosition(records, counts), stored.left_out, stored.last_path)
            self._position.commit()
            if self._progress is not None:
                share = export.share() if export.share else None
                run = records - before.records
                self._progress(ImportState(shown, records, run, share, time.monotonic() - started_s))
        if logged > _MAX_LOGGED:
            log.warning(
                "%s: and %s damaged or failed records more: --report names them", shown, f"{logged - _MAX_LOGGED:,}"
            )
        if records and counts["damaged"] == records:
            return ExportReport(
                shown, export.form, f"looks like {export.form}, but no record can be read: {READ_FORMS}"
            )
        return ExportReport(shown, export.form, "", records, dict(counts), before.records, tuple(notes)[:_MAX_NOTES])

    def _drafted(self, chunks: Iterator[ImportChunk]) -> Iterator[DraftedChunk]:
        """The drafts of chunks, in their order. Only as many are read beforehand as keep the processes busy."""
        waiting: deque[Future[DraftedChunk]] = deque()
        for chunk in chunks:
            waiting.append(self._threads.submit(self._drafting.drafted, chunk, self._ask))
            if len(waiting) > self._process_count + 1:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _ask(self, task: Any) -> Any:
        """Run in a thread: the result of one task of `import_worker`."""
        process = self._processes.take()
        try:
            return process.ask(task, TASK_TIME_LIMIT_S)
        finally:
            if process.is_idle:
                self._processes.give_back(process)
            else:
                process.kill()

    def _log_left_out(self, shown: str, key: str) -> None:
        """Say which feeds and hosts have no subscription, and what is no article."""
        reasons = self._position.reasons(key, "no subscription", _MAX_REASONS + 1)
        for origin, reason, number in reasons[:_MAX_REASONS]:
            of = f" of {origin}" if origin else ""
            log.warning("%s: %s%s: %s", shown, "1 record" if number == 1 else f"{number:,} records", of, reason)
        if len(reasons) > _MAX_REASONS:
            log.warning("%s: and records of more feeds or hosts without a subscription: --report names them", shown)
        for _, reason, number in self._position.reasons(key, "no article", _MAX_REASONS):
            log.info("%s: %s left out: %s", shown, f"{number:,}", reason)

    def _write(self, report: ImportReport, keys: Sequence[str], file: Path) -> None:
        outcomes: tuple[Outcome, ...] = ("damaged", "failed", "no subscription", "dropped", "no article")
        left_out = (
            (export.path, record)
            for export, key in zip(report.exports, keys, strict=True)
            for record in self._position.left_out(key, outcomes)
        )
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("w", encoding="utf-8") as out:
            out.writelines(report_lines(report, left_out))


def _guarded(records: Iterator[FoundRecord]) -> Iterator[FoundRecord]:
    """The records; where the file can't be read any further, the last one says so.

    Raises:
        ExportError, OSError: it can't be read at all.
    """
    number = 0
    try:
        for record in records:
            number += 1
            yield record
    except (ExportError, *READ_ERRORS) as error:
        if number == 0:
            raise
        yield DamagedRecord(
            f"after record {number}", f"the file can't be read any further: {one_line(str(error), 300)}"
        )


def _counts(stored: StoredChunk) -> dict[str, int]:
    counts = Counter(one.outcome.replace(" ", "_") for one in stored.left_out)
    return dict(counts) | {"new": stored.new, "updated": stored.updated, "unchanged": stored.unchanged}
