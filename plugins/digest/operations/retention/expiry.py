"""Lets articles go that are over: first they are put on record, then their files are removed.

A run can be killed at any moment. An article whose file is still there counts as there, whatever the record says, and
the next run finds it again. Its pictures and versions go before it, since they are found by it.
"""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from ...contracts.expired_articles import add_expired
from ...contracts.kept_versions import remove_versions
from ...errors import RetentionError
from ...feeds.articles.article_index import mark_of
from ...feeds.articles.inventory import NEWS
from .retention_plan import OverArticle, RetentionPlan


def check_loss(plan: RetentionPlan, max_loss: float, now: datetime) -> None:
    """Refuse a plan that would take much of the archive at once: a clock that is wrong, or a slip of the pen.

    Raises:
        RetentionError: more than the share `max_loss` of the articles would go.
    """
    if len(plan.over) > max_loss * plan.articles:
        raise RetentionError(
            f"{len(plan.over)} of {plan.articles} articles are older than they are kept, and max_loss = {max_loss:g} "
            f"lets no more than {int(max_loss * plan.articles)} go at once: nothing was removed. The clock says "
            f"{now:%Y-%m-%d %H:%M} UTC. See concordance retention --dry-run; if that is meant, run it once "
            "with --allow-loss"
        )


def let_go(content: Path, over: Sequence[OverArticle]) -> int:
    """Put the articles on record and remove their files. Returns how many went; one whose file has changed since it was
    planned stays.

    Raises:
        OSError: the record can't be written, and nothing was removed; or a file can't be removed.
    """
    for file in add_expired(content, [article.record for article in over]):
        _flush(file)
    gone = [article.record.path for article in over if _removed(content, article)]
    _remove_empty_folders(content, gone)
    return len(gone)


def _flush(file: Path) -> None:
    """Have a file of the record on the disk before an article goes, so that a power cut leaves one of the two."""
    for path in (file, file.parent):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _removed(content: Path, article: OverArticle) -> bool:
    """Whether the files of an article are removed; those of one that has just been changed are not."""
    if mark_of(content, article.record.path) != article.mark:
        return False
    for path in article.pictures:
        (content / path).unlink(missing_ok=True)
    remove_versions(content, article.record.path)
    (content / article.record.path).unlink(missing_ok=True)
    return True


def _remove_empty_folders(content: Path, paths: Iterable[str]) -> None:
    """Remove the folders that have become empty, but for that of all articles."""
    folders = {folder for path in paths for folder in Path(path).parents if folder.is_relative_to(NEWS)}
    for folder in sorted(folders - {Path(NEWS)}, reverse=True):  # the inner ones first
        with suppress(OSError):  # something is in it
            (content / folder).rmdir()
