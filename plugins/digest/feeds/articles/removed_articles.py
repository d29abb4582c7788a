"""The articles that the editor removed: `content/removed.jsonl`, one line for each.

The record belongs to the content and not to the cache, so a removed article stays removed. An article comes back when
its line is deleted or its file is put back.
"""

import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from ...contracts.kept_versions import remove_versions
from ...errors import ConfigurationError
from ...storage.atomic_file import write_atomically
from ...storage.regular_file import read_regular_text
from .article_file import read_header
from .article_index import StoredArticle, article_at
from .picture_files import remove_pictures

log = logging.getLogger("digest.feeds")

FILE_NAME: Final = "removed.jsonl"
_FIELDS: Final = ("path", "source", "guid", "link", "title", "date")


def load_removed(content: Path) -> tuple[StoredArticle, ...]:
    """The removed articles in the order of the file; a line that can't be read is named and passed over."""
    try:
        lines = read_regular_text(content / FILE_NAME, errors="replace").splitlines()
    except FileNotFoundError:
        return ()
    removed = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            path, source, guid, link, title, date = (str(record.get(name, "")) for name in _FIELDS)
            removed.append(StoredArticle(path, source, guid, link, title, date, removed=str(record["removed"])))
        except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
            log.warning("%s, line %d: this is no record of a removed article", content / FILE_NAME, number)
    return tuple(removed)


def write_removed(content: Path, removed: Iterable[StoredArticle]) -> None:
    """Replace the whole record. Without any article no file is left."""
    lines = [
        json.dumps(
            {name: getattr(article, name) for name in _FIELDS} | {"removed": article.removed}, ensure_ascii=False
        )
        for article in removed
    ]
    if lines:
        write_atomically(content / FILE_NAME, ("\n".join(lines) + "\n").encode("utf-8"))
    else:
        (content / FILE_NAME).unlink(missing_ok=True)


def remove_articles(content: Path, files: Iterable[Path], now: datetime) -> tuple[str, ...]:
    """Delete article files and put them on record; their paths relative to the content folder.

    Raises:
        ConfigurationError: one of the files is no article of this folder; then none is removed.
    """
    wanted = [_article_in(content, file) for file in files]
    paths = {article.path for article, _ in wanted}
    others = [article for article in load_removed(content) if article.path not in paths]
    write_removed(content, [*others, *(record_removal(article, now) for article, _ in wanted)])
    for article, header in wanted:
        remove_versions(content, article.path)
        (content / article.path).unlink()
        remove_pictures(content, article.path, header, {})
    return tuple(article.path for article, _ in wanted)


def record_removal(article: StoredArticle, now: datetime) -> StoredArticle:
    """The article as it is recorded: removed at `now`."""
    return replace(article, more_sources=(), removed=now.isoformat(timespec="seconds"))


def _article_in(content: Path, file: Path) -> tuple[StoredArticle, Mapping[str, str]]:
    """The article of a file that a person named, and its header; a relative path may begin at the content folder.

    Raises:
        ConfigurationError: the file is no article of this folder.
    """
    place = (file if file.is_absolute() or file.exists() else content / file).resolve()
    try:
        path = str(place.relative_to(content.resolve()))
        header = read_header(place)
    except (ValueError, OSError) as error:
        raise ConfigurationError(f"{file}: there is no such article in {content}") from error
    if not path.startswith("news/") or place.suffix != ".md":
        raise ConfigurationError(f"{file}: this is no article of {content / 'news'}")
    return article_at(path, header), header
