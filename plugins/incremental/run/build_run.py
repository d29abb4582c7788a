"""One build: the locks, the states and the staging folder around a run of Pelican."""

import logging
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG
from time import perf_counter
from typing import Any, Final, TypeAlias

from pelican import signals

from ..errors import SettingsError
from ..keys.code_digests import SourceUnknownError, installation_digest, plugins_digest
from ..keys.fingerprint import DIGEST_BYTES, fingerprint
from ..read.forked_work import WorkBeside, spread
from ..state.database import DamagedError, Database
from ..state.output_state import OutputState
from ..state.page_state import PageState
from ..state.rows import MadeFile, OutputRow, ViewKey
from ..state.source_state import SOURCES_SCHEMA, SourceState
from ..state.state_file import STATE_FILE, opened_state
from ..state.template_state import TemplateState
from ..write.commit import as_left, commit, file_status, path_digest
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
# Pages are rendered together when their weights add up to this. Fewer batches mean fewer forks, and after each fork all
# touched memory must be copied (a fifth of a cold build of 10,000 articles, in batches of 2,000 pages). At most 25 MB
# of views of 12 KB wait at a time, or some 30 MB of pure views and deferred pages.
_WEIGHT_A_BATCH: Final = 20_000
_WEIGHT_OF_A_VIEW: Final = 10  # a pure view or deferred page weighs 1: its inputs are in memory anyway
# The fewest pages for which another process is worth its cost: for 150 small pages, two processes take 200 ms of
# processor time, one takes 100 ms, and both take the same time by the clock.
_PAGES_A_PROCESS: Final = 100
# The fewest files whose status a process of its own asks for: it takes 2 µs a file, and a fork some 10 ms.
_SWEPT_BESIDE: Final = 10_000
# The result for a page, in a form that `marshal` accepts: digest, size and time of its file; whether the page in the
# output folder has the same bytes (otherwise the new bytes are in the file of the `_PendingPage`); and its trace.
_PageResult: TypeAlias = tuple[bytes, int, int, bool, Any]


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """The bytes of a page. `trace` is what its function asked, which is known only after the view was made."""

    content: bytes
    trace: Any = None  # in a form that `marshal` accepts


@dataclass(frozen=True, slots=True)
class _PendingPage:
    """A page to be rendered. `file` is the path at which its bytes then wait for the commit.

    `before` is the row of the page in the output folder. `settle`, for a page of a group, stores the trace, and returns
    the key of the view.
    """

    path: str
    key: ViewKey
    render: Callable[[], RenderedPage]
    file: str
    before: OutputRow | None
    is_member: bool
    settle: Callable[[Any], bytes] | None


class Build:
    """The work of one build. Pelican writes into `tree`; the files are moved into `output` at the end.

    The pages of views wait in one folder beside the tree, with numbers as names, so that folders need not be made
    twice.
    """

    def __init__(
        self,
        *,
        staging: Path,
        output: Path,
        outputs: OutputState,
        state: Database,
        program_key: bytes,
        started_ns: int,
        jobs: int = 1,
        explain: Iterable[str] = (),
    ) -> None:
        self.tree = staging / "tree"
        self.closing = ExitStack()  # closes files of this build
        self.output = output
        self._output_prefix = f"{output}/"
        self.outputs = outputs
        self.source_state = SourceState(state)
        self.pages = PageState(state)
        self.templates = TemplateState(state)
        self.make_members: Callable[[], None] | None = None  # set by the writer: makes groups and deferred pages
        self.program_key = program_key  # a digest of the plugins and the installed packages
        self.started_ns = started_ns  # nanoseconds since the epoch
        self.jobs = jobs
        self.sources = 0
        self.parsed = 0
        self.rendered = 0
        self.same = 0
        self.skipped = 0
        self.summary: BuildSummary | None = None
        self.stamps: dict[str, bytes] = {}  # absolute path of a source -> its stamp before it was read
        self._explanations = Explanations(explain) if explain else None
        self._staged_folder = staging / "views"
        # By path: the key of a file in the tree, and whether it is a page of a group.
        self._copied: dict[str, tuple[ViewKey, bool]] = {}
        self._pending: list[_PendingPage] = []
        self._pending_weight = 0
        self._staged_files = 0
        self._sweep: WorkBeside | None = None
        self._started = perf_counter()
        self._read_until = self._started
        self.tree.mkdir()
        self._staged_folder.mkdir()

    @cached_property
    def passing_sources(self) -> SourceState:
        """A state of sources that are not kept for the next build."""
        database = Database(self.tree.parent / "sources.sqlite", SOURCES_SCHEMA, 1)
        self.closing.callback(database.close)
        return SourceState(database)

    def is_current(self, path: str, key: ViewKey) -> bool:
        """Whether the output folder has an unchanged page with this key. If so, it stays there."""
        before = self.outputs.row(path)
        row = self._row_in_place(before) if before and before.key == key else None
        if self._explanations:
            self._explanations.note(path, key, before, is_in_place=row is not None)
        if row is None:
            return False
        self.outputs.put(MadeFile(row, is_new=row != before))
        self.skipped += 1
        return True

    def changed_members(self) -> Iterator[str]:
        """The paths of the pages of groups whose files are missing or were changed by somebody.

        The row of a file with the same bytes gets its time: it was copied or restored from elsewhere.
        """
        for before in self.outputs.rows_of(self._paths_not_as_left()):
            row = self._row_in_place(before)
            if row:
                self.outputs.put(MadeFile(row, is_member=True))
            else:
                if self._explanations:
                    self._explanations.note(before.path, before.key, before, is_in_place=False)
                yield before.path

    def begin_beside(self, work: Callable[[], Any]) -> WorkBeside:
        """Begins work in a process of its own, if this build may have several, which ends with the build at the
        latest."""
        self._staged_files += 1
        beside = WorkBeside(work, self.tree.parent / f"beside-{self._staged_files}", fork=self.jobs > 1)
        self.closing.callback(beside.end)
        return beside

    def begin_sweep(self) -> None:
        """Begins to look for pages of groups that aren't as they were left, while other work is done."""
        if self.outputs.count_members() >= _SWEPT_BESIDE:
            self._sweep = self.begin_beside(self._sweep_members)

    def _sweep_members(self) -> list[bytes]:
        return self.outputs.members_not_as_left(str(self.output))

    def _paths_not_as_left(self) -> list[bytes]:
        self.skipped += self.outputs.count_members()
        found = self._sweep.result() if self._sweep else None
        try:
            return self._sweep_members() if found is None else found
        except DamagedError as error:
            self.outputs.recover_from(error)
            return []

    def _row_in_place(self, row: OutputRow) -> OutputRow | None:
        """The row of a page whose file has the bytes of a row, with the file's time; None if it hasn't."""
        status = file_status(self._output_prefix + row.path)
        if status is None or as_left(status, row):
            return row if status else None
        if not S_ISREG(status.st_mode) or path_digest(self.output / row.path) != row.digest:
            return None
        return row._replace(size=status.st_size, mtime_ns=status.st_mtime_ns)

    def forget_members(self, paths: Iterable[str]) -> None:
        """Notes that these pages of groups are no longer made."""
        self.skipped -= self.outputs.put_gone(paths)

    def put(
        self,
        path: str,
        key: ViewKey,
        render: Callable[[], RenderedPage],
        *,
        is_light: bool = False,
        is_member: bool = False,
        settle: Callable[[Any], bytes] | None = None,
    ) -> None:
        """Renders a page, now or together with others. `is_light` says that `render` keeps hardly any memory in use."""
        self.rendered += 1
        self._staged_files += 1
        file = str(self._staged_folder / str(self._staged_files))
        before = self.outputs.row(path)
        self.skipped -= is_member and before is not None
        self._pending.append(_PendingPage(path, key, render, file, before, is_member, settle))
        self._pending_weight += 1 if is_light else _WEIGHT_OF_A_VIEW
        if self.jobs < 2 or self._pending_weight >= _WEIGHT_A_BATCH:
            self.make_pending()

    def make_pending(self) -> None:
        """Renders the pending pages, in several processes if there are enough of them."""
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
        with self.outputs.together():
            for page, result in zip(pending, results, strict=True):
                self._take(page, self._make(page) if result is None else result)

    def _take(self, page: _PendingPage, result: _PageResult) -> None:
        """Notes a page that was made, and stores its trace."""
        digest, size, mtime_ns, is_in_place, trace = result
        key = page.key._replace(view_key=page.settle(trace)) if page.settle else page.key
        row = OutputRow(page.path, key, digest, size, mtime_ns)
        self.same += is_in_place
        if self._explanations and page.is_member:
            self._explanations.note(page.path, key, page.before, is_in_place=True)
        if signals.content_written.receivers:
            self._announce(page, key)
        else:
            file = None if is_in_place else page.file
            self.outputs.put(MadeFile(row, file, is_member=page.is_member, is_new=row != page.before))

    def copied(self, path: str, key: ViewKey) -> None:
        """Notes the key of a file that was copied into the tree."""
        self._copied[path] = (key, False)

    def reading_ends(self) -> None:
        self._read_until = perf_counter()

    def finish(self) -> None:
        """Moves all new files into the output folder, and makes the summary."""
        if self.make_members:
            self.make_members()
        self.make_pending()
        made = perf_counter()
        self.source_state.forget_unused()
        self.templates.save()
        result = commit(tree=self.tree, keys=self._copied, output=self.output, state=self.outputs)
        self.pages.commit(result.token)
        files, size = self.outputs.sizes()
        self.summary = BuildSummary(
            sources=self.sources,
            parsed=self.parsed,
            rendered=self.rendered,
            same=self.same,
            skipped=self.skipped,
            files=files,
            bytes=size,
            written=result.written,
            removed=result.removed,
            read_s=self._read_until - self._started,
            make_s=made - self._read_until,
            commit_s=perf_counter() - made,
            explanations=self._explanations.explanations(self.outputs.row) if self._explanations else (),
        )
        logger.info("%s", self.summary)

    def _announce(self, page: _PendingPage, key: ViewKey) -> None:
        """Puts a page into the tree, where the receivers of Pelican's signal may change its file."""
        target = self.tree / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(page.file, target)  # noqa: PTH105
        self._copied[page.path] = (key, page.is_member)
        signals.content_written.send(str(target), context={"template": key.template})

    def _make(self, page: _PendingPage) -> _PageResult:
        """Renders a page, and writes its bytes to `page.file` if they differ from those in the output folder."""
        rendered = page.render()
        content, trace = rendered.content, rendered.trace
        digest = blake2b(content, digest_size=DIGEST_BYTES).digest()
        status = file_status(f"{self.output}/{page.path}")
        if (
            status
            and S_ISREG(status.st_mode)
            and status.st_size == len(content)
            and not signals.content_written.receivers
        ):
            row = page.before
            in_place = row.digest if row and as_left(status, row) else path_digest(self.output / page.path)
            if in_place == digest:
                return digest, status.st_size, status.st_mtime_ns, True, trace
        return digest, len(content), _write(page.file, content), False, trace


def _write(path: str, content: bytes) -> int:
    """Writes a file with four system calls (`open` makes seven) and returns its time in nanoseconds."""
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
    """A build. If the block ends without an exception, its files are moved into the output folder.

    Otherwise only the results of parsing are kept, in the state.

    Raises:
        BuildRunningError: another build has the state folder or the output folder.
        SettingsError: INCREMENTAL_JOBS isn't a number of processes.
    """
    output = Path(settings["OUTPUT_PATH"]).resolve()
    folder = Path(settings.get(STATE_SETTING) or settings["CACHE_PATH"]).resolve()
    jobs = _jobs(settings.get(JOBS_SETTING))
    with ExitStack() as stack:
        stack.enter_context(locked_file(folder / LOCK_FILE))
        stack.enter_context(locked_folder(output))
        staging = stack.enter_context(_fresh_staging(folder, output))
        outputs = OutputState(output, str(staging / "made.sqlite"))
        stack.callback(outputs.close)
        state = opened_state(folder / STATE_FILE)
        stack.callback(state.close)
        build = Build(
            staging=staging,
            output=output,
            outputs=outputs,
            state=state,
            program_key=_program_key(plugins),
            started_ns=started_ns,
            jobs=jobs,
            explain=settings.get(EXPLAIN_SETTING, ()),
        )
        stack.callback(build.closing.close)
        if settings.get(CLEAN_SETTING):
            outputs.forget()
            build.source_state.forget()
            build.pages.forget()
        else:
            build.begin_sweep()
        try:
            yield build
        finally:
            build.source_state.save()  # results of parsing are valid even if the build failed
        build.finish()


def _jobs(setting: Any) -> int:
    if setting is None:
        return available_jobs()
    if type(setting) is not int or setting < 1:
        raise SettingsError(f"{JOBS_SETTING} is {setting!r}: expected a number of processes, 1 or more")
    return setting


@contextmanager
def _fresh_staging(folder: Path, output: Path) -> Iterator[Path]:
    """An empty folder on the file system of the output, so that files can be moved by renaming."""
    in_state, in_output = folder / _STAGING, output / f".{_STAGING}"
    for left_over in (in_state, in_output):
        if left_over.exists():
            shutil.rmtree(left_over)  # left by a killed build
    output.mkdir(parents=True, exist_ok=True)
    staging = in_state if folder.stat().st_dev == output.stat().st_dev else in_output
    staging.mkdir()
    try:
        yield staging
    finally:
        shutil.rmtree(staging)


def _program_key(plugins: Iterable[object]) -> bytes:
    try:
        return fingerprint((plugins_digest(plugins), installation_digest()))
    except SourceUnknownError as error:
        logger.warning("Everything is made anew in each build: %s", error)
        return os.urandom(DIGEST_BYTES)
