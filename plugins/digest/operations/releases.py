"""The releases of a published folder: each is a whole site, and the link `current` leads to the one that is served.

Below the target are `releases/<time>` and `current`. A release is made of hard links, so that files that did not change
cost no space; that is safe because the writer replaces files and never writes into one. It is filled under a name that
begins with `.partial-` and gets its own name when it is whole, so that what a full disk or a killed run leaves behind
is known, and is removed before the next release needs the room.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from ..errors import BuildError
from .run_lock import AnotherRunError, run_lock

KEPT_RELEASES: Final = (
    3  # the one that is served, the one before for readers in the middle of a page, one to go back to
)
_TIME_FORMAT: Final = "%Y%m%dT%H%M%S%f"
_RELEASE: Final = re.compile(r"\d{8}T\d{12}")
_PARTIAL: Final = ".partial-"  # before the name of a release that is being filled
_FRESH_LINK: Final = ".current-"  # before the name of the release that the next `current` leads to
_LOCK: Final = ".publish.lock"


def switch_to_new_release(output: Path, target: Path, *, now: datetime) -> Path:
    """The new release, a copy of `output`, to which `target/current` then leads.

    Its name is the time, or comes right after the newest release where the clock is behind that: names only grow, so
    that the oldest by name is the oldest.

    Raises:
        BuildError: `target` can't be written, or somebody else is publishing into it.
    """
    releases = target / "releases"
    try:
        releases.mkdir(parents=True, exist_ok=True)
        with _only_publisher(target):
            _remove_leftovers(target)
            release = releases / _next_name(releases, now)
            _fill(releases / f"{_PARTIAL}{release.name}", output, release)
            _lead_current_to(release, target)
            _remove_old(target)
    except OSError as error:
        raise BuildError(f"{target}: can't be written: {error}") from error
    return release


@contextmanager
def _only_publisher(target: Path) -> Iterator[None]:
    """A lock, so that the partial release of another process is not removed."""
    try:
        with run_lock(target / _LOCK):
            yield
    except AnotherRunError as error:
        raise BuildError(f"{target}: another publish is under way; nothing was done") from error


def _remove_leftovers(target: Path) -> None:
    """Remove files that were left by runs that were killed or had no space."""
    for partial in (target / "releases").glob(f"{_PARTIAL}*"):
        shutil.rmtree(partial)
    for link in target.glob(f"{_FRESH_LINK}*"):
        link.unlink()


def _next_name(releases: Path, now: datetime) -> str:
    name = now.strftime(_TIME_FORMAT)
    newest = max((folder.name for folder in _whole_releases(releases)), default="")
    if name > newest:
        return name
    after_newest = datetime.strptime(newest, _TIME_FORMAT).replace(tzinfo=now.tzinfo) + timedelta(microseconds=1)
    return after_newest.strftime(_TIME_FORMAT)


def _whole_releases(releases: Path) -> list[Path]:
    """The folders whose names are those of releases. Other folders are somebody else's and stay."""
    return [folder for folder in releases.iterdir() if _RELEASE.fullmatch(folder.name) and folder.is_dir()]


def _fill(partial: Path, output: Path, release: Path) -> None:
    """Copy `output` into a release, whole or not at all."""
    try:
        _copy(output, partial)
        partial.rename(release)
    except OSError:
        shutil.rmtree(partial, ignore_errors=True)  # immediately, since a full disk needs the space
        raise


def _copy(output: Path, folder: Path) -> None:
    """Fill `folder` with hard links where the file system allows them, with copies elsewhere.

    Names that begin with a dot are left out.
    """
    for source_folder, folders, files in os.walk(output):
        folders[:] = [name for name in folders if not name.startswith(".")]
        copied_folder = folder / Path(source_folder).relative_to(output)
        copied_folder.mkdir(parents=True)
        for name in files:
            if name.startswith("."):
                continue
            try:
                os.link(Path(source_folder, name), copied_folder / name)
            except OSError:
                shutil.copy2(Path(source_folder, name), copied_folder / name)


def _lead_current_to(release: Path, target: Path) -> None:
    fresh = target / f"{_FRESH_LINK}{release.name}"
    fresh.symlink_to(Path("releases", release.name), target_is_directory=True)
    fresh.replace(target / "current")


def _remove_old(target: Path) -> None:
    """Remove all but the newest releases, and never the one that is served."""
    served = (target / "current").resolve()
    for old in sorted(_whole_releases(target / "releases"))[:-KEPT_RELEASES]:
        if old.resolve() != served:
            shutil.rmtree(old)
