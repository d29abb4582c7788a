"""Processes that annotate, where many texts are to be read: each has a model of its own."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Final

# Below, loading the model again in each process takes longer than reading the texts in one.
MIN_TEXTS: Final = 200


@contextmanager
def workers(jobs: int, texts: int) -> Iterator[Executor | None]:
    """An executor of `jobs` processes for so many texts; None where one process is as fast.

    The processes are begun anew and not forked: the one that asks may have threads, and a model in memory that would
    be copied bit by bit.
    """
    if jobs < 2 or texts < MIN_TEXTS:
        yield None
        return
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as executor:
        yield executor
