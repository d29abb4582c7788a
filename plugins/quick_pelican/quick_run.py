"""Puts the quick replacements around every run of a Pelican object, and the originals back after it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from pelican import Pelican, signals
from pelican.log import console
from rich.highlighter import NullHighlighter

from .quick_reading import quick_listing, quick_reading
from .quick_scans import spare_scans, translations_by_group
from .shared_markdown import one_parser

_OBJECTS_A_COLLECTION: Final = 1_000_000  # some 100 MB, hardly any of it garbage


def quicken_runs(pelican: Pelican) -> None:
    """The method `run` is wrapped, since Pelican has no signal for a run that begins or fails."""
    if hasattr(pelican, "quick_run"):
        return  # it is wrapped already
    run = pelican.quick_run = pelican.run

    def quick_run() -> None:
        with (
            _collecting_less(),
            translations_by_group(),
            one_parser(),
            quick_reading(),
            signals.generator_init.connected_to(spare_scans),
            signals.generator_init.connected_to(quick_listing),
            _printing_plainly(),
        ):
            run()

    pelican.run = quick_run


@contextmanager
def _collecting_less() -> Iterator[None]:
    """Within this context, objects that survive one garbage collection are not looked at again.

    A build makes a million objects, and nearly all of them stay. To search them repeatedly takes a tenth of its time.
    """

    def keep(phase: str, _info: object) -> None:
        if phase == "stop":
            gc.freeze()

    thresholds = gc.get_threshold()
    gc.set_threshold(_OBJECTS_A_COLLECTION, *thresholds[1:])
    gc.callbacks.append(keep)
    try:
        yield
    finally:
        gc.callbacks.remove(keep)
        gc.set_threshold(*thresholds)
        gc.unfreeze()


@contextmanager
def _printing_plainly() -> Iterator[None]:
    """Avoids compiling the patterns that colour Pelican's last line (a tenth of a second) if colours aren't shown."""
    highlighter = console.highlighter
    if not console.is_terminal:
        console.highlighter = NullHighlighter()
    try:
        yield
    finally:
        console.highlighter = highlighter
