"""Drafts of one feed put into `content/news`: new files, changed files, and a reason for everything else."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from slugify import slugify

from .. import article_header as header
from ..errors import ItemError
from ..subscriptions import Subscription
from .article_file import ArticleFile, is_ours, read, render, write
from .dates import believable
from .identity import Match, match
from .inventory import NEWS, Inventory, mark_of, stored
from .item import Draft, DraftedFeed, Refusal
from .state import FileMark
from .text import one_line, short_hash

MAX_SLUG_CHARS: Final = 80  # of 255 bytes that file systems bear, with room for a hash and what pages add
_HASH_DIGITS: Final = (6, 12, 64)  # each only where the one before is taken by another article

log = logging.getLogger("digest.feeds")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document. `files` are the articles of its entries, as they are now."""

    new: int
    updated: int
    unchanged: int
    dropped: tuple[Refusal, ...]
    failed: tuple[Refusal, ...]
    files: tuple[FileMark, ...]
    write_errors: int


def store(
    feed: DraftedFeed, subscription: Subscription, *, content: Path, inventory: Inventory, now: datetime
) -> Outcome:
    """Write the articles of one document that are new or changed. The inventory takes note of each."""
    matches, doubled = match(feed.drafts, inventory.of(subscription.slug), now)
    counts = {"new": 0, "updated": 0, "unchanged": 0}
    failed = list(feed.failed)
    files: list[FileMark] = []
    write_errors = 0
    for each in matches:
        try:
            path, change = _store_one(each, subscription, content, inventory, now)
        except ItemError as error:
            failed.append(Refusal(each.draft.name, str(error)))
            path = each.article.path if each.article else ""
        except OSError as error:
            write_errors += 1
            failed.append(Refusal(each.draft.name, f"it can't be written: {error}"))
            path = ""
        else:
            counts[change] += 1
        mark = mark_of(content, path) if path else None
        if mark is not None:
            files.append(mark)
    return Outcome(
        **counts,
        dropped=(*feed.dropped, *doubled),
        failed=tuple(failed),
        files=tuple(files),
        write_errors=write_errors,
    )


def _store_one(
    each: Match, subscription: Subscription, content: Path, inventory: Inventory, now: datetime
) -> tuple[str, str]:
    """The path and what happened there: "new", "updated" or "unchanged"."""
    fields = _fields(each.draft, subscription)
    before = _text_of(content, each.article.path) if each.article else None
    if each.article is None or before is None:
        date = believable(each.draft.published, now) or believable(each.draft.updated, now) or now
        path, slug = _free_path(content, inventory, each, subscription.slug, date)
        article = ArticleFile({**fields, header.DATE: _iso(date), header.SLUG: slug}, each.draft.body)
        change = "new"
    else:
        path = each.article.path
        old = read(before)
        kept = {name: old.fields[name] for name in (header.DATE, header.SLUG, header.MODIFIED) if name in old.fields}
        article = ArticleFile({**fields, **kept}, each.draft.body)
        if render(article) == before:
            return path, "unchanged"
        if not is_ours(before):
            if read(render(article)).fields[header.FINGERPRINT] == old.fields.get(header.FINGERPRINT):
                return path, "unchanged"  # it was edited, and the feed says what it said before
            raise ItemError(f"{path} was edited by hand: what the feed says now is not written over it")
        if (old.fields.get(header.TITLE), old.body) != (each.draft.title, each.draft.body.strip("\n")):
            article = ArticleFile({**article.fields, header.MODIFIED: _modified(each.draft, old, now)}, article.body)
        change = "updated"
    write(content / path, render(article))
    inventory.add(stored(path, article.fields))
    return path, change


def _fields(draft: Draft, subscription: Subscription) -> dict[str, str]:
    """Header values, each on one line; what the feed doesn't give is left out."""
    authors = "; ".join(draft.authors)
    if len(draft.authors) == 1 and "," in authors:
        authors += ";"  # without a semicolon Pelican would part it at the comma
    return {
        header.TITLE: draft.title,
        header.CATEGORY: one_line(subscription.section, MAX_SLUG_CHARS),
        header.TAGS: ", ".join(draft.tags),
        header.LANG: draft.lang or subscription.lang,
        header.AUTHORS: authors,
        header.SUMMARY: draft.summary,
        header.SOURCE: subscription.slug,
        header.SOURCE_URL: draft.link,
        header.GUID: draft.guid,
        header.IMAGE: draft.image,
        header.ENCLOSURE: draft.enclosure,
    }


def _free_path(content: Path, inventory: Inventory, each: Match, source: str, date: datetime) -> tuple[str, str]:
    """Where a new article goes. It doesn't depend on the order in which feeds answer: see `poll`."""
    folder = f"{NEWS}/{date:%Y/%m/%d}"
    for slug in _slugs(each, source):
        path = f"{folder}/{slug}.md"
        if inventory.at(path) is None and mark_of(content, path) is None:
            return path, slug
    raise ItemError(f"{folder} has other articles under every name that this one could have")


def _slugs(each: Match, source: str) -> Iterator[str]:
    words = slugify(each.draft.title, max_length=MAX_SLUG_CHARS, word_boundary=True) if each.draft.titled else ""
    words = words or slugify(each.draft.title, max_length=MAX_SLUG_CHARS)
    identity = f"{source} {each.identity}"
    if words:
        yield words
    for digits in _HASH_DIGITS:
        yield f"{words or 'article'}-{short_hash(identity, digits)}"


def _text_of(content: Path, path: str) -> str | None:
    """The file's text, None where it's gone or empty, and what isn't UTF-8 is nobody's but a person's."""
    try:
        text = (content / path).read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        return None
    return text or None


def _modified(draft: Draft, old: ArticleFile, now: datetime) -> str:
    """The feed's own word on when it changed, where it can be believed and comes after all that is written."""
    updated = believable(draft.updated, now)
    latest = old.fields.get(header.MODIFIED) or old.fields.get(header.DATE, "")
    return _iso(updated) if updated and _iso(updated) > latest else _iso(now)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
