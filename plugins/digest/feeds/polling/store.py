"""The third phase of a poll: writes the decisions on one feed. Files are written first, then the cache.

A feed is stored in two steps, since its pictures are retrieved after its articles are stored: `store_articles`, then
`finish_feed`, which adds the pictures and the report.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ...contracts.article_fingerprint import is_as_written
from ...contracts.article_header import HeaderField
from ...contracts.kept_versions import add_version
from ...contracts.subscriptions import NO_VERSIONS, VersionSettings
from ...errors import ItemError
from ...storage.atomic_file import write_atomically
from ..articles.article_file import ArticleFile, read, render
from ..articles.article_index import FileMark, StoredArticle, StoredItem, article_at, mark_of
from ..cleaning.draft import Draft
from ..parsing.item import RejectedItem
from .decide import ArticleIntent, Change, FeedIntents, NewArticle, UnchangedArticle
from .poll_cache import PollCache
from .poll_report import FeedReport

if TYPE_CHECKING:
    from ..articles.inventory import Inventory
    from ..articles.picture_files import RetrievedPicture, RetrievedPictures

log = logging.getLogger("digest.feeds")


@dataclass(frozen=True, slots=True)
class StoredChange:
    """One item that has its article, at `path`. `mark` is the file's where it is as the cache has it, else None."""

    draft: Draft
    change: Change
    path: str
    mark: FileMark | None
    wants_picture: bool


@dataclass(frozen=True, slots=True)
class WrittenArticles:
    """The items that have their article, and those that failed, each with the reason and the system's error, None where
    the system is not at fault."""

    changes: tuple[StoredChange, ...] = ()
    failed: tuple[tuple[RejectedItem, OSError | None], ...] = ()


@dataclass(frozen=True, slots=True)
class StoredFeed:
    """One feed whose articles are stored. `failed` are the items that could not be written, with the reasons."""

    intents: FeedIntents
    changes: tuple[StoredChange, ...] = ()
    failed: tuple[RejectedItem, ...] = ()
    file_errors: int = 0

    @property
    def wanted_pictures(self) -> tuple[Draft, ...]:
        """The items whose picture is to be retrieved."""
        return tuple(change.draft for change in self.changes if change.wants_picture)


def store_articles(
    intents: FeedIntents, content: Path, inventory: "Inventory", versions: VersionSettings = NO_VERSIONS
) -> StoredFeed:
    """Write the articles of one feed, and add them to the inventory. An item that can't be written costs no other."""
    written = write_articles(intents.articles, content, inventory, versions)
    failed = tuple(fault for fault, _ in written.failed)
    file_errors = intents.file_errors + sum(error is not None for _, error in written.failed)
    return StoredFeed(intents, written.changes, failed, file_errors)


def write_articles(
    articles: Iterable[ArticleIntent], content: Path, inventory: "Inventory", versions: VersionSettings = NO_VERSIONS
) -> WrittenArticles:
    """Write articles, and add them to the inventory. An item that can't be written costs no other."""
    changes: list[StoredChange] = []
    failed: list[tuple[RejectedItem, OSError | None]] = []
    written: list[tuple[FileMark, StoredArticle]] = []
    for intent in articles:
        try:
            change = _store_article(intent, content, inventory, written, versions)
        except ItemError as error:
            failed.append((RejectedItem(intent.draft.name, str(error)), None))
        except OSError as error:
            failed.append((RejectedItem(intent.draft.name, f"it can't be written: {error}"), error))
        else:
            changes.append(change)
    inventory.add(written)
    return WrittenArticles(tuple(changes), tuple(failed))


def finish_feed(
    stored: StoredFeed,
    pictures: "RetrievedPictures | None",
    content: Path,
    inventory: Callable[[], "Inventory"],
    cache: PollCache,
) -> FeedReport:
    """Add the pictures of one feed to its articles, keep in the cache what saves time, and report.

    `pictures` is None where none were wanted. `inventory` gives the inventory, which isn't opened for anything else.
    """
    changes, is_written = stored.changes, True
    if pictures is not None:
        changes, is_written = _with_pictures(stored, pictures, content, inventory())
    has_all_pictures = is_written and (pictures is None or pictures.is_whole)
    counts = Counter(change.change for change in changes)
    intents = stored.intents
    failed = (*intents.report.failed, *stored.failed)
    report = replace(
        intents.report,
        new=counts["new"],
        updated=counts["updated"],
        unchanged=intents.report.unchanged + counts["unchanged"],
        failed=failed,
        file_errors=stored.file_errors,
    )
    # If the disk had no space, or the run no time, the feed is polled again without waiting for its usual interval.
    is_left = stored.file_errors > intents.file_errors or not is_written or (pictures is not None and pictures.is_cut)
    cache.keep_schedule(report.slug, replace(intents.schedule, due=None) if is_left else intents.schedule)
    if intents.drops_response or stored.failed or not has_all_pictures:
        cache.drop_response(report.slug)
    elif intents.response is not None and report.status == "ok":
        items = tuple(_stored_items(changes, content))
        cache.keep_response(report.slug, replace(intents.response, items=items, item_count=len(changes)))
    elif intents.response is not None:
        cache.keep_response(report.slug, intents.response)
    if report.status == "ok":
        cache.commit()  # what is lost of the others costs a request
    return report


def _store_article(
    intent: ArticleIntent,
    content: Path,
    inventory: "Inventory",
    written: list[tuple[FileMark, StoredArticle]],
    versions: VersionSettings,
) -> StoredChange:
    """Write one article, and note it in `written`.

    Raises:
        ItemError: every name for a new file is taken.
        OSError: the file could not be written.
    """
    draft = intent.draft
    if isinstance(intent, UnchangedArticle):
        return StoredChange(draft, "unchanged", intent.path, intent.mark, intent.wants_picture)
    # Imported here, since a run without news needs neither.
    from ..articles.article_paths import free_path  # noqa: PLC0415
    from ..articles.picture_files import remove_pictures  # noqa: PLC0415

    if isinstance(intent, NewArticle):
        path, slug = free_path(content, inventory, draft, intent.identity, intent.date)
        article = ArticleFile({**intent.article.fields, HeaderField.SLUG: slug}, intent.article.body)
        written += _written(content, path, article)
        return StoredChange(draft, "new", path, None, intent.wants_picture)
    if intent.replaced is not None and versions.store == "all":
        add_version(content, intent.path, intent.replaced, versions)  # first: what is replaced is nowhere else
    written += _written(content, intent.path, intent.article)
    remove_pictures(content, intent.path, intent.former.fields, intent.article.fields)
    return StoredChange(draft, "updated", intent.path, None, intent.wants_picture)


def _written(content: Path, path: str, article: ArticleFile) -> list[tuple[FileMark, StoredArticle]]:
    """Write one article; its entry for the inventory, or none where the file is gone again."""
    write_atomically(f"{content}/{path}", render(article).encode("utf-8"))
    mark = mark_of(content, path)
    return [(mark, article_at(path, article.fields))] if mark is not None else []


def _with_pictures(
    stored: StoredFeed, pictures: "RetrievedPictures", content: Path, inventory: "Inventory"
) -> tuple[tuple[StoredChange, ...], bool]:
    """The changes with those that pictures make, and whether every picture that came could be written."""
    changes: list[StoredChange] = []
    written: list[tuple[FileMark, StoredArticle]] = []
    is_written = True
    for change in stored.changes:
        picture = pictures.by_number.get(change.draft.number) if change.wants_picture else None
        entries: list[tuple[FileMark, StoredArticle]] = []
        if picture is not None:
            try:
                entries = _add_picture(content, change.path, picture)
            except OSError as error:
                name = stored.intents.report.name
                log.warning("%s: %s: its picture can't be written: %s", name, change.draft.name, error)
                is_written = False
        written += entries
        is_update = bool(entries) and change.change == "unchanged"
        changes.append(replace(change, change="updated") if is_update else change)
    inventory.add(written)
    return tuple(changes), is_written


def _add_picture(content: Path, path: str, picture: "RetrievedPicture") -> list[tuple[FileMark, StoredArticle]]:
    """Write the files of a picture, then their names into the article, as the file is by now: another subscription may
    have been added to it. A file that a person has edited since it was stored is left alone.

    Raises:
        OSError: a file could not be read or written.
    """
    from ..articles.picture_files import picture_fields, remove_pictures, write_picture  # noqa: PLC0415  few runs have pictures

    text = (content / path).read_bytes().decode("utf-8", "replace")
    if not is_as_written(text):
        return []
    former = read(text)
    article = ArticleFile({**former.fields, **picture_fields(path, picture)}, former.body)
    write_picture(content, path, picture)  # first, so that no article names a file that isn't there
    entries = _written(content, path, article)
    remove_pictures(content, path, former.fields, article.fields)
    return entries


def _stored_items(changes: Iterable[StoredChange], content: Path) -> Iterable[StoredItem]:
    """The items with the marks of their files, which are taken last: pictures of another feed may change a file."""
    for change in changes:
        mark = change.mark or mark_of(content, change.path)
        if mark is not None:
            yield StoredItem(change.draft.digest, mark)
