"""One feed's bytes made into drafts: parsed, cleaned and filtered, item by item. All of it runs in a worker."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from ...contracts.subscriptions import FilterRules
from ..cleaning.draft import Draft, DraftedFeed
from ..cleaning.item_cleaning import clean_item, identify_item, is_cut, is_empty
from ..cleaning.item_filters import judge
from ..cleaning.plain_bodies import MAX_BODY_CHARS
from ..parsing.feed_parser import parse_feed
from ..parsing.item import Item, RejectedItem, item_name
from ..parsing.update_hints import read_update_hints
from ..untrusted.plain_text import one_line
from .worker_tasks import FeedTask

log = logging.getLogger("digest.feeds")


def draft_feed(task: FeedTask) -> DraftedFeed:
    """Every item of the document as a draft, or as a rejected item with the reason.

    Raises:
        FeedError: the document as a whole can't be read.
    """
    feed = parse_feed(task.body, content_type=task.content_type, url=task.url)
    drafted = draft_items(feed.items, task.rules, url=task.url, known=task.known)
    return replace(
        drafted,
        dropped=(*feed.dropped, *drafted.dropped),
        notes=(*feed.notes, *drafted.notes),
        hints=read_update_hints(task.body),
    )


def draft_items(
    items: Sequence[Item], rules: FilterRules, *, url: str, known: frozenset[str] = frozenset()
) -> DraftedFeed:
    """Every item as a draft, or as a rejected item with the reason. `url` is for the log; `known` are the digests of
    items that were stored and are unchanged since."""
    drafts: list[Draft] = []
    dropped, failed, notes = [], [], _note_on_dates(items)
    slow_rules: list[str] = []
    for item in items:
        name = item_name(item.number, one_line(item.title, 100))
        if is_empty(item):
            dropped.append(RejectedItem(name, "it has neither title, text, link nor guid"))
            continue
        try:
            draft = _draft(item, known)
        except Exception as error:  # the guard of the loop over items: one never costs the others
            log.exception("%s of %s could not be cleaned", name, url)
            reason = f"it could not be cleaned: {type(error).__name__}: {one_line(str(error), 200)}"
            failed.append(RejectedItem(name, reason))
            continue
        if not draft.is_same:  # what was stored once was wanted
            verdict = judge(_searched_fields(draft), rules)
            slow_rules += verdict.slow
            if not verdict.is_wanted:
                dropped.append(RejectedItem(name, f"filtered by {verdict.rule}"))
                continue
            if is_cut(item):
                notes.append(f"{name} was cut after {MAX_BODY_CHARS} characters")
        drafts.append(draft)
    slow = (one_line(rule, 80) for rule in dict.fromkeys(slow_rules))
    notes += [f"the rule {rule!r} takes too long and was passed over" for rule in slow]
    return DraftedFeed(tuple(drafts), tuple(dropped), tuple(failed), tuple(notes))


def _draft(item: Item, known: frozenset[str]) -> Draft:
    digest = _digest(item)
    return identify_item(item, digest) if digest in known else clean_item(item, digest)


def _note_on_dates(items: Sequence[Item]) -> list[str]:
    """What is to be said of dates that could not be read."""
    unread = [item for item in items if item.unread_date]
    if not unread:
        return []
    entries = "1 entry has a date" if len(unread) == 1 else f"{len(unread)} entries have dates"
    first = unread[0]
    name = item_name(first.number, one_line(first.title, 100))
    return [f"{entries} that can't be told for certain: {name} has {one_line(first.unread_date, 60)!r}"]


def _digest(item: Item) -> str:
    """A hash that two states of an item have in common only where all but the item's number is the same."""
    fields = [getattr(item, name) for name in Item.__slots__ if name != "number"]
    return blake2b(repr(fields).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _searched_fields(draft: Draft) -> dict[str, tuple[str, ...]]:
    """The texts in which rules look for words, by the names that rules give to fields."""
    return {
        "title": (draft.title,),
        "text": (draft.summary, draft.body),
        "author": draft.authors,
        "category": draft.tags,
        "lang": (draft.lang,) if draft.lang else (),
    }
