"""Which of the editor's files have changed since the site was built last, so that who publishes it is told.

A build that went well notes in the cache when it began, and of what: what was written before is in the site.
Where there is no such note, nothing is known and nothing said.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Self

from ..contracts.kept_pages import FILE_NAME as KEPT_PAGES
from ..storage.atomic_file import write_atomically

NOTE_FILE: Final = "last-build.json"  # in the cache folder
MAX_NAMED: Final = 3  # files, in one line


@dataclass(frozen=True, slots=True)
class BuildNote:
    """When the last good build began, in nanoseconds since the epoch, and the absolute paths of what it read and wrote.
    `entries` are the names of what stood in the content folder itself."""

    began_ns: int
    settings: str
    content: str
    output: str
    entries: tuple[str, ...]

    @classmethod
    def now(cls, began_ns: int, *, settings: Path, content: Path, output: Path) -> Self:
        """The note of a build of these places."""
        folders = (str(content.resolve()), str(output.resolve()))
        return cls(began_ns, str(settings.absolute()), *folders, _entries(content))

    def save(self, cache: Path) -> None:
        """
        Raises:
            OSError: the note can't be written.
        """
        write_atomically(cache / NOTE_FILE, json.dumps(asdict(self)).encode())

    @classmethod
    def load(cls, cache: Path) -> Self | None:
        """The note of the last good build; None where there is none that can be read."""
        try:
            record = json.loads((cache / NOTE_FILE).read_bytes())
            return cls(**{**record, "entries": tuple(record["entries"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None


def newer_content(cache: Path, output: Path) -> str:
    """One line on the files that have changed since the site in `output` was built; "" where there are none."""
    note = BuildNote.load(cache)
    if note is None or note.output != str(output.resolve()):
        return ""
    newer = list(_newer(note))
    if not newer:
        return ""
    more = f" and {len(newer) - MAX_NAMED} more" if len(newer) > MAX_NAMED else ""
    return (
        f"not in what was published, since it changed after the last build: {', '.join(newer[:MAX_NAMED])}{more}; "
        "concordance build takes it in, then publish again"
    )


def _newer(note: BuildNote) -> Iterator[str]:
    """The settings and the files and folders of content that changed after the build began, as a person names them."""
    settings, content = Path(note.settings), Path(note.content)
    if _time_ns(settings) > note.began_ns:
        yield settings.name
    for name in sorted(set(note.entries) - set(_entries(content))):
        yield f"{content.name}/{name} (taken away)"
    for folder, folders, files in os.walk(content):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        place = Path(folder)
        newer = [name for name in sorted(files) if _counts(name) and _time_ns(place / name) > note.began_ns]
        yield from (str((place / name).relative_to(content.parent)) for name in newer)
        # Of the folder itself the entries are compared, since commands write files of their own there.
        if not newer and place != content and _time_ns(place) > note.began_ns:
            yield f"{place.relative_to(content.parent)} (a file came or went)"


def _entries(content: Path) -> tuple[str, ...]:
    try:
        return tuple(sorted(filter(_counts, os.listdir(content))))  # noqa: PTH208  only names are wanted
    except OSError:
        return ()


def _counts(name: str) -> bool:
    """Whether a build reads a file of this name: not what text editors keep beside files, nor the pages that the last
    run kept, of which the build itself has told."""
    return not (name.startswith(".") or name.endswith("~") or name == KEPT_PAGES)


def _time_ns(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
