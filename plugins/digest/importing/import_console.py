"""An import with its log on standard error: a line for each export, and how far it is: a bar on a terminal, else a line
from time to time."""

import logging
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from ..contracts.subscriptions import Subscriptions
from ..json_log import start_json_log
from .archive_import import ImportOptions, ImportState, import_exports
from .import_report import ImportReport

_EVERY_S: Final = 30.0  # between two lines on how far an import is


def import_with_log(
    subscriptions: Subscriptions,
    paths: Sequence[Path],
    *,
    content: Path,
    cache: Path,
    now: datetime,
    options: ImportOptions,
    explain: bool = False,
) -> ImportReport:
    """The report of an import that is logged; with `explain` every dropped record has a line as well.

    The function sets up logging, so only a program's outermost level may call it.
    """
    logging.getLogger("digest").setLevel(logging.DEBUG if explain else logging.INFO)
    if start_json_log() or not sys.stderr.isatty():
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr)
        return import_exports(
            subscriptions, paths, content=content, cache=cache, now=now, options=options, progress=_line_now_and_then()
        )
    from rich.console import Console  # noqa: PLC0415  a run by a timer has no terminal to draw on
    from rich.logging import RichHandler  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn  # noqa: PLC0415

    console = Console(stderr=True)
    # Markup is off, since the names of files and records are strangers' text.
    handler = RichHandler(console=console, show_path=False, markup=False, highlighter=None)
    logging.basicConfig(level=logging.INFO, format="%(message)s", handlers=[handler])
    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        console=console,
        transient=True,
    ) as bar:
        task = bar.add_task("Importing", total=None)

        def show(state: ImportState) -> None:
            total = None if state.share is None else 1.0
            bar.update(task, description=progress_line(state), total=total, completed=state.share or 0.0)

        return import_exports(
            subscriptions, paths, content=content, cache=cache, now=now, options=options, progress=show
        )


def progress_line(state: ImportState) -> str:
    """How far an import is, in words: records, records a second, and the time that is left as far as it can be told."""
    rate = state.records_of_run / state.elapsed_s if state.elapsed_s > 0 else 0.0
    parts = [f"{state.path}: {state.records:,} records", f"{rate:,.0f}/s"]
    done = state.records_of_run / state.records if state.records else 0.0  # of what was read, in this run
    if state.share and done > 0 and rate > 0:
        left = state.records * (1 - state.share) / state.share
        parts += [f"{state.share:.0%}", f"about {_duration(left / rate)} left"]
    return ", ".join(parts)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"


def _line_now_and_then() -> Callable[[ImportState], None]:
    last_s = 0.0

    def show(state: ImportState) -> None:
        nonlocal last_s
        if state.elapsed_s < last_s:  # the next export
            last_s = 0.0
        if state.elapsed_s - last_s >= _EVERY_S:
            last_s = state.elapsed_s
            logging.getLogger("digest.importing").info("%s", progress_line(state))

    return show
