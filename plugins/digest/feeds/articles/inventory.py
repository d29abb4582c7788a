"""The inventory of `content/news`: which articles are stored, which the editor removed, and which expired.

A poll that brings something new looks at every folder. It lists the files of a folder only if the folder's time has
changed, which happens when a file in it is added, removed or replaced. It reads a file only if the file's own size or
time has changed.
"""

import logging
import os
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from ...storage.atomic_file import is_temporary
from ..cleaning.draft import Draft
from ..parsing.item import RejectedItem
from ..untrusted.urls import same_url_key
from .article_file import read, read_header
from .article_index import ArticleIndex, FileMark, StoredArticle, article_at, guid_key, mark_of, title_key
from .expired_index import ExpiredIndex
from .identity import ItemMatch, PublisherFamily, match_items
from .removed_articles import load_removed, record_removal, write_removed

log = logging.getLogger("digest.feeds")

NEWS: Final = "news"  # the folder of articles within the content folder
_TICK_NS: Final = 50_000_000  # a folder that was changed just now may be changed again without its time showing it


@dataclass(frozen=True, slots=True)
class StoredItems:
    """What is stored of the items of one document: the inventory's answer, on which a poll decides.

    `texts` are whole article files by path, of the matched articles whose item is new or changed; a file that is gone
    or empty is left out. `unreadable` has the reason for each file that could not be read. `repeated` are items that
    are in the document twice.
    """

    matches: tuple[ItemMatch, ...]
    repeated: tuple[RejectedItem, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)


class Inventory:
    """The articles that are stored, and those that were removed or expired. The poll adds what it writes."""

    def __init__(self, content: Path, index: ArticleIndex, now: datetime, *, records_removals: bool = True) -> None:
        """Look at the folder as it is, and put on record what was removed from it since the last look.

        Without `records_removals` nothing is written below `content`.
        """
        self._content = content
        self._index = index
        self._expired = ExpiredIndex(index.database)
        gone, fresh = _sweep(content, index)
        self._expired.update(content)
        recorded = load_removed(content)
        paths = {article.path for article in recorded} | self._expired.at(article.path for article in gone).keys()
        removed = [article for article in recorded if mark_of(content, article.path) is None]  # the others are back
        removed += [
            record_removal(article, now) for article in _without_moved(gone, fresh) if article.path not in paths
        ]
        if records_removals and removed != list(recorded):
            write_removed(content, removed)
        self._removed = removed
        self._removed_paths = {article.path for article in removed}
        self._written_in: set[str] = set()  # folders that the next run has to look at

    def stored_items(
        self,
        drafts: tuple[Draft, ...],
        family: PublisherFamily,
        now: datetime,
        known: Mapping[str, str] | None = None,
    ) -> StoredItems:
        """What is stored of the items of one document of `family.source`.

        `known` are the paths of the articles of items that are as they came last time, by the digests of these items.
        """
        candidates = self._candidates(family.source, drafts)
        matches, repeated = match_items(drafts, candidates, now, family, known=known, body_at=self._body_at)
        texts: dict[str, str] = {}
        unreadable: dict[str, str] = {}
        for match in matches:
            if match.article is None or match.article.removed or match.draft.is_same:
                continue
            path = match.article.path
            try:
                # What isn't UTF-8 was written by a person, and never fits its fingerprint.
                text = (self._content / path).read_bytes().decode("utf-8", "replace")
            except FileNotFoundError:
                continue
            except OSError as error:
                unreadable[path] = str(error)
                continue
            if text:
                texts[path] = text
        return StoredItems(matches, repeated, texts, unreadable)

    def _body_at(self, path: str) -> str:
        """The body of an article, "" where there is none or it can't be read."""
        try:
            return read((self._content / path).read_bytes().decode("utf-8", "replace")).body
        except (OSError, ValueError):
            return ""

    def is_removed(self, path: str) -> bool:
        """Whether an article that was removed or expired was at `path`: its address is not given to another article."""
        return path in self._removed_paths or path in self._expired.at([path])

    def add(self, written: Iterable[tuple[FileMark, StoredArticle]]) -> None:
        """Add articles that were written, each in place of what its path held."""
        written = tuple(written)
        folders = {mark.path.rpartition("/")[0] for mark, _ in written} - self._written_in
        if folders:
            self._written_in |= folders
            parents = {folder[:end] for folder in folders for end, character in enumerate(folder) if character == "/"}
            self._index.note_folders({path: (path.rpartition("/")[0], 0) for path in sorted(parents | folders)}, ())
        self._index.add(written)

    def _candidates(self, source: str, drafts: Iterable[Draft]) -> tuple[StoredArticle, ...]:
        """The articles, removed ones among them, that the drafts of a source may be."""
        drafts = tuple(drafts)
        guids = {guid_key(draft.guid) for draft in drafts}
        links = {same_url_key(draft.link) for draft in drafts}
        titles = {title_key(draft.title) for draft in drafts}
        stored = self._index.candidates(source, guids, links, titles)
        if not self._index.is_complete:  # the cache was damaged and begun anew in the middle of this run
            self._index.is_complete = True
            _sweep(self._content, self._index)
            self._expired.update(self._content)
            stored = self._index.candidates(source, guids, links, titles)
        removed = [
            article for article in self._removed if article.source == source or same_url_key(article.link) in links
        ]
        return (*stored, *removed, *self._expired.candidates(self._content, source, guids, links, titles))


def _sweep(content: Path, index: ArticleIndex) -> tuple[list[StoredArticle], list[StoredArticle]]:
    """Bring the index up to date; the articles that are gone, and those of files that are new or changed."""
    known = index.folders()
    children: dict[str, list[str]] = defaultdict(list)
    for path, (parent, _) in known.items():
        children[parent].append(path)
    seen: dict[str, tuple[str, int]] = {}
    gone: list[StoredArticle] = []
    fresh: list[StoredArticle] = []
    waiting = [(NEWS, "")]
    visited = set()
    while waiting:
        path, parent = waiting.pop()
        now_ns = time.time_ns()
        try:
            mtime_ns = os.stat(f"{content}/{path}").st_mtime_ns  # noqa: PTH116  Path takes twice the time
        except OSError:
            continue
        visited.add(path)
        if known.get(path) == (parent, mtime_ns):
            waiting += [(child, path) for child in children[path]]
            continue
        seen[path] = (parent, mtime_ns if now_ns - mtime_ns > _TICK_NS else 0)
        folders, gone_here, fresh_here = _list_folder(content, path, index)
        waiting += [(folder, path) for folder in folders]
        gone += gone_here
        fresh += fresh_here
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


def _list_folder(
    content: Path, folder: str, index: ArticleIndex
) -> tuple[list[str], list[StoredArticle], list[StoredArticle]]:
    """The folders in a folder, the articles that are gone from it, and those of files that are new or changed.

    The index is brought up to date. A temporary file that a killed run left is removed.
    """
    before = index.in_folder(folder)
    folders: list[str] = []
    fresh: list[tuple[FileMark, StoredArticle]] = []
    present: set[str] = set()
    with os.scandir(content / folder) as entries:
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                folders.append(path)
            elif entry.name.endswith(".md"):
                stat = entry.stat()
                mark = FileMark(path, stat.st_size, stat.st_mtime_ns)
                if stat.st_size:
                    present.add(path)
                    if path not in before or before[path][0] != mark:
                        fresh.append((mark, _read_article(content, path)))
            elif is_temporary(entry.name):
                Path(entry.path).unlink(missing_ok=True)
    index.add(fresh)
    gone = [article for path, (_, article) in before.items() if path not in present]
    return folders, gone, [article for _, article in fresh]


def _read_article(content: Path, path: str) -> StoredArticle:
    try:
        return article_at(path, read_header(content / path))
    except OSError as error:
        log.warning("%s can't be read: %s", path, error)
        return article_at(path, {})


def _without_moved(gone: list[StoredArticle], fresh: list[StoredArticle]) -> list[StoredArticle]:
    """The articles of a feed that are gone, without those that stand at another path now."""
    moved = {(article.source, article.guid, article.link, article.title) for article in fresh}
    return [
        article
        for article in gone
        if article.source and (article.source, article.guid, article.link, article.title) not in moved
    ]
