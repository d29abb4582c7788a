"""A folder of this machine: it keeps the sites of the last runs; the link `current` leads to the one that is served.

Below the folder are `releases/<time>`, `current`, and `previous`, which leads to what was served before. A reader in
the middle of a page finds its styles there. A release is made of hard links, so that files that did not change cost
no space; that is safe because the writer replaces files and never writes into one. It is filled under a name that
begins with `.partial-` and gets its own name when it is whole, so that what a full disk or a killed run leaves behind
is known, and is removed before the next release needs the room.
"""

import filecmp
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from ....errors import PublishError
from ...run_lock import AnotherRunError, run_lock
from ..published_files import PublishedFile, is_page, link_files, output_files
from .publish_target import Publication, Release
from .release_names import FRESH_LINK, KEPT_RELEASES, PARTIAL, is_release, next_name, release_to_go_back_to, superseded

_LOCK: Final = ".publish.lock"


@dataclass(frozen=True, slots=True)
class FolderTarget:
    """`folder` is made where it is missing; its newest `keep` releases stay."""

    folder: Path
    keep: int = KEPT_RELEASES

    @property
    def serves(self) -> bool:
        return True

    @property
    def current(self) -> Path:
        """The link to the release that is served."""
        return self.folder / "current"

    def served_paths(self) -> frozenset[str] | None:
        if not self.current.is_dir():
            return None
        with _errors_of(self.folder):
            return frozenset(file.path for file in output_files(self.current.resolve()))

    def publish(self, files: Sequence[PublishedFile], *, now: datetime) -> Publication:
        served = self.current.resolve() if self.current.is_dir() else None
        with _errors_of(self.folder):
            self._releases_folder.mkdir(parents=True, exist_ok=True)
            with _only_publisher(self.folder):
                self._remove_leftovers()
                release = self._releases_folder / next_name(self._names(), now)
                _fill(self._releases_folder / f"{PARTIAL}{release.name}", files, release)
                changed = frozenset(file.path for file in files if not served or _differ(file, served, release))
                self._lead_current_to(release.name)
                for name in superseded(self._names(), release.name, self.keep):
                    shutil.rmtree(self._releases_folder / name)
        return Publication(f"{self.current} is {release.name} now", changed, served is None)

    def releases(self) -> list[Release]:
        with _errors_of(self.folder):
            served = self._served_name()
            return [self._release(name, served) for name in self._names()]

    def roll_back(self, name: str = "") -> Release:
        with _errors_of(self.folder), _only_publisher(self.folder):
            name = release_to_go_back_to(self._names(), self._served_name(), name)
            self._lead_current_to(name)
            return self._release(name, name)

    @property
    def _releases_folder(self) -> Path:
        return self.folder / "releases"

    def _names(self) -> list[str]:
        """The names of the releases, the oldest first."""
        if not self._releases_folder.is_dir():
            return []
        return sorted(path.name for path in self._releases_folder.iterdir() if is_release(path.name) and path.is_dir())

    def _served_name(self) -> str:
        return self.current.resolve().name if self.current.is_dir() else ""

    def _release(self, name: str, served: str) -> Release:
        pages = sum(is_page(file.path) for file in output_files(self._releases_folder / name))
        return Release(name, pages, name == served)

    def _lead_current_to(self, name: str) -> None:
        if (served := self._served_name()) and served != name:
            self._link(self.folder / "previous", served)
        self._link(self.current, name)

    def _link(self, link: Path, name: str) -> None:
        fresh = self.folder / f"{FRESH_LINK}{name}"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(Path("releases", name), target_is_directory=True)
        fresh.replace(link)

    def _remove_leftovers(self) -> None:
        """Remove files that were left by runs that were killed or had no space."""
        for partial in self._releases_folder.glob(f"{PARTIAL}*"):
            shutil.rmtree(partial)
        for link in self.folder.glob(f"{FRESH_LINK}*"):
            link.unlink()


@contextmanager
def _errors_of(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PublishError(f"{folder}: can't be written: {error}") from error


@contextmanager
def _only_publisher(folder: Path) -> Iterator[None]:
    """A lock, so that the partial release of another process is not removed."""
    try:
        with run_lock(folder / _LOCK):
            yield
    except AnotherRunError as error:
        raise PublishError(f"{folder}: another publish is under way; nothing was done") from error


def _fill(partial: Path, files: Sequence[PublishedFile], release: Path) -> None:
    """Make a release of the files, whole or not at all."""
    try:
        link_files(files, partial)
        partial.rename(release)
    except OSError:
        shutil.rmtree(partial, ignore_errors=True)  # immediately, since a full disk needs the space
        raise


def _differ(file: PublishedFile, served: Path, release: Path) -> bool:
    """Whether a file of the release is new, or has other bytes than in the one that was served."""
    old, new = served / file.path, release / file.path
    if not old.is_file():
        return True
    return not (old.samefile(new) or filecmp.cmp(old, new, shallow=False))
