"""Moves the files of a build into the output folder, and removes files that are no longer made.

If the process is killed at any moment, the next build gets the same bytes as a clean one:

1. Before `OutputState.promise` nothing has changed. The next build deletes the staging folder.
2. `promise` marks, in one transaction, every file that is about to be written as ours with unknown content. From here
   on the next build renders those pages whatever their keys are, and removes those that it does not make.
3. Files are moved one by one, each by a rename within one file system, so readers see the old page or the new one. Then
   files that are no longer made are removed. Their rows stay, so that the next build can remove the rest of them.
4. `OutputState.settle` stores, in one transaction, the rows of these files, with a new token. `PageState.commit` then
   stores what pages asked, with the same token. A build that finds two different tokens compares all pages.
"""

import errno
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b, file_digest
from pathlib import Path
from stat import S_ISDIR, S_ISLNK

from ..errors import OutputError
from ..keys.fingerprint import DIGEST_BYTES
from ..state.output_state import OutputState
from ..state.rows import MadeFile, OutputRow, ViewKey

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CommitResult:
    """The result of a commit: how many files got new bytes, how many were removed, and the token of the rows."""

    written: int
    removed: int
    token: bytes


def commit(*, tree: Path, keys: Mapping[str, tuple[ViewKey, bool]], output: Path, state: OutputState) -> CommitResult:
    """Puts the files of a build into `output`: those in the folder `tree`, and those that `state` has as made.

    If two files have the same path, the file in the tree, which another generator wrote, replaces the page. `keys` are
    the known keys of files in the tree, each with whether the file is a page of a group.

    Files with the same bytes are not touched. Files that no build of ours made are left alone, unless a page has their
    path.

    Raises:
        OutputError: somebody else's files, or another page, are at the path of a page. Nothing has been moved.
        OSError: a file can't be moved or removed. The next build repairs it.
    """
    for path in files_below(tree):
        key, is_member = keys.get(path, (None, False))
        row, before = _row(tree / path, path, key), state.row(path)
        unchanged = _unchanged(output / path, row, before)
        file = None if unchanged else f"{tree}/{path}"
        is_new = unchanged is None or unchanged != before
        state.put(MadeFile(unchanged or row, file, is_member, from_tree=not is_member, is_new=is_new))
    stale = state.stale()
    in_the_way = _in_the_way(output, (path for path, _ in state.moves()), is_made=state.is_made, stale=stale.keys())

    state.promise()
    removed = sum(_remove(output, path, stale.pop(path)) for path in in_the_way)
    written = _move(state.moves(), output)
    removed += sum(_remove(output, path, row) for path, row in stale.items())
    return CommitResult(written=written, removed=removed, token=state.settle())


def as_left(status: os.stat_result, row: OutputRow) -> bool:
    """Whether a file is unchanged since the build that made `row`."""
    return row.digest != b"" and (status.st_size, status.st_mtime_ns) == (row.size, row.mtime_ns)


def file_status(path: str | Path) -> os.stat_result | None:
    """The status of a file, or of a link itself; None if there is none."""
    try:
        return os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def path_digest(path: Path) -> bytes:
    """The digest of a file's bytes, or of the target of a symbolic link."""
    if path.is_symlink():
        return blake2b(os.fsencode(path.readlink()), digest_size=DIGEST_BYTES, person=b"link").digest()
    with path.open("rb") as file:
        return file_digest(file, lambda: blake2b(digest_size=DIGEST_BYTES)).digest()


def files_below(folder: Path, prefix: str = "") -> Iterator[str]:
    """The paths of all files below a folder, relative to it, with slashes, in order."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                yield from files_below(Path(entry.path), f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name


def _row(file: Path, path: str, key: ViewKey | None) -> OutputRow:
    """The row of a file in the tree: a page by Pelican, a static file, or another plugin's file."""
    status = file.lstat()
    return OutputRow(path, key, path_digest(file), status.st_size, status.st_mtime_ns)


def _unchanged(target: Path, row: OutputRow, known: OutputRow | None) -> OutputRow | None:
    """The row of the file in the output folder, if it has the same bytes as the new one; else None."""
    status = file_status(target)
    if status is None or S_ISDIR(status.st_mode):
        return None
    if known and as_left(status, known):
        same = known.digest == row.digest
    else:
        same = (status.st_size == row.size or S_ISLNK(status.st_mode)) and path_digest(target) == row.digest
    return row._replace(size=status.st_size, mtime_ns=status.st_mtime_ns) if same else None


def _in_the_way(output: Path, moves: Iterable[str], *, is_made: Callable[[str], bool], stale: Set[str]) -> set[str]:
    """The stale files to remove before the moves, because a file becomes a folder or a folder a file.

    Raises:
        OutputError: a file that no build made, or another page of this build, is in the way.
    """
    obstacles: set[str] = set()
    folders: set[str] = {""}
    missing: set[str] = set()  # folders that don't exist, so nothing in them can be in the way
    moves = [*moves]
    for path in moves:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    for folder in sorted(folders - {""}):
        if is_made(folder):
            raise OutputError(f"{folder} is a page of this build, and a folder with others")
        if folder in stale:
            obstacles.add(folder)
        elif folder.rpartition("/")[0] in missing or not file_status(f"{output}/{folder}"):
            missing.add(folder)
        elif not (output / folder).is_dir():
            raise OutputError(f"{output / folder} is a file that no build made: pages need a folder of that name")
    for path in moves:
        status = None if path.rpartition("/")[0] in missing else file_status(f"{output}/{path}")
        if status and S_ISDIR(status.st_mode):
            inside = {f"{path}/{name}" for name in files_below(output / path)}
            if not inside <= stale:
                raise OutputError(f"{output / path} is a folder with files that are not to go: a page needs that name")
            obstacles |= inside
    return obstacles


def _move(moves: Iterable[tuple[str, str]], output: Path) -> int:
    """Moves each file to its path. Returns their number."""
    made_folders = {""}
    count = 0
    for path, file in moves:
        _make_folder(str(output), path.rpartition("/")[0], made_folders)
        os.replace(file, f"{output}/{path}")  # noqa: PTH105  Path takes ten times as long, for ten thousand pages
        count += 1
    return count


def _make_folder(output: str, folder: str, made_folders: set[str]) -> None:
    """Makes a folder and its parents, except those in `made_folders`, and adds them to that set.

    `os.makedirs` would make system calls for every folder each time.
    """
    if folder in made_folders:
        return
    _make_folder(output, folder.rpartition("/")[0], made_folders)
    with suppress(FileExistsError):
        os.mkdir(f"{output}/{folder}")  # noqa: PTH102  Path takes longer here too
    made_folders.add(folder)


def _remove(output: Path, path: str, row: OutputRow) -> bool:
    """Removes a file that is no longer made, and folders that become empty. Returns whether there was a file.

    A file that somebody has changed since the last build is left.
    """
    target = output / path
    status = file_status(target)
    removable = status is not None and not S_ISDIR(status.st_mode)
    if (
        status is not None
        and removable
        and row.digest
        and not as_left(status, row)
        and path_digest(target) != row.digest
    ):
        logger.warning("%s is no longer made, but somebody has changed it: it is left", target)
        return False
    if removable:
        target.unlink()
    for folder in target.parents:
        if folder == output or not _remove_empty(folder):
            break
    return removable


def _remove_empty(folder: Path) -> bool:
    """Removes a folder if it is empty. Returns whether the folder is gone."""
    try:
        folder.rmdir()
    except FileNotFoundError:
        return True
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
            return False
        raise
    return True
