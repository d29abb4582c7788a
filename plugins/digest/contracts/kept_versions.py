"""The earlier versions of articles' texts: `content/versions/2026/11/22/<name>.jsonl`, a line for each.

The file stands at the path of its article, below `versions` in place of `news`. It belongs to the content and not to
the cache: a poll adds what a publisher has replaced, a build shows what changed in substance. Oldest versions come
first, and the present text is in the article's own file. Whoever deletes a line or a file takes the version back.
"""

import json
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from ..storage.atomic_file import write_atomically
from ..storage.regular_file import read_regular_file
from .subscriptions import MAX_VERSIONS, VersionSettings

FOLDER: Final = "versions"  # in the content folder
_NEWS: Final = "news/"
_FIELDS: Final = ("until", "title", "text")
_FIRST_YEAR, _LAST_YEAR = 1990, 2999  # of polls; others can't be shown in every time zone
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """A version of an article: its headline, and its text in Markdown. `until` is ISO 8601: when a poll replaced it."""

    until: str
    title: str
    text: str

    @property
    def moment(self) -> datetime:
        """When it was replaced, in UTC."""
        moment = datetime.fromisoformat(self.until)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def versions_file(content: Path, article: str) -> Path:
    """The file of the versions of an article, given by the path of its file below the content folder."""
    return content / FOLDER / f"{article.removeprefix(_NEWS).removesuffix('.md')}.jsonl"


def version_files(content: Path) -> Iterator[tuple[str, Path]]:
    """All files of versions, each with the path of its article. One whose name isn't UTF-8 is named and passed over."""
    folder = content / FOLDER
    for file in sorted(folder.rglob("*.jsonl")):
        path = f"{_NEWS}{file.relative_to(folder).as_posix().removesuffix('.jsonl')}.md"
        if _is_utf_8(path):
            yield path, file
        else:
            _log.warning("%s: its name is not UTF-8: it is passed over", ascii(str(file)))


def _is_utf_8(path: str) -> bool:
    """Whether the name of a file, as Python has it, is UTF-8."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def load_versions(file: Path) -> tuple[KeptVersion, ...]:
    """The versions of one file, oldest first, at most as many as a poll may keep. A line that can't be read is named
    and passed over.

    Raises:
        OSError: the file can't be read.
    """
    versions: list[KeptVersion] = []
    for number, line in enumerate(read_regular_file(file).decode("utf-8", "replace").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            version = _version(json.loads(line))
        except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
            _log.warning("%s, line %d: this is no version of an article", file, number)
        else:
            versions.append(version)
    return tuple(versions[-MAX_VERSIONS:])


def add_version(content: Path, article: str, version: KeptVersion, settings: VersionSettings) -> None:
    """Add the version of an article that is being replaced, within the bounds of the settings.

    The first version stays as long as it can, since it is what readers saw first; those after it go before.

    Raises:
        OSError: the file can't be read or written.
    """
    file = versions_file(content, article)
    before = load_versions(file) if file.exists() else ()
    if before and before[-1] == version:
        return  # a run was killed behind this point
    lines = [_line(one) for one in (*before, version)]
    while len(lines) > settings.keep or sum(map(len, lines)) > settings.max_kb * 1000:
        del lines[1 if len(lines) > 1 and len(lines[0]) <= settings.max_kb * 500 else 0]
    if lines:
        write_atomically(file, b"".join(lines))
    else:
        file.unlink(missing_ok=True)


def remove_versions(content: Path, article: str) -> None:
    """Remove the versions of an article, and the folders that have become empty.

    Raises:
        OSError: the file can't be removed.
    """
    file = versions_file(content, article)
    if not file.exists():
        return
    file.unlink()
    for folder in file.parents:
        if folder == content or any(folder.iterdir()):
            break
        folder.rmdir()


def _version(record: Any) -> KeptVersion:
    """The version of a line.

    Raises:
        KeyError, TypeError, ValueError, OverflowError: the record is none, or no poll was in the year of its moment.
    """
    fields = [record[name] for name in _FIELDS]
    if not all(isinstance(field, str) for field in fields):
        raise TypeError(record)
    version = KeptVersion(*fields)
    if not _FIRST_YEAR <= version.moment.year <= _LAST_YEAR:
        raise ValueError(version.until)
    return version


def _line(version: KeptVersion) -> bytes:
    return (json.dumps(asdict(version), ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")
