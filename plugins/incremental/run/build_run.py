"""One build: the locks, the states and the staging folder around a run of Pelican."""

import logging
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG
from time import perf_counter
from typing import Any, Final, TypeAlias

from ..errors import SettingsError
from ..keys.code_digests import SourceUnknownError, installation_digest, plugins_digest
from ..keys.fingerprint import DIGEST_BYTES, fingerprint
from ..read.forked_work import spread
from ..state.output_state import OutputState
from ..state.rows import OutputRow, ViewKey
from ..state.source_state import STATE_FILE, SourceState
from ..state.trace_state import TRACE_FILE, TraceState, digest_of
from ..write.commit import StagedPage, as_left, commit, file_status, path_digest
from .build_locks import LOCK_FILE, locked_file, locked_folder
from .explanations import Explanations
from .processors import available_jobs
from .summary import BuildSummary

logger = logging.getLogger(__name__)

STATE_SETTING: Final = "INCREMENTAL_STATE"
CLEAN_SETTING: Final = "INCREMENTAL_CLEAN"
JOBS_SETTING: Final = "INCREMENTAL_JOBS"
EXPLAIN_SETTING: Final = "INCREMENTAL_EXPLAIN"
_STAGING: Final = "incremental-staging"
# Pages that wait for being rendered together: the fewer batches, the fewer forks, after each of which every page of
# memory that is touched has to be copied (a fifth of a cold build of 10,000 articles, in batches of 2,000 pages). Of
# views of 12 KB not more than 25 MB wait, of pure views and deferred pages some 30.
_WEIGHT_A_BATCH: Final = 20_000
_WEIGHT_OF_A_VIEW: Final = 10  # a pure view or deferred page weighs 1: its inputs live through the build anyway
# Two processes take 200 ms of the processor for 150 small pages that one makes in 100, and no less by the clock.
_PAGES_A_PROCESS: Final = 100
# What came of a page, as `marshal` takes it from a worker: digest, size and time of its file, whether the page in place
# has the same bytes (else the new ones are in the file of the `_PendingPage`), and its trace.
_PageResult: TypeAlias = tuple[bytes, int, int, bool, bytes]


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """The bytes of a page; `trace` is that of a deferred page, which is known only when its view has been made."""

    content: bytes
    trace: bytes = b""


@dataclass(frozen=True, slots=True)
class _PendingPage:
    """A page to be rendered; `file` is where its bytes then wait for the commit."""

    path: str
    key: ViewKey
    render: Callable[[], RenderedPage]
    file: str


class Build:
    """What one build has made so far. `tree` is where Pelican writes, `output` is where the files go in the end.

    Pages of views wait beside the tree in one folder, with numbers as names, which spares making every folder twice.
    """

    def __init__(  # noqa: PLR0913  what a build is made of
        self,
        *,
        staging: Path,
        output: Path,
        outputs: OutputState,
        source_state: SourceState,
        traces: TraceState,
        program_key: bytes,
        started_ns: int,
        jobs: int = 1,
        explain: Iterable[str] = (),
    ) -> None:
        self.tree = staging / "tree"
        self.output = output
        self._output_prefix = f"{output}/"
        self.outputs = outputs
        self.source_state = source_state
        self.traces = traces
        self.program_key = program_key  # of the plugins and of what is installed
        self.started_ns = started_ns  # since the epoch
        self.jobs = jobs
        self.sources = 0
        self.parsed = 0
        self.rendered = 0
        self.skipped = 0
        self.summary: BuildSummary | None = None
        self.stamps: dict[str, bytes] = {}  # of sources, by absolute path, before they were read
        self.settled: tuple[OutputRow, ...] = ()  # rows of all our files in the output folder, at the end
        self._explanations = Explanations(explain) if explain else None
        self._staged_folder = staging / "views"
        self._staged: dict[str, StagedPage] = {}
        self._in_place: dict[str, OutputRow] = {}
        self._copied: dict[str, ViewKey] = {}  # keys of files in the tree, by path
        self._pending: list[_PendingPage] = []
        self._pending_weight = 0
        self._staged_files = 0
        self._started = perf_counter()
        self._read_until = self._started
        self.tree.mkdir()
        self._staged_folder.mkdir()

    def is_current(self, path: str, key: ViewKey) -> bool:
        """Whether a page of this very key is in the output folder as we left it; if so, it stays there."""
        row = self.outputs.outputs.get(path)
        if self._explanations:
            self._explanations.note(path, key, row)
        if row is None or row.key != key:
            return False
        status = file_status(self._output_prefix + path)
        if status is None or not as_left(status, row):
            # Copied or restored from elsewhere, perhaps: the bytes decide.
            if status is None or not S_ISREG(status.st_mode) or path_digest(self.output / path) != row.digest:
                if self._explanations:
                    self._explanations.note_file(path, there=status is not None)
                return False
            row = row._replace(size=status.st_size, mtime_ns=status.st_mtime_ns)
        self._in_place[path] = row
        self.skipped += 1
        return True

    def put(self, path: str, key: ViewKey, render: Callable[[], RenderedPage], *, is_light: bool = False) -> None:
        """Renders a page, now or together with others; `is_light` says that `render` holds hardly any memory."""
        self.rendered += 1
        self._staged_files += 1
        self._pending.append(_PendingPage(path, key, render, str(self._staged_folder / str(self._staged_files))))
        self._pending_weight += 1 if is_light else _WEIGHT_OF_A_VIEW
        if self.jobs < 2 or self._pending_weight >= _WEIGHT_A_BATCH:
            self.make_pending()

    def make_pending(self) -> None:
        """Renders what waits, over several processes where there is enough of it."""
        pending, self._pending, self._pending_weight = self._pending, [], 0
        if self.jobs > 1:
            self.source_state.save()
        results = spread(
            pending,
            self._make,
            jobs=self.jobs,
            folder=self.tree.parent,
            at_least=_PAGES_A_PROCESS,
            begin=self.source_state.collect_only,
        )
        for page, result in zip(pending, results, strict=True):
            digest, size, mtime_ns, is_in_place, trace = self._make(page) if result is None else result
            key = page.key._replace(view_key=digest_of(trace)) if trace else page.key
            row = OutputRow(page.path, key, digest, size, mtime_ns)
            if trace:
                self.traces.put(page.path, trace)
            if is_in_place:
                self._in_place[page.path] = row
            else:
                self._staged[page.path] = StagedPage(row, page.file)

    def copied(self, path: str, key: ViewKey) -> None:
        """Notes what a file in the tree was made from."""
        self._copied[path] = key

    def reading_ends(self) -> None:
        self._read_until = perf_counter()

    def finish(self) -> None:
        """Moves all that was made into the output folder, and makes the summary."""
        self.make_pending()
        made = perf_counter()
        result = commit(
            tree=self.tree,
            keys=self._copied,
            staged=self._staged,
            in_place=self._in_place,
            output=self.output,
            state=self.outputs,
        )
        self.source_state.forget_unused()
        self.traces.settle()
        self.settled = result.rows
        self.summary = BuildSummary(
            sources=self.sources,
            parsed=self.parsed,
            rendered=self.rendered,
            skipped=self.skipped,
            files=len(result.rows),
            written=result.written,
            removed=result.removed,
            read_s=self._read_until - self._started,
            make_s=made - self._read_until,
            commit_s=perf_counter() - made,
            explanations=self._explanations.explanations({row.path for row in result.rows})
            if self._explanations
            else (),
        )
        logger.info("%s", self.summary)

    def view_key(self, path: str) -> bytes:
        """The key of the view that the page in the output folder was made from; b"" where none is known."""
        row = self.outputs.outputs.get(path)
        return row.key.view_key if row and row.key else b""

    def _make(self, page: _PendingPage) -> _PageResult:
        """Renders a page, and writes its bytes to `page.file` if they are not those of the page in place."""
        rendered = page.render()
        content, trace = rendered.content, rendered.trace
        digest = blake2b(content, digest_size=DIGEST_BYTES).digest()
        status = file_status(f"{self.output}/{page.path}")
        if status and S_ISREG(status.st_mode) and status.st_size == len(content):
            row = self.outputs.outputs.get(page.path)
            in_place = row.digest if row and as_left(status, row) else path_digest(self.output / page.path)
            if in_place == digest:
                return digest, status.st_size, status.st_mtime_ns, True, trace
        return digest, len(content), _write(page.file, content), False, trace


def _write(path: str, content: bytes) -> int:
    """Makes a file, by four calls of the system where `open` makes seven; returns its time in nanoseconds."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    try:
        unwritten = memoryview(content)
        while unwritten:
            unwritten = unwritten[os.write(file, unwritten) :]
        return os.fstat(file).st_mtime_ns
    finally:
        os.close(file)


@contextmanager
def building(settings: Mapping[str, Any], plugins: Iterable[object], *, started_ns: int) -> Iterator[Build]:
    """A build that is put into the output folder if the block ends without an exception, and else leaves no trace but
    the sources that it parsed.

    Raises:
        BuildRunning: another build holds the state folder or the output folder.
        SettingsError: INCREMENTAL_JOBS is no number of processes.
    """
    output = Path(settings["OUTPUT_PATH"]).resolve()
    folder = Path(settings.get(STATE_SETTING) or settings["CACHE_PATH"]).resolve()
    jobs = _jobs(settings.get(JOBS_SETTING))
    with ExitStack() as stack:
        stack.enter_context(locked_file(folder / LOCK_FILE))
        stack.enter_context(locked_folder(output))
        staging = stack.enter_context(_fresh_staging(folder, output))
        outputs = OutputState(output)
        stack.callback(outputs.close)
        sources = stack.enter_context(_opened(SourceState(folder / STATE_FILE)))
        traces = TraceState(folder / TRACE_FILE)
        stack.callback(traces.close)
        if settings.get(CLEAN_SETTING):
            outputs.forget()
            sources.forget()
            traces.forget()
        build = Build(
            staging=staging,
            output=output,
            outputs=outputs,
            source_state=sources,
            traces=traces,
            program_key=_program_key(plugins),
            started_ns=started_ns,
            jobs=jobs,
            explain=settings.get(EXPLAIN_SETTING, ()),
        )
        yield build
        build.finish()


def _jobs(setting: Any) -> int:
    if setting is None:
        return available_jobs()
    if type(setting) is not int or setting < 1:
        raise SettingsError(f"{JOBS_SETTING} is {setting!r}: expected a number of processes, 1 or more")
    return setting


@contextmanager
def _fresh_staging(folder: Path, output: Path) -> Iterator[Path]:
    """An empty folder on the output's file system, so that its files can be moved by renaming."""
    in_state, in_output = folder / _STAGING, output / f".{_STAGING}"
    for left_over in (in_state, in_output):
        if left_over.exists():
            shutil.rmtree(left_over)  # by a killed build
    output.mkdir(parents=True, exist_ok=True)
    staging = in_state if folder.stat().st_dev == output.stat().st_dev else in_output
    staging.mkdir()
    try:
        yield staging
    finally:
        shutil.rmtree(staging)


@contextmanager
def _opened(state: SourceState) -> Iterator[SourceState]:
    try:
        yield state
    finally:
        try:
            state.save()  # true whether or not the build came to its end
        finally:
            state.close()


def _program_key(plugins: Iterable[object]) -> bytes:
    try:
        return fingerprint((plugins_digest(plugins), installation_digest()))
    except SourceUnknownError as error:
        logger.warning("Everything is made anew in each build: %s", error)
        return os.urandom(DIGEST_BYTES)
