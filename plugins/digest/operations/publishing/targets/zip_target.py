"""A zip archive of the site, whose bytes depend on the files alone: to be kept, sent, or uploaded by hand."""

import zipfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from ....errors import PublishError
from ..published_files import PublishedFile
from .publish_target import Publication

_TIME: Final = (1980, 1, 1, 0, 0, 0)  # the first that the format knows; the archive of one site is always the same
_MODE: Final = 0o100644 << 16
_COMPRESSED: Final = (".br", ".gz", ".pf_fragment", ".pf_index", ".pf_meta", ".webp", ".zst")  # by themselves
_LEVEL: Final = 6


@dataclass(frozen=True, slots=True)
class ZipTarget:
    """`file` is replaced in one step."""

    file: Path

    @property
    def serves(self) -> bool:
        return False

    def served_paths(self) -> frozenset[str] | None:
        if not self.file.is_file():
            return None
        return frozenset(self._checksums())

    def publish(self, files: Sequence[PublishedFile], *, now: datetime) -> Publication:  # noqa: ARG002  it says no time
        before = self._checksums() if self.file.is_file() else {}
        is_first = not self.file.is_file()
        partial = self.file.with_name(f".{self.file.name}.partial")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
                for file in files:
                    archive.writestr(_entry(file), file.source.read_bytes())
            partial.replace(self.file)
        except OSError as error:
            with suppress(OSError):
                partial.unlink()
            raise PublishError(f"{self.file}: can't be written: {error}") from error
        changed = frozenset(path for path, checksum in self._checksums().items() if before.get(path) != checksum)
        return Publication(f"{self.file} has {len(files)} files now", changed, is_first)

    def _checksums(self) -> dict[str, int]:
        """The CRC-32 of each file in the archive, by its path."""
        try:
            with zipfile.ZipFile(self.file) as archive:
                return {entry.filename: entry.CRC for entry in archive.infolist()}
        except (OSError, zipfile.BadZipFile) as error:
            raise PublishError(f"{self.file}: can't be read: {error}; remove it to begin anew") from error


def _entry(file: PublishedFile) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(file.path, _TIME)
    entry.external_attr = _MODE
    entry.create_system = 3  # Unix, whichever system this is
    entry.compress_type = zipfile.ZIP_STORED if file.path.endswith(_COMPRESSED) else zipfile.ZIP_DEFLATED
    return entry
