"""A Pelican plugin that renders what changed and leaves the rest of the output alone. See README.md beside this file.

The way of a build: `register` puts `building` around each run of Pelican (build.py: lock, state, staging folder).
Generators read sources through a cache (reading.py), and hand views to the writer (writing.py), which asks the state
(state.py) whether the page is there already; what is made is moved into place at the end (commit.py).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import time_ns

from pelican import Pelican, signals
from pelican.generators import Generator

from .build import Build, building
from .errors import SettingsError
from .reading import SourceCache
from .scans import skip_pages_turned_off
from .writing import IncrementalWriter


def make_incremental(pelican: Pelican) -> None:
    """Puts a build around every run of this object, if the plugin is among its own.

    The run itself is wrapped, since Pelican has no signal for a run that begins or fails.
    """
    if __name__ not in pelican.settings["PLUGINS"] or hasattr(pelican, "incremental_summary"):
        return  # signals are global: this is another site in the same process, or one that is wrapped already
    if pelican.delete_outputdir:
        raise SettingsError("DELETE_OUTPUT_DIRECTORY has to be False: the plugin removes what is no longer made itself")
    pelican.incremental_summary = None
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

    pelican.run = incremental_run


@contextmanager
def _directed_to(build: Build, pelican: Pelican) -> Iterator[None]:
    """Lets Pelican write into the build's own folder, for this run alone: its own server reads the same settings."""
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
    """The handlers of one run, so that nothing of a build outlives it."""

    def writer(_pelican: Pelican) -> type[IncrementalWriter]:
        build.reading_ends()
        return type("IncrementalWriter", (IncrementalWriter,), {"build": build})

    def generator_made(generator: Generator) -> None:
        sources.install(generator.readers)
        skip_pages_turned_off(generator)

    with signals.get_writer.connected_to(writer), signals.generator_init.connected_to(generator_made):
        yield


def register() -> None:
    signals.initialized.connect(make_incremental)
