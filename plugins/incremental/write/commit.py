"""Moves what a build made into the output folder, and takes away what is no longer made.

Whoever kills the process at any moment leaves a state from which the next build gets the same bytes as a clean one:

1. before `OutputState.promise` nothing has changed: the staging folder is thrown away by the next build;
2. `promise` marks, in one transaction, every file that is about to be written as ours with nothing known of it. From
   here on the next build renders those pages whatever their keys are, and removes those that it does not make;
3. files are moved one by one, each by a rename within one file system: a reader sees the old page or the new one. Then
   those that are no longer made are removed; their rows stay, so that the next build removes what is left of them;
4. `OutputState.settle` stores, in one transaction, what the output folder now holds.
"""

import errno
import logging
import os
from collections.abc import Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b, file_digest
from pathlib import Path
from stat import S_ISDIR, S_ISLNK

from ..errors import OutputError
from ..keys.fingerprint import DIGEST_BYTES
from ..state.output_state import OutputState
from ..state.rows import OutputRow, ViewKey

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StagedPage:
    """The page of a view whose bytes are not those of the page in place: its row, and the file where it waits."""

    row: OutputRow
    file: str


@dataclass(frozen=True, slots=True)
class CommitResult:
    """What a commit has done; `rows` are of all our files that the output folder now holds."""

    rows: tuple[OutputRow, ...]
    written: int
    removed: int


def commit(
    *,
    tree: Path,
    keys: Mapping[str, ViewKey],
    staged: Mapping[str, StagedPage],
    in_place: Mapping[str, OutputRow],
    output: Path,
    state: OutputState,
) -> CommitResult:
    """Makes `output` hold what the build made: the files in the folder `tree`, and the pages of `staged` and
    `in_place`.

    The pages of `in_place` are there already. Where two of these have one path, the file of the tree wins, which others
    have written. `keys` are of files in the tree of which it is known what they were made from.

    Files whose bytes are the same are not touched. Files that no build of ours made are left alone, unless a page has
    their path.

    Raises:
        OutputError: other people's files, or another page, are where a page belongs; nothing has been moved.
        OSError: a file can't be moved or removed; the next build repairs it.
    """
    rows = {**in_place, **{path: page.row for path, page in staged.items()}}
    # The tree first: stylesheets and pictures are there before the pages that need them.
    moves: dict[str, str] = {}
    for path in files_below(tree):
        rows[path] = _row(tree / path, path, keys.get(path))
        unchanged = _unchanged(output / path, rows[path], state.outputs.get(path))
        if unchanged:
            rows[path] = unchanged
        else:
            moves[path] = f"{tree}/{path}"
    moves.update((path, page.file) for path, page in staged.items() if rows[path] is page.row)
    stale = {path: state.outputs[path] for path in sorted(state.outputs.keys() - rows.keys())}
    in_the_way = _in_the_way(output, moves.keys(), made=rows.keys(), stale=stale.keys())

    state.promise(moves)
    removed = sum(_remove(output, path, stale.pop(path)) for path in in_the_way)
    _move(moves, output)
    removed += sum(_remove(output, path, row) for path, row in stale.items())
    state.settle(rows.values())
    return CommitResult(rows=tuple(rows.values()), written=len(moves), removed=removed)


def as_left(status: os.stat_result, row: OutputRow) -> bool:
    """Whether a file still is as the build that made `row` left it."""
    return row.digest != b"" and (status.st_size, status.st_mtime_ns) == (row.size, row.mtime_ns)


def file_status(path: str | Path) -> os.stat_result | None:
    """The status of the file itself, not of what a link points to; None where there is none."""
    try:
        return os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def path_digest(path: Path) -> bytes:
    """The digest of a file's bytes, or of where a symbolic link points."""
    if path.is_symlink():
        return blake2b(os.fsencode(path.readlink()), digest_size=DIGEST_BYTES, person=b"link").digest()
    with path.open("rb") as file:
        return file_digest(file, lambda: blake2b(digest_size=DIGEST_BYTES)).digest()


def files_below(folder: Path, prefix: str = "") -> Iterator[str]:
    """Paths relative to the folder, with slashes, in order."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                yield from files_below(Path(entry.path), f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name


def _row(file: Path, path: str, key: ViewKey | None) -> OutputRow:
    """The row of a page that Pelican made, of a static file, or of what another plugin has put there."""
    status = file.lstat()
    return OutputRow(path, key, path_digest(file), status.st_size, status.st_mtime_ns)


def _unchanged(target: Path, row: OutputRow, known: OutputRow | None) -> OutputRow | None:
    """The row of the file in place, if that has the same bytes as the one just made; else None."""
    status = file_status(target)
    if status is None or S_ISDIR(status.st_mode):
        return None
    if known and as_left(status, known):
        same = known.digest == row.digest
    else:
        same = (status.st_size == row.size or S_ISLNK(status.st_mode)) and path_digest(target) == row.digest
    return row._replace(size=status.st_size, mtime_ns=status.st_mtime_ns) if same else None


def _in_the_way(output: Path, moves: Set[str], *, made: Set[str], stale: Set[str]) -> set[str]:
    """Which stale files have to go before the moves, because a file becomes a folder or a folder a file.

    Raises:
        OutputError: something is in the way that no build made, or another page of this build.
    """
    obstacles: set[str] = set()
    folders: set[str] = {""}
    missing: set[str] = set()  # folders in which nothing can be in the way, since they aren't there
    for path in moves:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    for folder in sorted(folders - {""}):
        if folder in made:
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


def _move(moves: Mapping[str, str], output: Path) -> None:
    made_folders = {""}
    for path, file in moves.items():
        _make_folder(str(output), path.rpartition("/")[0], made_folders)
        os.replace(file, f"{output}/{path}")  # noqa: PTH105  Path takes ten times as long, for ten thousand pages


def _make_folder(output: str, folder: str, made_folders: set[str]) -> None:
    """Makes a folder and those that it is in, but for `made_folders`, to which it adds them.

    `os.makedirs` asks the file system for every folder each time.
    """
    if folder in made_folders:
        return
    _make_folder(output, folder.rpartition("/")[0], made_folders)
    with suppress(FileExistsError):
        os.mkdir(f"{output}/{folder}")  # noqa: PTH102  Path takes longer here too
    made_folders.add(folder)


def _remove(output: Path, path: str, row: OutputRow) -> bool:
    """Removes a file that is no longer made and the folders that it leaves empty; returns whether there was one.

    A file that somebody has changed since is theirs now, and stays.
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
    """Whether the folder is gone: an empty one is removed."""
    try:
        folder.rmdir()
    except FileNotFoundError:
        return True
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
            return False
        raise
    return True
