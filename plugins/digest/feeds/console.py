"""A poll as a person or a log file sees it: a line for each feed, and a progress bar on a terminal."""

import logging
import sys
from datetime import datetime
from pathlib import Path

from ..contracts.subscriptions import Subscriptions
from .polling.poll import poll
from .polling.poll_report import PollReport


def poll_with_log(
    subscriptions: Subscriptions,
    *,
    content: Path,
    cache: Path,
    now: datetime,
    poll_all: bool = False,
    explain: bool = False,
) -> PollReport:
    """Poll, with log lines on standard error; with `explain` one for every dropped entry as well.

    Sets up logging, so it's for a program's outermost level.
    """
    # What is dropped is said at the level of debugging, which would show other libraries' as well.
    logging.getLogger("digest.feeds").setLevel(logging.DEBUG if explain else logging.INFO)
    if not sys.stderr.isatty():
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr)
        return poll(subscriptions, content=content, cache=cache, now=now, poll_all=poll_all)
    # Imported here: a scheduled run has no terminal to draw on.
    from rich.console import Console  # noqa: PLC0415
    from rich.logging import RichHandler  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    console = Console(stderr=True)
    # Markup is off: names of feeds and entries are strangers' text.
    handler = RichHandler(console=console, show_path=False, markup=False, highlighter=None)
    logging.basicConfig(level=logging.INFO, format="%(message)s", handlers=[handler])
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Polling", total=len(subscriptions.feed))
        return poll(
            subscriptions,
            content=content,
            cache=cache,
            now=now,
            poll_all=poll_all,
            progress=lambda _: bar.advance(task),
        )
