"""One feed's bytes made into drafts: parsing and cleaning, the part of a poll that runs beside it in a worker."""

import logging
from hashlib import blake2b

from ..cleaning.draft import Draft, DraftedFeed
from ..cleaning.item_cleaning import MAX_BODY_CHARS, clean, identify, is_cut, is_empty
from ..cleaning.item_filters import judge
from ..parsing.feed_parser import parse_feed
from ..parsing.item import Item, RejectedItem, item_name
from ..parsing.update_hints import read_update_hints
from ..untrusted.plain_text import one_line
from .worker_tasks import FeedTask

log = logging.getLogger("digest.feeds")


def draft_feed(task: FeedTask) -> DraftedFeed:
    """Every entry of the document as a draft, or with the reason why it's none.

    Raises:
        FeedError: the document as a whole can't be read.
    """
    feed = parse_feed(task.body, content_type=task.content_type, url=task.url)
    drafts: list[Draft] = []
    dropped, failed, notes = list(feed.dropped), [], list(feed.notes)
    slow: list[str] = []
    for item in feed.items:
        name = item_name(item.number, one_line(item.title, 100))
        if is_empty(item):
            dropped.append(RejectedItem(name, "it has neither title, text, link nor guid"))
            continue
        digest = _digest(item)
        try:
            if digest in task.known:
                drafts.append(identify(item, digest))
                continue
            one = clean(item, digest)
        except Exception as error:  # the guard of the loop over entries: one never costs the others
            log.exception("%s of %s could not be cleaned", name, task.url)
            failed.append(
                RejectedItem(name, f"it could not be cleaned: {type(error).__name__}: {one_line(str(error), 200)}")
            )
            continue
        verdict = judge(_fields(one), task.rules)
        slow += verdict.slow
        if not verdict.is_wanted:
            dropped.append(RejectedItem(name, f"filtered by {verdict.rule}"))
            continue
        drafts.append(one)
        if is_cut(item):
            notes.append(f"{name} was cut after {MAX_BODY_CHARS} characters")
    notes += [f"the rule {one_line(rule, 80)!r} takes too long and was passed over" for rule in dict.fromkeys(slow)]
    return DraftedFeed(tuple(drafts), tuple(dropped), tuple(failed), tuple(notes), read_update_hints(task.body))


def _digest(item: Item) -> str:
    """What tells two states of an item apart; its number in the document does not."""
    fields = [getattr(item, name) for name in Item.__slots__ if name != "number"]
    return blake2b(repr(fields).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _fields(one: Draft) -> dict[str, tuple[str, ...]]:
    return {
        "title": (one.title,),
        "text": (one.summary, one.body),
        "author": one.authors,
        "category": one.tags,
        "lang": (one.lang,) if one.lang else (),
    }
