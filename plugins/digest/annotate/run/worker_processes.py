"""Processes that annotate if there are many texts. Each process loads its own model."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Final

# With fewer texts, loading the model in each process takes longer than annotating all texts in one process.
MIN_TEXTS: Final = 200


@contextmanager
def workers(jobs: int, texts: int) -> Iterator[Executor | None]:
    """An executor of `jobs` processes for this many texts; None if one process is as fast.

    The processes are spawned, not forked: the calling process may have threads, and a model whose memory would
    gradually be copied.
    """
    if jobs < 2 or texts < MIN_TEXTS:
        yield None
        return
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as executor:
        yield executor
