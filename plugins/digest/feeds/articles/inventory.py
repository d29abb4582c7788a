"""What is in `content/news`: the answer to what has been seen, and what the editor removed from it.

Every folder is looked at in every run that brings something new; the files of one only if its time has changed, which
it does when a file in it is added, removed or replaced. A file is read only if its own size or time changed.
"""

import logging
import os
import time
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from ..parsing.item import Draft
from ..untrusted.urls import same_url_key
from .article_file import is_temporary, read_header
from .article_index import ArticleIndex, FileMark, Stored, mark_of, stored
from .removed_articles import load_removed, record_removal, write_removed

log = logging.getLogger("digest.feeds")

NEWS: Final = "news"  # the folder of articles within the content folder
_TICK_NS: Final = 50_000_000  # a folder that was changed just now may be changed again without its time showing it


class Inventory:
    """The articles that are there, and those that were removed; a run adds what it writes."""

    def __init__(self, content: Path, index: ArticleIndex, now: datetime) -> None:
        """Looks at the folder as it is, and notes what was removed from it since it was last looked at."""
        self._index = index
        gone, fresh = _sweep(content, index)
        removed = list(load_removed(content))
        known = {one.path for one in removed}
        back = {one.path for one in removed if mark_of(content, one.path)}
        again = [one for one in removed if one.path not in back]
        again += [record_removal(one, now) for one in _without_moved(gone, fresh) if one.path not in known]
        if again != removed:
            write_removed(content, again)
        self._removed = again
        self._removed_paths = {one.path for one in again}
        self._written_in: set[str] = set()  # folders that the next run has to look at

    def candidates(self, source: str, drafts: Iterable[Draft]) -> tuple[Stored, ...]:
        """The articles, removed ones among them, that the drafts of a source may be."""
        drafts = tuple(drafts)
        guids = {draft.guid for draft in drafts}
        links = {same_url_key(draft.link) for draft in drafts}
        titles = {draft.title.casefold() for draft in drafts}
        found = self._index.candidates(source, guids, links, titles)
        gone = [one for one in self._removed if one.source == source or same_url_key(one.link) in links]
        return (*found, *gone)

    def is_removed(self, path: str) -> bool:
        """Whether an article that the editor removed was at a path: its address is not given to another."""
        return path in self._removed_paths

    def add(self, written: Iterable[tuple[FileMark, Stored]]) -> None:
        """Note articles that were written, each in place of what its path held."""
        written = tuple(written)
        for folder in {mark.path.rpartition("/")[0] for mark, _ in written} - self._written_in:
            self._written_in.add(folder)
            above = [folder[:place] for place, char in enumerate(folder) if char == "/"]
            self._index.note_folders({path: (path.rpartition("/")[0], 0) for path in (*above, folder)}, ())
        self._index.put(written)


def _without_moved(gone: list[Stored], fresh: list[Stored]) -> list[Stored]:
    """What a feed brought and is no longer there, unless it stands elsewhere now."""
    moved = {(one.source, one.guid, one.link, one.title) for one in fresh}
    return [one for one in gone if one.source and (one.source, one.guid, one.link, one.title) not in moved]


def _sweep(content: Path, index: ArticleIndex) -> tuple[list[Stored], list[Stored]]:
    """Bring the index up to date; the articles that are gone, and those of files that are new or changed."""
    known = index.folders()
    below: dict[str, list[str]] = defaultdict(list)
    for path, (parent, _) in known.items():
        below[parent].append(path)
    seen: dict[str, tuple[str, int]] = {}
    gone: list[Stored] = []
    fresh: list[Stored] = []
    waiting = [(NEWS, "")]
    visited = set()
    while waiting:
        path, parent = waiting.pop()
        now_ns = time.time_ns()
        try:
            mtime_ns = os.stat(f"{content}/{path}").st_mtime_ns  # noqa: PTH116  see `article_index.mark_of`
        except OSError:
            continue
        visited.add(path)
        if known.get(path) == (parent, mtime_ns):
            waiting += [(child, path) for child in below[path]]
            continue
        seen[path] = (parent, mtime_ns if now_ns - mtime_ns > _TICK_NS else 0)
        waiting += [(child, path) for child in _look(content, path, index, gone, fresh)]
    lost = [path for path in known if path not in visited]
    for path in lost:
        gone += [article for _, article in index.in_folder(path).values()]
    index.drop(article.path for article in gone)
    index.note_folders(seen, lost)
    if gone and not any(path != NEWS for path in visited):
        # Nobody edits by removing everything: a folder that isn't mounted, or one begun anew.
        log.warning("%s is empty: its %d articles are taken for lost, not for removed", content / NEWS, len(gone))
        gone = []
    return gone, fresh


def _look(content: Path, folder: str, index: ArticleIndex, gone: list[Stored], fresh: list[Stored]) -> list[str]:
    """The folders in a folder, its articles noted; what a run that died left of a file is removed."""
    before = index.in_folder(folder)
    folders: list[str] = []
    read: list[tuple[FileMark, Stored]] = []
    there: set[str] = set()
    with os.scandir(content / folder) as entries:
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                folders.append(path)
            elif entry.name.endswith(".md"):
                stat = entry.stat()
                mark = FileMark(path, stat.st_size, stat.st_mtime_ns)
                if stat.st_size:
                    there.add(path)
                    if path not in before or before[path][0] != mark:
                        read.append((mark, _read(content, path)))
            elif is_temporary(entry.name):
                Path(entry.path).unlink(missing_ok=True)
    index.put(read)
    fresh += [article for _, article in read]
    gone += [article for path, (_, article) in before.items() if path not in there]
    return folders


def _read(content: Path, path: str) -> Stored:
    try:
        return stored(path, read_header(content / path))
    except OSError as error:
        log.warning("%s can't be read: %s", path, error)
        return stored(path, {})
