"""Which articles are older than they are kept.

Only a file that is to the letter as a poll wrote it is ever over: what a person wrote or edited stays, whatever its
age.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from ...contracts.article_fingerprint import is_as_written
from ...contracts.article_header import HeaderField, picture_files
from ...contracts.expired_articles import ExpiredArticle, expired_article
from ...contracts.retention import RetentionRules, first_day_within
from ...feeds.articles.article_file import read, read_header
from ...feeds.articles.article_index import FileMark, mark_of
from ...feeds.articles.inventory import NEWS

_DAY_FOLDER: Final = re.compile(rf"{NEWS}/([0-9]{{4}})/([0-9]{{2}})/([0-9]{{2}})")


@dataclass(frozen=True, slots=True)
class OverArticle:
    """An article that is over: its record, its file as it was when it was read, and the paths of its pictures."""

    record: ExpiredArticle
    mark: FileMark
    pictures: tuple[str, ...]
    bytes: int  # of all its files


@dataclass(frozen=True, slots=True)
class RetentionPlan:
    """What would go. `articles` is the number of all article files; `edited` are the paths of those that are as old and
    stay, since a person wrote or edited them; `thin` the paths of those that have no page of their own any more."""

    articles: int
    over: tuple[OverArticle, ...] = ()
    edited: tuple[str, ...] = ()
    thin: tuple[str, ...] = ()

    @property
    def files(self) -> int:
        return sum(1 + len(article.pictures) for article in self.over)

    @property
    def bytes(self) -> int:
        return sum(article.bytes for article in self.over)


@dataclass(slots=True)
class _Found:
    articles: int = 0
    over: list[OverArticle] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    thin: list[str] = field(default_factory=list)


def plan_retention(content: Path, rules: RetentionRules, now: datetime, *, with_thin: bool = False) -> RetentionPlan:
    """What of the articles below `content` is over at `now`. `with_thin` also looks for those whose pages go.

    Raises:
        OSError: a folder can't be read. Nothing goes then, since how many there are isn't known.
    """
    today = now.astimezone(UTC).date()
    days = [rules.shortest_keep_days, rules.shortest_thin_days if with_thin else None]
    youngest = min((number for number in days if number is not None), default=None)
    first_day = first_day_within(youngest, today) if youngest is not None else date.min
    found = _Found()
    for path in _article_files(content, NEWS):
        found.articles += 1
        if not _is_younger(path, first_day):
            _look_at(content, path, rules, today, now, found)
    return RetentionPlan(found.articles, tuple(found.over), tuple(found.edited), tuple(found.thin) if with_thin else ())


def _article_files(content: Path, folder: str) -> Iterator[str]:
    """The paths of all article files, in the order of the alphabet."""
    if not (content / folder).is_dir():
        return
    with os.scandir(content / folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            path = f"{folder}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _article_files(content, path)
            elif entry.name.endswith(".md") and entry.is_file(follow_symlinks=False):
                yield path


def _is_younger(path: str, first_day: date) -> bool:
    """Whether an article stands in the folder of a day on which nothing is over: polls put each into that of its own
    day. Most of an archive is younger than the oldest that is kept, and isn't read."""
    folder = _DAY_FOLDER.fullmatch(path.rpartition("/")[0])
    try:
        return folder is not None and date(*map(int, folder.groups())) >= first_day
    except ValueError:
        return False


def _look_at(content: Path, path: str, rules: RetentionRules, today: date, now: datetime, found: _Found) -> None:
    """Note in `found` what becomes of one article. One that can't be read, or has no date, stays."""
    mark = mark_of(content, path)
    try:
        fields = read_header(content / path)
        record = expired_article(path, fields, now)
    except (OSError, ValueError, OverflowError):
        return
    if mark is None:
        return
    day, section = record.moment.date(), fields.get(HeaderField.CATEGORY, "")
    keep, thin = rules.keep_days(record.source, section), rules.thin_days(record.source, section)
    if keep is not None and day < first_day_within(keep, today):
        if _is_as_polled(content, path):
            found.over.append(_over(content, record, mark, fields))
            return
        found.edited.append(path)
    if thin is not None and record.link and day < first_day_within(thin, today):
        found.thin.append(path)


def _is_as_polled(content: Path, path: str) -> bool:
    """Whether the file is as a poll wrote it, for a subscription, and no person has touched it since."""
    try:
        text = (content / path).read_bytes().decode("utf-8", "replace")
    except OSError:
        return False
    return is_as_written(text) and bool(read(text).fields.get(HeaderField.SOURCE))


def _over(content: Path, record: ExpiredArticle, mark: FileMark, fields: dict[str, str]) -> OverArticle:
    folder = record.path.rpartition("/")[0]
    named = (f"{folder}/{file.name}" for file in picture_files(fields.get(HeaderField.PICTURE)))
    pictures = [picture for path in named if (picture := mark_of(content, path))]
    size = mark.size + sum(picture.size for picture in pictures)
    return OverArticle(record, mark, tuple(picture.path for picture in pictures), size)
