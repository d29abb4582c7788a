"""Standing columns ("Morning briefing", "The papers"), which look alike every day and report no event."""

import re
from datetime import datetime, timedelta
from typing import Final

from .records import Report

# The same headline of the same source within a day is an article that moved to a new address; later it is an edition.
_NEXT_EDITION: Final = timedelta(hours=18)
_FORGOTTEN: Final = timedelta(days=40)  # long enough for a monthly column, too short for the yearly budget
_CHANGING: Final = re.compile(  # what differs from edition to edition
    r"\d+|\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|[^\w\s]|_"
)


class Columns:
    """Remembers headlines by source; joining such reports by their words would make stories of nothing.

    On the labelled days this is worth 6 points of event precision (April and May; see cluster.py).
    """

    def __init__(self) -> None:
        self._editions: dict[int, datetime] = {}

    def is_edition(self, report: Report) -> bool:
        """Whether its source used this headline on an earlier day, dates and numbers aside; reports come in order."""
        headline = " ".join(_CHANGING.sub(" ", report.title.casefold()[:300]).split())
        if not headline:
            return False
        key = hash((report.source, headline))
        earlier = self._editions.get(key)
        if earlier is None or report.date - earlier > _FORGOTTEN:
            self._editions[key] = report.date
            return False
        if report.date - earlier > _NEXT_EDITION:
            self._editions[key] = report.date
            return True
        return False
