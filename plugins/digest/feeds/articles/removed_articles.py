"""What the editor removed, so that it stays removed: `content/removed.jsonl`, one line for each article.

It belongs to the content, not to the cache. An article comes back when its line is deleted, or its file is put back.
"""

import json
import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from ...errors import ConfigurationError
from .article_file import read_header, write
from .article_index import Stored, stored
from .picture_files import remove_pictures

log = logging.getLogger("digest.feeds")

FILE_NAME: Final = "removed.jsonl"
_FIELDS: Final = ("path", "source", "guid", "link", "title", "date")


def load_removed(content: Path) -> tuple[Stored, ...]:
    """The removed articles in the order of the file; a line that can't be read is named and passed over."""
    try:
        lines = (content / FILE_NAME).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return ()
    removed = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            path, source, guid, link, title, date = (str(record.get(name, "")) for name in _FIELDS)
            removed.append(Stored(path, source, guid, link, title, date, removed=str(record["removed"])))
        except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
            log.warning("%s, line %d: this is no record of a removed article", content / FILE_NAME, number)
    return tuple(removed)


def write_removed(content: Path, removed: Iterable[Stored]) -> None:
    """Replace the whole record; an empty one leaves no file."""
    lines = [
        json.dumps({name: getattr(one, name) for name in _FIELDS} | {"removed": one.removed}, ensure_ascii=False)
        for one in removed
    ]
    if lines:
        write(content / FILE_NAME, "\n".join(lines) + "\n")
    else:
        (content / FILE_NAME).unlink(missing_ok=True)


def remove_articles(content: Path, files: Iterable[Path], now: datetime) -> tuple[str, ...]:
    """The paths, relative to the content folder, of article files that are now removed and on record.

    Raises:
        ConfigurationError: one of the files isn't an article of this folder; then none is removed.
    """
    wanted: list[tuple[Path, Stored, Mapping[str, str]]] = []
    for file in files:
        place = (file if file.is_absolute() or file.exists() else content / file).resolve()
        try:
            path = str(place.relative_to(content.resolve()))
            fields = read_header(place)
            article = stored(path, fields)
        except (ValueError, OSError) as error:
            raise ConfigurationError(f"{file}: there is no such article in {content}") from error
        if not path.startswith("news/") or place.suffix != ".md":
            raise ConfigurationError(f"{file}: this is no article of {content / 'news'}")
        wanted.append((place, article, fields))
    known = load_removed(content)
    paths = {article.path for _, article, _ in wanted}
    write_removed(
        content, [*(one for one in known if one.path not in paths), *(record_removal(one, now) for _, one, _ in wanted)]
    )
    for place, one, header in wanted:
        place.unlink()
        remove_pictures(content, one.path, header, {})
    return tuple(article.path for _, article, _ in wanted)


def record_removal(article: Stored, now: datetime) -> Stored:
    """The article as it is recorded."""
    return Stored(
        article.path, article.source, article.guid, article.link, article.title, article.date,
        removed=now.isoformat(timespec="seconds"),
    )  # fmt: skip
