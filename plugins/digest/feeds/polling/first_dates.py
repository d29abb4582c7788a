"""The dates of new articles, also of those whose items give none that can be believed.

An item without a date may be years old, and must not pass for today's news. Where items beside it have dates, it is as
old as they are, since feeds list their items in the order of time. Where none has, the moment of the poll is close to
the truth only if the item wasn't there in the poll before. The article's header says which of these it was, in the
field Date_Unknown, and pages show such an article and don't lead with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ..cleaning.draft import Draft
from ..parsing.dates.feed_dates import believable

# Why a date is not the feed's own: it is that of the item beside it, or the moment of a poll, which was the first that
# saw the feed, or one of those that followed.
DateOrigin = Literal["", "neighbour", "first poll", "first seen"]


@dataclass(frozen=True, slots=True)
class FirstDate:
    """The date of a new article; `origin` is "" where it's the feed's own."""

    moment: datetime
    origin: DateOrigin = ""


def first_dates(drafts: Sequence[Draft], now: datetime, *, is_first_poll: bool) -> dict[int, FirstDate]:
    """The dates of a document's items, by their numbers. `drafts` are in the document's order."""
    dates = {draft.number: FirstDate(moment) for draft in drafts if (moment := own_date(draft, now)) is not None}
    undated: list[int] = []  # before the first item with a date
    above: datetime | None = None
    for draft in drafts:
        if draft.number in dates:
            above = dates[draft.number].moment
            if is_first_poll:
                dates |= {number: FirstDate(min(above, now), "neighbour") for number in undated}
                undated = []
        elif above is not None:
            dates[draft.number] = FirstDate(min(above, now), "neighbour")
        else:
            undated.append(draft.number)
    return dates | {number: FirstDate(now, "first poll" if is_first_poll else "first seen") for number in undated}


def own_date(draft: Draft, now: datetime) -> datetime | None:
    """The item's own date of publication, else that of its last change, None where neither can be believed."""
    return believable(draft.published, now) or believable(draft.updated, now)
