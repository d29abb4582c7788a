"""The time that a run has. Requests for which there is no time are left for the next run, without other effects."""

import asyncio
import math
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ...errors import FeedError


class NextRunError(FeedError):
    """Nothing is wrong; a document's turn is in the next run."""


class RunTime:
    """The seconds that a run has for asking servers, counted from when the object is made.

    `was_short` says whether anything was left for the next run because of it.
    """

    def __init__(self, limit_s: float = math.inf) -> None:
        self._end_s = time.monotonic() + limit_s
        self.limit_s = limit_s
        self.was_short = False

    @property
    def left_s(self) -> float:
        """Seconds until the end, below 0 after it."""
        return self._end_s - time.monotonic()

    def check(self, needed_s: float = 0.0) -> None:
        """Do nothing where so many seconds are left.

        Raises:
            NextRunError: they aren't.
        """
        if self.left_s <= needed_s:
            self.was_short = True
            raise NextRunError("the run's time is up: its turn is in the next run")

    @asynccontextmanager
    async def within(self) -> AsyncIterator[None]:
        """A context that is left when the time is up.

        Raises:
            NextRunError: the time is up.
        """
        self.check()
        try:
            async with asyncio.timeout(self.left_s if math.isfinite(self.left_s) else None) as limit:
                yield
        except TimeoutError:
            if limit.expired():
                self.check()
            raise
