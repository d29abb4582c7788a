"""Puts an incremental build around a run of Pelican."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from time import time_ns
from typing import Final

from pelican import Pelican, signals
from pelican.generators import Generator, StaticGenerator
from pelican.log import console
from rich.highlighter import NullHighlighter

from ..errors import SettingsError
from ..read.source_cache import SourceCache
from ..read.source_files import stamp_parts
from ..shortcuts.quick_reading import PreloadedFile, quick_reading
from ..shortcuts.quick_scans import spare_scans, translations_by_group
from ..shortcuts.shared_markdown import one_parser
from ..write.static_copies import spare_copies
from ..write.writer import IncrementalWriter
from .build_run import Build, building

_PLUGIN: Final = __name__.removesuffix(".run.plugin")  # its name in PLUGINS
_OBJECTS_A_COLLECTION: Final = 1_000_000  # some 100 MB, hardly any of it garbage


def make_incremental(pelican: Pelican) -> None:
    """Puts a build around every run of this object, if the plugin is in its setting PLUGINS.

    The method `run` is wrapped, since Pelican has no signal for a run that begins or fails.
    """
    if _PLUGIN not in pelican.settings["PLUGINS"] or hasattr(pelican, "incremental_summary"):
        return  # signals are global: this is another site in the same process, or one that is wrapped already
    if pelican.delete_outputdir:
        raise SettingsError("DELETE_OUTPUT_DIRECTORY has to be False: the plugin removes what is no longer made itself")
    pelican.incremental_summary = None
    pelican.incremental_outputs = ()  # the rows of all our files, for `up_to_date`
    pelican.incremental_inputs = {}  # path of each source -> its stamp before it was read, for `up_to_date`
    run = pelican.run

    def incremental_run() -> None:
        pelican.incremental_summary = None
        preloaded_file = PreloadedFile()
        with (
            _collecting_less(),
            building(pelican.settings, pelican.plugins, started_ns=time_ns()) as build,
            _directed_to(build, pelican),
            _connected(build, SourceCache(build, pelican.settings, preloaded_file)),
            translations_by_group(),
            one_parser(),
            quick_reading(preloaded_file),
            _printing_plainly(),
        ):
            run()
        pelican.incremental_summary = build.summary
        pelican.incremental_outputs = build.settled
        pelican.incremental_inputs = {path: stamp_parts(stamp) for path, stamp in build.stamps.items() if stamp}

    pelican.run = incremental_run


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


@contextmanager
def _directed_to(build: Build, pelican: Pelican) -> Iterator[None]:
    """Has Pelican write into the build's folder, only during this run: Pelican's server reads the same settings."""
    output_path = pelican.output_path
    setting = pelican.settings["OUTPUT_PATH"]
    pelican.output_path = pelican.settings["OUTPUT_PATH"] = str(build.tree)
    try:
        yield
    finally:
        pelican.output_path = output_path
        pelican.settings["OUTPUT_PATH"] = setting


@contextmanager
def _connected(build: Build, sources: SourceCache) -> Iterator[None]:
    """Connects the signal handlers for one run only, so that nothing of a build outlives it."""

    def writer(_pelican: Pelican) -> type[IncrementalWriter]:
        build.reading_ends()
        return type("IncrementalWriter", (IncrementalWriter,), {"build": build})

    def generator_made(generator: Generator) -> None:
        sources.install(generator)
        spare_scans(generator)
        if isinstance(generator, StaticGenerator):
            spare_copies(generator, build)

    with signals.get_writer.connected_to(writer), signals.generator_init.connected_to(generator_made):
        yield
