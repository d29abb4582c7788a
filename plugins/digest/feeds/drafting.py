"""One feed's bytes made into drafts: parsing and cleaning, the part of a poll that runs beside it in a worker."""

import logging

from .clean import MAX_BODY_CHARS, clean, is_cut, is_empty
from .item import Draft, DraftedFeed, Refusal, entry_name
from .parse import parse
from .text import one_line

log = logging.getLogger("digest.feeds")


def draft(body: bytes, content_type: str, url: str) -> DraftedFeed:
    """Every entry of the document as a draft, or with the reason why it's none.

    Raises:
        FeedError: the document as a whole can't be read.
    """
    feed = parse(body, content_type=content_type, url=url)
    drafts: list[Draft] = []
    dropped, failed, notes = list(feed.dropped), [], list(feed.notes)
    for item in feed.items:
        name = entry_name(item.number, one_line(item.title, 100))
        if is_empty(item):
            dropped.append(Refusal(name, "it has neither title, text, link nor guid"))
            continue
        try:
            drafts.append(clean(item))
        except Exception as error:  # the guard of the loop over entries: one never costs the others
            log.exception("%s of %s could not be cleaned", name, url)
            failed.append(
                Refusal(name, f"it could not be cleaned: {type(error).__name__}: {one_line(str(error), 200)}")
            )
            continue
        if is_cut(item):
            notes.append(f"{name} was cut after {MAX_BODY_CHARS} characters")
    return DraftedFeed(tuple(drafts), tuple(dropped), tuple(failed), tuple(notes))
