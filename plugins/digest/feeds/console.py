"""A poll with its log on standard error: a line for each feed, and a progress bar on a terminal."""

import logging
import math
import sys
from datetime import datetime
from pathlib import Path

from ..contracts.subscriptions import Subscriptions
from ..json_log import start_json_log
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
    limit_s: float = math.inf,
) -> PollReport:
    """The report of a poll that is logged to standard error; with `explain` every dropped item has a line as well.

    The function sets up logging, so only a program's outermost level may call it.
    """
    # Dropped items are logged at the level of debugging. For other libraries that level stays off.
    logging.getLogger("digest.feeds").setLevel(logging.DEBUG if explain else logging.INFO)
    if start_json_log() or not sys.stderr.isatty():
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr)
        return poll(subscriptions, content=content, cache=cache, now=now, poll_all=poll_all, limit_s=limit_s)
    # Imported here, since a scheduled run has no terminal to draw on.
    from rich.console import Console  # noqa: PLC0415
    from rich.logging import RichHandler  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    console = Console(stderr=True)
    # Markup is off, since the names of feeds and items are strangers' text.
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
            limit_s=limit_s,
            progress=lambda _: bar.advance(task),
        )
