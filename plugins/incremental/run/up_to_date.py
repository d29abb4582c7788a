"""The up-to-date check: whether anything has changed since the last build. It runs before Pelican is imported.

    check = UpToDateCheck("cache/build.snapshot", {"settings": "pelican.conf.py", "now": ""})
    if (note := check.last_note()) is not None:
        ...                                    # nothing has changed; `note` comes from the last build
    with check.watch_build() as build:
        pelican = Pelican(read_settings(...))
        pelican.run()
        build.finish(pelican, inputs=["pelican.conf.py"], note="...")

A snapshot is a file with the stamps (sizes, times, inodes) of all inputs and outputs of a build: every file and folder
below PATH and THEME and in the packages of all plugins, every loaded module, the folders of installed packages, and the
database of our outputs, which has the sizes and times of these. It also has checksums of the environment variables that
were read during the build. For a folder its time is enough, since it changes when an entry is added, removed or
renamed.

Other files that a build reads must be given as `inputs`; if it reads a clock, the time must be one of the options. If a
snapshot is deleted, that costs one build. The snapshot is deleted when a build begins, and written only if the build
succeeds and nothing has changed meanwhile.
"""

# ruff: noqa: PTH100, PTH103, PTH105, PTH108, PTH109, PTH116, PTH120, PTH123  pathlib takes 5 ms to import

# Python imports all of these at its start, or they take less than a millisecond. A run that has nothing to do imports
# nothing else.
import _thread
import marshal
import os
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Mapping

from ..state.file_sweep import changed_files
from .build_inputs import build_inputs
from .processors import available_jobs
from .watched_environment import ALL_VARIABLES, WatchedEnvironment

TYPE_CHECKING = False  # type checkers know this name; importing it from `typing` would cost time
if TYPE_CHECKING:
    from typing import Any

_MAGIC = b"incremental snapshot 3\n"
# If a file was changed this shortly before the build began, a further change may not change its time. Times with
# fractions of a second come from clocks that tick at least every 10 ms. Whole seconds may come from clocks that tick
# every 2 s, such as FAT's.
_FINE_TICK_NS = 50_000_000
_COARSE_TICK_NS = 2_000_000_000
_SECOND_NS = 1_000_000_000
# With at least this many files, comparing half of them (4 µs each) takes longer than starting a process for it (1 ms).
_WORTH_A_FORK = 1000
_OUTPUTS = ".incremental.sqlite"  # `OUTPUT_FILE` of `output_state`, whose modules take long to import
_KILL = 9  # `signal.SIGKILL`, whose module takes a millisecond to import


class UpToDateCheck:
    """Compares the file system with the snapshot in `file`, written by a build with the same `options`."""

    def __init__(self, file: str, options: Mapping[str, str]) -> None:
        self._file = file
        interpreter = {"python": sys.version, "prefix": sys.prefix, "folder": os.getcwd()}
        self._options = sorted({**options, **interpreter}.items())

    def last_note(self) -> "str | None":
        """The note of the last build if nothing has changed since; else None."""
        snapshot = self._snapshot()
        if snapshot is None:
            return None
        note: str
        options, note, variables, files, folders, output_root, outputs_stamp, count = snapshot
        if options != self._options or variables != _checksums([name for name, _ in variables]):
            return None
        # Folders first: they are few, and their times show all entries that were added, removed or renamed.
        outputs_file = f"{output_root}/{_OUTPUTS}"
        if not _are_unchanged(_folder_stamp, folders) or not _are_unchanged(
            _file_stamp, [(outputs_file, outputs_stamp)]
        ):
            return None
        # The outputs are split so that each of two processes compares the same number of files.
        split = max(0, count - len(files)) // 2
        unchanged = _are_both_true(
            lambda: _are_unchanged(_file_stamp, files) and _outputs_are_unchanged(output_root, 0, split),
            lambda: _outputs_are_unchanged(output_root, split, count),
            worth_a_fork=count >= _WORTH_A_FORK,
        )
        return note if unchanged else None

    def last_options(self) -> "dict[str, str] | None":
        """The options of the last build, whatever has changed since; None if there is no snapshot."""
        snapshot = self._snapshot()
        return None if snapshot is None else dict(snapshot[0])

    def watch_build(self) -> "WatchedBuild":
        """The context manager for a build that begins now."""
        return WatchedBuild(self._file, self._options)

    def _snapshot(self) -> "Any":
        """The tuple that `WatchedBuild.finish` stored; None if it is missing, damaged or of another version."""
        try:
            with open(self._file, "rb") as file:
                magic, checksum, content = file.read(len(_MAGIC)), file.read(8), file.read()
        except OSError:
            return None
        if magic != _MAGIC or checksum != b"%08x" % zlib.crc32(content):
            return None
        return marshal.loads(content)  # noqa: S302  whoever can write here can write the bytecode caches of plugins too


class WatchedBuild:
    """A build in progress. Until it is finished there is no snapshot, and reads of the environment are noted."""

    def __init__(self, file: str, options: "list[tuple[str, str]]") -> None:
        self._file = file
        self._options = options
        self._started_ns = time.time_ns()
        self._environment = WatchedEnvironment(os.environ)

    def __enter__(self) -> "WatchedBuild":
        if os.path.lexists(self._file):
            os.unlink(self._file)
        self._environment.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._environment.__exit__()

    def finish(self, pelican: "Any", *, inputs: Iterable[str] = (), note: str = "") -> None:
        """Writes the snapshot of the build, unless one of its inputs may have changed after its beginning."""
        files, folders = build_inputs(pelican, inputs)
        stamps_before_reading = pelican.incremental_inputs
        file_stamps = [(path, stamps_before_reading.get(path) or _file_stamp(path)) for path in files]
        folder_stamps = [(path, _folder_stamp(path)) for path in folders]
        times_ns = [time_ns for _, stamp in file_stamps for time_ns in stamp[1:3]]
        times_ns += [stamp[0] for _, stamp in folder_stamps]
        if any(map(self._may_hide_a_change, times_ns)):
            return
        output_root = os.path.abspath(pelican.settings["OUTPUT_PATH"])
        outputs = (output_root, _file_stamp(f"{output_root}/{_OUTPUTS}"), pelican.incremental_summary.files)
        variables = _checksums(sorted(self._environment.names_read))
        self._write((self._options, note, variables, file_stamps, folder_stamps, *outputs))

    def _may_hide_a_change(self, time_ns: int) -> bool:
        tick_ns = _FINE_TICK_NS if time_ns % _SECOND_NS else _COARSE_TICK_NS
        return time_ns > self._started_ns - tick_ns

    def _write(self, snapshot: "Any") -> None:
        content = marshal.dumps(snapshot)
        new_file = f"{self._file}.new"
        os.makedirs(os.path.dirname(self._file) or ".", exist_ok=True)
        with open(os.open(new_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(_MAGIC + b"%08x" % zlib.crc32(content) + content)
        os.replace(new_file, self._file)


def _are_both_true(first: "Callable[[], bool]", second: "Callable[[], bool]", *, worth_a_fork: bool) -> bool:
    """Whether both functions return True.

    The second one runs in a separate process at the same time, if there is a second processor and no other thread whose
    locks that process would inherit. For 10,000 sources and 13,460 outputs, this takes 0.20 s instead of 0.25 s (best
    of nine runs each, on a busy machine).
    """
    if not (worth_a_fork and hasattr(os, "fork") and available_jobs() > 1 and not _thread._count()):
        return first() and second()
    child = os.fork()
    if child == 0:
        _exit_with(second)
    first_is_true = False
    try:
        first_is_true = first()
    finally:
        if not first_is_true:
            os.kill(child, _KILL)  # its result is no longer needed
        _, status = os.waitpid(child, 0)
    return first_is_true and status == 0


def _exit_with(question: "Callable[[], bool]") -> None:
    """Ends this forked process: with status 0 if the answer is True, with 1 if it is False or an error."""
    status = 1
    try:
        status = int(not question())
    finally:
        os._exit(status)


def _are_unchanged(stamp: "Any", stamps: "list[tuple[str, tuple[int, ...]]]") -> bool:
    """Whether the function `stamp` still returns the stored stamp for each path."""
    try:
        return all(stamp(path) == stored for path, stored in stamps)
    except OSError:
        return False


def _file_stamp(path: str) -> tuple[int, int, int, int]:
    status = os.stat(path)
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _folder_stamp(path: str) -> tuple[int, int]:
    status = os.stat(path)
    return status.st_mtime_ns, status.st_ino


def _outputs_are_unchanged(root: str, first: int, last: int) -> bool:
    """Whether size and time of the outputs with these numbers are unchanged."""
    import sqlite3  # noqa: PLC0415  3 ms, after everything that is quicker to compare

    query = f"SELECT path, size, mtime_ns FROM outputs LIMIT {last - first} OFFSET {first}"  # noqa: S608
    try:
        path = root.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        connection = sqlite3.connect(f"file:{path}/{_OUTPUTS}?mode=ro", uri=True)
        return next(changed_files(root, connection.execute(query)), None) is None
    except (sqlite3.Error, TypeError, ValueError):
        return False


def _checksums(names: Iterable[str]) -> "list[tuple[str, int | None]]":
    """Names of variables with checksums of their values, since values may be secrets; None for an unset variable."""
    checksums = []
    for name in names:
        value = repr(sorted(os.environ.items())) if name == ALL_VARIABLES else os.environ.get(name)
        checksums.append((name, None if value is None else zlib.crc32(os.fsencode(value))))
    return checksums
