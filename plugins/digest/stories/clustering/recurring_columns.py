"""Recurring columns ("Morning briefing", "The papers"), which are similar every day and report no event."""

import re
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Final

from ..reports import Report

# A headline that a source repeats sooner is an article that moved to a new URL; later, it is another edition.
NEXT_EDITION: Final = timedelta(hours=18)
FORGOTTEN: Final = timedelta(days=40)  # long enough for a monthly column, too short for the yearly budget
_CHANGING: Final = re.compile(  # the parts of a headline that differ from edition to edition
    r"\d+|\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|[^\w\s]|_"
)
# Headlines of reports on everything at once in English: they share words with each story of the day.
_ROUND_UP: Final = re.compile(
    r"\b(?:live updates?|as it happened|live ?blog|latest news|(?:morning|evening|daily) briefing"
    r"|what you need to know|in pictures|quiz|podcast)\b|^live\b",
    re.IGNORECASE,
)


def is_round_up(report: Report) -> bool:
    """Whether a report's headline says that it is about more than one event.

    Such reports join no story. This gains 3 points of precision on the labelled days (see open_stories.py).
    """
    return bool(_ROUND_UP.search(report.title[:300]))


def column_key(headline: str) -> str:
    """A headline without the parts that differ from edition to edition: dates, numbers, punctuation."""
    return " ".join(_CHANGING.sub(" ", headline.casefold()[:300]).split())


class RecurringColumns:
    """The headlines that each source has used, by which later editions of its columns are recognised.

    Editions joined by their words would be stories about no event. Without them, event precision on the labelled days
    of April and May is 6 points higher (see open_stories.py).
    """

    def __init__(self) -> None:
        self._used: dict[bytes, list[datetime]] = {}  # by a hash of the source and the headline

    def is_edition(self, report: Report) -> bool:
        """Whether the source used the same headline, apart from dates and numbers, on an earlier day.

        Reports must come in order of time.
        """
        headline = column_key(report.title)
        if not headline:
            return False
        key = blake2b(f"{report.source}\n{headline}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
        lately = [date for date in self._used.get(key, ()) if report.date - date <= FORGOTTEN]
        self._used[key] = [*lately, report.date]
        return any(report.date - date > NEXT_EDITION for date in lately)
