"""One build: the lock, the state and the staging folder around a run of Pelican."""

import logging
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG
from time import perf_counter
from typing import Any, Final

from filelock import FileLock, Timeout

from .commit import Spooled, as_left, commit, file_status, path_digest
from .errors import BuildRunning
from .fingerprint import DIGEST_BYTES, fingerprint
from .records import OutputRow, ViewKey
from .sources import SourceUnknownError, installation_digest, plugins_digest
from .state import State
from .summary import Summary

logger = logging.getLogger(__name__)

STATE_SETTING: Final = "INCREMENTAL_STATE"
CLEAN_SETTING: Final = "INCREMENTAL_CLEAN"
STATE_FILE: Final = "incremental.sqlite"
_LOCK_FILE: Final = "incremental.lock"
_STAGING: Final = "incremental-staging"


class Build:
    """What one build has made so far. `tree` is where Pelican writes, `output` is where it goes in the end.

    Pages of views wait beside the tree in one folder under numbers, which spares making every folder twice.
    """

    def __init__(self, *, staging: Path, output: Path, state: State, program_key: bytes, started_ns: int) -> None:
        self.tree = staging / "tree"
        self.output = output
        self.state = state
        self.program_key = program_key  # of the plugins and of what is installed
        self.started_ns = started_ns  # since the epoch
        self.sources = 0
        self.parsed = 0
        self.rendered = 0
        self.skipped = 0
        self.summary: Summary | None = None
        self._spool = staging / "views"
        self._spooled: dict[str, Spooled] = {}
        self._kept: dict[str, OutputRow] = {}
        self._started = perf_counter()
        self._read = self._started
        self.tree.mkdir()
        self._spool.mkdir()

    def is_current(self, path: str, key: ViewKey) -> bool:
        """Whether a page of this very key is in the output folder as we left it; it is kept then."""
        row = self.state.outputs.get(path)
        if row is None or row.key != key:
            return False
        status = file_status(f"{self.output}/{path}")
        if status is None:
            return False
        if not as_left(status, row):
            # Copied or restored from elsewhere, perhaps: the bytes decide.
            if not S_ISREG(status.st_mode) or path_digest(self.output / path) != row.digest:
                return False
            row = replace(row, size=status.st_size, mtime_ns=status.st_mtime_ns)
        self._kept[path] = row
        self.skipped += 1
        return True

    def put(self, path: str, key: ViewKey, page: bytes) -> None:
        """Keeps the page that is in place if it has these bytes, else lets this one wait for the commit."""
        self.rendered += 1
        digest = blake2b(page, digest_size=DIGEST_BYTES).digest()
        status = file_status(f"{self.output}/{path}")
        if status and S_ISREG(status.st_mode) and status.st_size == len(page):
            row = self.state.outputs.get(path)
            if (row.digest if row and as_left(status, row) else path_digest(self.output / path)) == digest:
                self._kept[path] = OutputRow(path, key, digest, status.st_size, status.st_mtime_ns)
                return
        file = self._spool / str(len(self._spooled))
        file.write_bytes(page)
        self._spooled[path] = Spooled(OutputRow(path, key, digest, len(page), file.stat().st_mtime_ns), str(file))

    def reading_ends(self) -> None:
        self._read = perf_counter()

    def finish(self) -> None:
        """Moves all that was made into the output folder, and sums the build up."""
        made = perf_counter()
        done = commit(tree=self.tree, spooled=self._spooled, kept=self._kept, output=self.output, state=self.state)
        self.summary = Summary(
            sources=self.sources,
            parsed=self.parsed,
            rendered=self.rendered,
            skipped=self.skipped,
            files=done.files,
            written=done.written,
            removed=done.removed,
            read_s=self._read - self._started,
            make_s=made - self._read,
            commit_s=perf_counter() - made,
        )
        logger.info("%s", self.summary)


@contextmanager
def building(settings: Mapping[str, Any], plugins: Iterable[object], *, started_ns: int) -> Iterator[Build]:
    """A build that is put into the output folder if the block ends without an exception, and else leaves no trace but
    the sources that it parsed.

    Raises:
        BuildRunning: another build holds the state.
    """
    output = Path(settings["OUTPUT_PATH"]).resolve()
    folder = Path(settings.get(STATE_SETTING) or settings["CACHE_PATH"]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / _LOCK_FILE, timeout=0)  # of the kernel: a killed process holds it no longer
    try:
        lock.acquire()
    except Timeout as error:
        raise BuildRunning(f"another build is running: it holds {folder / _LOCK_FILE}") from error
    try:
        with _fresh_staging(folder, output) as staging, _opened(State(folder / STATE_FILE, output)) as state:
            if settings.get(CLEAN_SETTING):
                state.forget()
            key = _program_key(plugins)
            build = Build(staging=staging, output=output, state=state, program_key=key, started_ns=started_ns)
            yield build
            build.finish()
    finally:
        lock.release()


@contextmanager
def _fresh_staging(folder: Path, output: Path) -> Iterator[Path]:
    """An empty folder on the output's file system, so that its files can be moved by renaming."""
    places = (folder / _STAGING, output / f".{_STAGING}")
    for place in places:
        if place.exists():
            shutil.rmtree(place)  # a killed build's
    output.mkdir(parents=True, exist_ok=True)
    staging = places[0] if folder.stat().st_dev == output.stat().st_dev else places[1]
    staging.mkdir()
    try:
        yield staging
    finally:
        shutil.rmtree(staging)


@contextmanager
def _opened(state: State) -> Iterator[State]:
    try:
        yield state
    finally:
        try:
            state.save_sources()  # true whether or not the build came to its end
        finally:
            state.close()


def _program_key(plugins: Iterable[object]) -> bytes:
    try:
        return fingerprint((plugins_digest(plugins), installation_digest()))
    except SourceUnknownError as error:
        logger.warning("Everything is made anew in each build: %s", error)
        return os.urandom(DIGEST_BYTES)
