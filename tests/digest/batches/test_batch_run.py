"""Batches through an executor: order, how many are open, and items over which processes die."""

import logging
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.batches import batch_run
from digest.batches.batch_executor import BatchExecutor, SameProcessExecutor, batch_executor
from digest.batches.batch_run import MAX_DEATHS, MAX_SET_ASIDE_IN_A_ROW, BatchRun, FinishedBatch
from digest.errors import WorkerError
from tests.digest.batches.small_batches import Named, SmallBatch, batches, upper


def _letters(finished: Iterator[FinishedBatch[SmallBatch]]) -> list[str]:
    return ["".join(result or "-" for result in batch.results) for batch in finished]


def test_results_come_in_the_order_of_the_batches_or_as_they_are_done() -> None:
    groups = ("ab", "cd", "ef", "gh", "ij", "z")
    with ThreadPoolExecutor(3) as threads:
        executor = batch_executor(threads)
        in_order = _letters(BatchRun[SmallBatch](executor).finished(batches(upper, *groups), in_order=True))
        as_done = _letters(BatchRun[SmallBatch](executor).finished(batches(upper, *groups), in_order=False))
    assert in_order == ["AB", "CD", "EF", "GH", "IJ", "Z"]
    assert sorted(as_done) == in_order


def test_a_slow_batch_holds_nobody_up_where_the_order_is_free() -> None:
    may_end = threading.Event()

    def work(items: Sequence[Named]) -> list[str]:
        if items[0].id == "a":
            may_end.wait(60)
        return upper(items)

    with ThreadPoolExecutor(2) as threads:
        done: list[str] = []
        for finished in BatchRun[SmallBatch](batch_executor(threads)).finished(
            batches(work, *"abcdefghijklmnopqrstuvwxyz"), in_order=False
        ):
            done += finished.results
            if len(done) == 25:
                may_end.set()
    assert done[-1] == "A"


@given(st.integers(1, 6), st.integers(0, 40), st.booleans())
def test_no_more_batches_are_taken_than_may_be_open(most: int, number: int, in_order: bool) -> None:
    taken = yielded = 0

    def source() -> Iterator[SmallBatch]:
        nonlocal taken
        for batch in batches(upper, *("x" * number)):
            taken += 1
            assert taken - yielded <= most
            yield batch

    executor = SameProcessExecutor()
    executor.max_open = lambda: most  # type: ignore[method-assign]
    for _ in BatchRun[SmallBatch](executor).finished(source(), in_order=in_order):
        yielded += 1
    assert taken == yielded == number


def test_an_empty_batch_needs_no_process() -> None:
    with ThreadPoolExecutor(1) as threads:
        run = BatchRun[SmallBatch](batch_executor(threads))
        assert _letters(run.finished(batches(upper, "", "a", "", ""), in_order=True)) == ["", "A", "", ""]


def test_an_item_over_which_processes_die_is_set_aside_and_named_and_all_others_are_done(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tried: dict[str, int] = {}

    def work(items: Sequence[Named]) -> list[str]:
        names = "".join(item.id for item in items)
        tried[names] = tried.get(names, 0) + 1
        if "k" in names:
            raise BrokenExecutor("it ended abruptly")
        return upper(items)

    with ThreadPoolExecutor(2) as threads, caplog.at_level(logging.WARNING):
        run = BatchRun[SmallBatch](batch_executor(threads))
        finished = list(run.finished(batches(work, "abcd", "ijkl", "mnop"), in_order=True))
    assert _letters(iter(finished)) == ["ABCD", "IJ-L", "MNOP"]
    assert [batch.filled.set_aside for batch in finished] == [(), ("k",), ()]
    assert [batch.filled.made for batch in finished] == [4, 3, 4]
    assert (tried["ijkl"], tried["k"]) == (MAX_DEATHS, MAX_DEATHS)
    assert "k: 3 processes have died over it; it is set aside" in caplog.messages


def test_one_death_by_chance_costs_no_item() -> None:
    died: list[Sequence[Named]] = []

    def work(items: Sequence[Named]) -> list[str]:
        if len(died) < 4:  # all that were open in the pool of the process that died
            died.append(items)
            raise BrokenExecutor("it ended abruptly")
        return upper(items)

    with ThreadPoolExecutor(2) as threads:
        run = BatchRun[SmallBatch](batch_executor(threads))
        assert _letters(run.finished(batches(work, "ab", "cd", "ef", "gh", "ij"), in_order=True)) == [
            *("AB", "CD", "EF", "GH", "IJ")
        ]


def test_suspects_are_tried_with_nothing_beside_them() -> None:
    """The first time, four batches run at once; from then on it is known which are suspects."""
    all_four = threading.Barrier(4)
    running: list[str] = []
    beside: list[int] = []

    def work(items: Sequence[Named]) -> list[str]:
        first = items[0].id in "kabc" and items[0].id not in tried
        tried.add(items[0].id)
        running.append(items[0].id)
        try:
            if first:
                all_four.wait(60)
                raise BrokenExecutor("it ended abruptly")
            if items[0].id in "kabc":
                beside.append(len(running))
            return upper(items)
        finally:
            running.remove(items[0].id)

    tried: set[str] = set()
    with ThreadPoolExecutor(4) as threads:
        run = BatchRun[SmallBatch](batch_executor(threads))
        done = _letters(run.finished(batches(work, *"kabc"), in_order=True))
    assert done == ["K", "A", "B", "C"]
    assert beside == [1, 1, 1, 1]


def test_processes_that_die_over_everything_end_the_run() -> None:
    def work(_items: Sequence[Named]) -> list[str]:
        raise BrokenExecutor("it ended abruptly")

    many = "abcdefghijklmnopqrstuvwxyz"[: MAX_SET_ASIDE_IN_A_ROW + 4]
    with ThreadPoolExecutor(2) as threads, pytest.raises(WorkerError, match="die over every item"):
        list(BatchRun[SmallBatch](batch_executor(threads)).finished(batches(work, *many), in_order=True))


def test_an_error_of_the_work_ends_the_run_and_gives_up_what_is_open() -> None:
    def work(items: Sequence[Named]) -> list[str]:
        raise ValueError(items[0].id)

    with ThreadPoolExecutor(1) as threads, pytest.raises(ValueError, match="a"):
        list(BatchRun[SmallBatch](batch_executor(threads)).finished(batches(work, "a", "b"), in_order=True))


def test_work_that_is_cancelled_from_outside_is_one_line() -> None:
    class Lost(BatchExecutor):
        def submit(self, *_: Any, **__: Any) -> "Future[Any]":
            future: Future[Any] = Future()
            future.cancel()
            future.set_running_or_notify_cancel()
            return future

    with pytest.raises(WorkerError, match="can't be reached any more") as raised:
        list(BatchRun[SmallBatch](Lost()).finished(batches(upper, "a"), in_order=True))
    assert "\n" not in str(raised.value)


def test_an_executor_is_looked_after_while_no_batch_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent(BatchExecutor):
        def submit(self, *_: Any, **__: Any) -> "Future[Any]":
            return Future()

        def look_after(self) -> None:
            raise WorkerError("nobody is there")

    monkeypatch.setattr(batch_run, "LOOK_AFTER_S", 0.01)
    with pytest.raises(WorkerError, match="nobody is there"):
        list(BatchRun[SmallBatch](Silent()).finished(batches(upper, "a"), in_order=True))
