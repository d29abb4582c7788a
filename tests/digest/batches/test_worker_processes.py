"""Annotating in several processes."""

import os
import signal
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from digest.annotate.records import Text
from digest.annotate.run.annotator import Annotator
from digest.batches.batch_run import BatchRun
from digest.batches.worker_processes import MIN_TEXTS, WorkerProcesses, workers
from digest.errors import WorkerError
from tests.digest.annotate.conftest import ACTORS
from tests.digest.annotate.run.annotating import run
from tests.digest.batches.small_batches import Named, SmallBatch, batches, upper


def test_processes_are_begun_for_many_texts_and_give_what_one_gives() -> None:
    texts = [Text(str(number), f"Гавань закрыта {number} дней.", lang="ru") for number in range(MIN_TEXTS)]
    with workers(2, 1) as executor:
        assert executor is None
    with workers(2, len(texts)) as executor:
        assert executor is not None
        assert run(Annotator(ACTORS, executor=executor), texts) == run(Annotator(ACTORS), texts)


def test_a_process_that_dies_is_one_line() -> None:
    class Dying(ThreadPoolExecutor):
        def submit(self, *_: Any, **__: Any) -> Any:
            raise BrokenProcessPool("it ended abruptly")

    with Dying() as executor, pytest.raises(WorkerError, match="has died") as raised:
        run(Annotator(ACTORS, executor=executor))
    assert "\n" not in str(raised.value)


def test_a_process_that_dies_is_replaced_and_its_batch_is_done_again(tmp_path: Path) -> None:
    died = tmp_path / "died"
    work = partial(_dying_once, died)
    with WorkerProcesses(2) as executor:
        run = BatchRun[SmallBatch](executor)
        results = [finished.results for finished in run.finished(batches(work, "ab", "kc", "d"), in_order=True)]
    assert results == [("A", "B"), ("K", "C"), ("D",)]
    assert died.exists()


def _dying_once(died: Path, items: Sequence[Named]) -> list[str]:
    if items[0].id == "k" and not died.exists():
        died.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return upper(items)
