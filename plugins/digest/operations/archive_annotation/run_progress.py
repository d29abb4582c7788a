"""How far a pass is, how fast it goes and how long it will take: a bar on a terminal, a line now and then elsewhere."""

import logging
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

LINE_EVERY_S: Final = 30.0
# The rate is that of the last minutes: what an earlier run has done passes a thousand times as fast.
RATE_OVER_S: Final = 120.0

_log = logging.getLogger(__name__)


class PassRate:
    """Counts what is done, and how much of it in the last RATE_OVER_S seconds. Times are in seconds of one clock."""

    def __init__(self, total: int, now_s: float) -> None:
        self._total = total
        self._points = deque([(now_s, 0)])

    def told(self, done: int, now_s: float) -> str:
        """The progress in words: "1,200 of 100,000 articles, 9.8 a second, 2:48:00 left"."""
        self._points.append((now_s, done))
        while len(self._points) > 2 and now_s - self._points[1][0] > RATE_OVER_S:
            self._points.popleft()
        begun_s, before = self._points[0]
        passed_s = now_s - begun_s
        rate = (done - before) / passed_s if passed_s > 0 else 0.0
        told = f"{done:,} of {self._total:,} articles"
        if not rate:
            return told
        return f"{told}, {rate:,.1f} a second, {timedelta(seconds=round((self._total - done) / rate))} left"


@contextmanager
def run_progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A function to call with the number of articles that were done since the last call."""
    rate, done, last_s = PassRate(total, monotonic()), 0, monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"))
    is_terminal = sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not is_terminal) as progress:
        task = progress.add_task(what, total=total, told="")

        def advance(number: int) -> None:
            nonlocal done, last_s
            done += number
            now_s = monotonic()
            if now_s - last_s < (1.0 if is_terminal else LINE_EVERY_S):
                return
            last_s = now_s
            if is_terminal:
                progress.update(task, completed=done, told=rate.told(done, now_s))
            else:
                _log.info("%s: %s", what, rate.told(done, now_s))

        yield advance
