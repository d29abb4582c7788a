"""Annotates all articles ahead of a build, by processes of this machine or by the workers of a Dask cluster.

    python -m digest.operations.archive_annotation [--settings FILE] [--content DIR] [--cache DIR]
                                                   [--executor processes|dask] [--jobs N] [--scheduler ADDRESS]

What is done is kept when the run is ended, by whatever; the next run, or a build, goes on from there.

Exit status: 0 all done; 1 the run failed; 2 the editor's input is wrong; 3 done, but for articles that are named.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

from incremental import IncrementalError, available_jobs

from ...annotate.text.models import chosen_models
from ...batches.batch_executor import BatchExecutor
from ...batches.dask_workers import DaskWorkers
from ...batches.worker_processes import WorkerProcesses
from ...errors import BuildError, ConfigurationError
from ...site.load.settings_reading import site_settings
from ..build import MAX_JOBS, folder_settings, site_settings_of
from ..command_line import DONE, INCOMPLETE, command_parser, exit_status, start_logging, whole_number
from .worker_versions import worker_versions

PROCESSES, DASK = "processes", "dask"
INTERRUPTED: Final = 130  # as a shell says it of a program that Ctrl-C has ended


def main(arguments: list[str] | None = None) -> int:
    parser = command_parser(
        "digest.operations.archive_annotation", "Annotates all articles.", "settings", "content", "cache"
    )
    parser.add_argument("--executor", choices=(PROCESSES, DASK), help="who works: by default processes of this machine")
    parser.add_argument("--jobs", type=whole_number(1, MAX_JOBS), help="how many processes of this machine")
    parser.add_argument("--scheduler", help="the address of a Dask scheduler: tcp://10.0.0.5:8786")
    options = parser.parse_args(arguments)
    start_logging()
    lacking: list[str] = []
    try:
        status = exit_status(lambda: lacking.extend(_annotate(options)))
    except KeyboardInterrupt:
        print("Ended; what is done is kept, and another run goes on from there.", file=sys.stderr)
        return INTERRUPTED
    return INCOMPLETE if status == DONE and lacking else status


def _annotate(options: argparse.Namespace) -> tuple[str, ...]:
    """Runs it, and returns a line for each article that lacks something."""
    settings = site_settings_of(options.settings, folder_settings(vars(options)))
    with _executor(options, settings) as executor:
        from .annotation_run import annotate_archive  # noqa: PLC0415  it takes half a second of imports

        try:
            report = annotate_archive(settings, executor)
        except IncrementalError as error:
            raise BuildError(str(error)) from error
    print(report)
    print(*report.lacking, sep="\n", end="\n" if report.lacking else "", file=sys.stderr)
    return report.lacking


@contextmanager
def _executor(options: argparse.Namespace, settings: dict[str, Any]) -> Iterator[BatchExecutor]:
    """Raises:
    ConfigurationError: the options don't fit.
    WorkerError: the scheduler can't be reached, or a worker is of another version.
    """
    by_dask = options.executor == DASK or (options.executor is None and options.scheduler)
    if by_dask and not options.scheduler:
        raise ConfigurationError("--executor dask needs --scheduler with the address of a Dask scheduler")
    if options.scheduler and not by_dask:
        raise ConfigurationError("--scheduler needs --executor dask")
    if by_dask:
        site = site_settings(settings)
        models = chosen_models(site.model, site.names)
        with DaskWorkers(options.scheduler, partial(worker_versions, models)) as cluster:
            yield cluster
    else:
        with WorkerProcesses(options.jobs or available_jobs()) as processes:
            yield processes


if __name__ == "__main__":
    sys.exit(main())
