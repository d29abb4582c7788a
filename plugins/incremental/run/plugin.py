"""Puts an incremental build around a run of Pelican."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from time import time_ns
from typing import Final

from pelican import Pelican, signals
from pelican.generators import Generator, StaticGenerator

from ..read.source_cache import SourceCache
from ..read.source_files import stamp_parts
from ..write.static_copies import spare_copies
from ..write.writer import IncrementalWriter
from .build_run import Build, building

logger = logging.getLogger(__name__)

# Its name: `incremental`, or `pelican.plugins.incremental` if it is installed.
_PLUGIN: Final = __name__.removesuffix(".run.plugin")


def make_incremental(pelican: Pelican) -> None:
    """Puts a build around every run of this object, if the plugin is one of its plugins.

    The method `run` is wrapped, since Pelican has no signal for a run that begins or fails.
    """
    is_ours = any(getattr(plugin, "__name__", "") == _PLUGIN for plugin in pelican.plugins)
    if not is_ours or hasattr(pelican, "incremental_summary"):
        return  # signals are global: this is another site in the same process, or one that is wrapped already
    if pelican.delete_outputdir:
        logger.warning("DELETE_OUTPUT_DIRECTORY is ignored: incremental itself removes what is no longer made")
        pelican.delete_outputdir = False
    pelican.incremental_summary = None
    pelican.incremental_inputs = {}  # path of each source -> its stamp before it was read, for `up_to_date`
    run = pelican.run

    def incremental_run() -> None:
        pelican.incremental_summary = None
        with (
            building(pelican.settings, pelican.plugins, started_ns=time_ns()) as build,
            _directed_to(build, pelican),
            _connected(build, SourceCache(build, pelican.settings)),
        ):
            run()
        pelican.incremental_summary = build.summary
        pelican.incremental_inputs = {path: stamp_parts(stamp) for path, stamp in build.stamps.items() if stamp}

    pelican.run = incremental_run


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
        if isinstance(generator, StaticGenerator):
            spare_copies(generator, build)

    with signals.get_writer.connected_to(writer), signals.generator_init.connected_to(generator_made):
        yield
