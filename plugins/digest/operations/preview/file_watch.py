"""Waits for a change of the files that the site is made from."""

import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event, Thread
from typing import Final, Self

from watchfiles import Change, DefaultFilter, watch

# A save is several changes, a checkout of git hundreds: the build begins when there was no change for QUIET_MS, or
# LONGEST_MS after the first one.
QUIET_MS: Final = 100
LONGEST_MS: Final = 1600
_POLL_MS: Final = 500  # between two looks at the files, where the system can't tell of changes
_TURN_S: Final = 0.5  # of one wait, before signals are handled

_log = logging.getLogger(__name__)


class FileWatch:
    """Watches folders with all that is below them, and single files.

    The files that text editors keep beside a file, compiled Python and the `ignored` folders don't count. Changes are
    noted from the beginning of the `with` on; many at once count as one.
    """

    def __init__(self, folders: Sequence[Path], files: Sequence[Path], *, ignored: Sequence[Path] = ()) -> None:
        self._folders = [folder.resolve() for folder in folders if folder.is_dir()]
        # By their folders, since most editors save by putting another file in the place of the old one.
        self._files = {file.absolute() for file in files}
        self._ignored = [folder.resolve() for folder in ignored if self._holds(folder.resolve())]
        self._changed = Event()
        self._stop = Event()
        self._threads: list[Thread] = []

    def __enter__(self) -> Self:
        if self._folders:
            self._begin(self._folders, DefaultFilter(ignore_paths=self._ignored), recursive=True)
        if self._files:
            folders = sorted({file.parent for file in self._files})
            self._begin(folders, lambda _change, path: Path(path) in self._files, recursive=False)
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait for a change since the last call, at most `timeout_s` seconds; returns whether there was one."""
        # In turns, since a signal that comes just before a thread begins to wait isn't handled until the thread wakes.
        while not self._changed.wait(_TURN_S if timeout_s is None else timeout_s) and timeout_s is None:
            pass
        changed = self._changed.is_set()
        self._changed.clear()
        return changed

    def _holds(self, folder: Path) -> bool:
        return any(folder != watched and folder.is_relative_to(watched) for watched in self._folders)

    def _begin(self, folders: Sequence[Path], wanted: Callable[[Change, str], bool], *, recursive: bool) -> None:
        try:
            changes = _changes(folders, wanted, self._stop, recursive=recursive, polling=None)
            next(changes)  # only now the system watches
        except OSError as error:  # too many folders for inotify, or a file system without it
            _log.warning("the system can't tell of changes (%s): files are looked at every %d ms", error, _POLL_MS)
            changes = _changes(folders, wanted, self._stop, recursive=recursive, polling=True)
            next(changes)
        thread = Thread(target=self._note, args=(changes,), daemon=True, name="digest-watch")
        thread.start()
        self._threads.append(thread)

    def _note(self, changes: "Iterator[set[tuple[Change, str]]]") -> None:
        for batch in changes:
            if batch:
                self._changed.set()


def _changes(
    folders: Sequence[Path],
    wanted: Callable[[Change, str], bool],
    stop: Event,
    *,
    recursive: bool,
    polling: bool | None,
) -> Iterator[set[tuple[Change, str]]]:
    """Sets of changes. Empty ones come as well; the first one says that the watching has begun."""
    return watch(
        *folders,
        watch_filter=wanted,
        debounce=LONGEST_MS,
        step=QUIET_MS,
        stop_event=stop,
        rust_timeout=QUIET_MS,
        yield_on_timeout=True,
        force_polling=polling,
        poll_delay_ms=_POLL_MS,
        recursive=recursive,
    )
