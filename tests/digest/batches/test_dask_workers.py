"""A real scheduler and two workers, each a process of its own."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from distributed import Client

from digest.annotate.records import Text
from digest.annotate.run.annotator import Annotator
from digest.batches import dask_workers
from digest.batches.batch_run import BatchRun
from digest.batches.dask_workers import DaskWorkers, keep_shared, version_fault
from digest.batches.shared_values import KeptValue
from digest.errors import WorkerError
from tests.digest.annotate.conftest import ACTORS
from tests.digest.annotate.run.annotating import run
from tests.digest.batches.small_batches import SmallBatch, batches
from tests.digest.batches.worker_work import (
    IN_WORKER,
    deadly,
    deeply_wrong,
    no_model,
    other_rules,
    same_everywhere,
    slow,
)

ROOT = Path(__file__).resolve().parents[3]


@contextmanager
def _dask(folder: Path, *arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A process of Dask's command line, which ends with the context."""
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(ROOT / "plugins"), str(ROOT))),
        # One death is enough, where Dask by itself waits for four.
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
        "DASK_TEMPORARY_DIRECTORY": str(folder),
        IN_WORKER: "1",
    }
    command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard", "--scheduler-file", "scheduler.json"]
    with (folder / f"{arguments[0]}.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=log, stderr=log, start_new_session=True)
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cluster")


@pytest.fixture(scope="module")
def scheduler(folder: Path) -> Iterator[str]:
    """The address of a scheduler without workers."""
    with _dask(folder, "scheduler", "--host", "127.0.0.1", "--port", "0") as process:
        (folder / "scheduler.pid").write_text(str(process.pid), encoding="ascii")
        file, until = folder / "scheduler.json", time.monotonic() + 60
        while not file.exists() or not file.read_text(encoding="utf-8").strip():
            assert time.monotonic() < until, (folder / "scheduler.log").read_text(encoding="utf-8")
            time.sleep(0.05)
        yield json.loads(file.read_text(encoding="utf-8"))["address"]


@pytest.fixture(scope="module")
def workers_of(scheduler: str, folder: Path) -> Iterator[str]:
    """The address of the scheduler, with two workers."""
    with _dask(folder, "worker", "--nworkers", "2", "--nthreads", "1", "--host", "127.0.0.1"):
        with Client(scheduler, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=120)
        yield scheduler


def test_a_scheduler_that_cannot_be_reached_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_workers, "CONNECT_S", 0.3)
    with pytest.raises(WorkerError, match=r"the scheduler tcp://127\.0\.0\.1:1 can't be reached") as raised:
        DaskWorkers("tcp://127.0.0.1:1", same_everywhere)
    assert "\n" not in str(raised.value)


def test_an_address_that_is_none_is_one_line() -> None:
    with pytest.raises(WorkerError, match="can't be reached") as raised:
        DaskWorkers("not an address", same_everywhere)
    assert "\n" not in str(raised.value)


def test_a_client_whose_thread_begins_late_is_begun_again(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []

    def late(address: str, **_: object) -> str:
        begun.append(address)
        assert len(begun) > late_times
        return address

    monkeypatch.setattr("distributed.Client", late)
    late_times = 1
    assert dask_workers._connected(scheduler) == scheduler
    late_times = 9
    with pytest.raises(WorkerError, match="can't be reached"):
        dask_workers._connected(scheduler)


def test_a_scheduler_without_workers_is_one_line(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_workers, "FIRST_WORKER_S", 0.1)
    with pytest.raises(WorkerError, match="has no workers: start one") as raised:
        DaskWorkers(scheduler, same_everywhere)
    assert "\n" not in str(raised.value)


def test_the_workers_give_what_one_process_gives(workers_of: str, tmp_path: Path) -> None:
    texts = [Text(str(number), f"Гавань закрыта {number} дней.", lang="ru") for number in range(100)]
    texts += [Text("100", "", ""), texts[3]]
    with DaskWorkers(workers_of, same_everywhere) as executor:
        by_workers = run(Annotator(ACTORS, cache=tmp_path / "ordered", executor=executor), texts)
        filled = list(Annotator(ACTORS, cache=tmp_path / "filled", executor=executor).annotate_missing(texts))
    here = run(Annotator(ACTORS, cache=tmp_path / "here"), texts)
    assert by_workers == here
    assert sum(one.looked_at for one in filled) == len(texts)
    assert sum(one.made for one in filled) == 101
    assert _rows(tmp_path / "filled") == _rows(tmp_path / "ordered") == _rows(tmp_path / "here")


def _rows(cache: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(cache / "annotations.sqlite") as connection:
        rows = connection.execute("SELECT * FROM annotations ORDER BY key").fetchall()
    connection.close()
    return rows


@pytest.mark.parametrize(
    ("versions", "fault"),
    [
        (other_rules, "it is of another version: the rules 0 instead of 1"),
        (no_model, r"it doesn't have a model: install requirements\.txt there"),
    ],
)
def test_workers_that_differ_are_refused_with_a_line_for_each(
    workers_of: str, versions: Callable[[], dict[str, str]], fault: str
) -> None:
    with pytest.raises(WorkerError) as raised:
        DaskWorkers(workers_of, versions)
    lines = str(raised.value).splitlines()
    assert [line.partition(": ")[2] for line in lines] == [fault.replace("\\", "")] * 2
    assert all(line.startswith("worker tcp://127.0.0.1:") for line in lines)


def test_workers_without_this_program_are_refused(
    workers_of: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "only_here.py").write_text("def versions():\n    return {}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    import only_here  # type: ignore[import-not-found]  # noqa: PLC0415  written by this test

    with pytest.raises(WorkerError, match=r"it can't run this program: .*ModuleNotFoundError"):
        DaskWorkers(workers_of, only_here.versions)


def test_an_item_that_kills_its_workers_is_set_aside(workers_of: str) -> None:
    with DaskWorkers(workers_of, same_everywhere) as executor:
        run = BatchRun[SmallBatch](executor)
        finished = list(run.finished(batches(deadly, "ab", "ck", "de", "fg"), in_order=True))
    assert [batch.results for batch in finished] == [("A", "B"), ("C", None), ("D", "E"), ("F", "G")]
    assert finished[1].filled.set_aside == ("k",)


def test_an_error_of_any_kind_comes_back(workers_of: str) -> None:
    """Dask's own way for an error with a deep traceback leaves the client waiting."""
    with DaskWorkers(workers_of, same_everywhere) as executor, pytest.raises(RecursionError) as raised:
        list(BatchRun[SmallBatch](executor).finished(batches(deeply_wrong, "a"), in_order=True))
    assert "worker_work.py" in raised.value.__notes__[0]


def test_a_worker_that_joins_later_in_another_version_does_no_work() -> None:
    keep_shared("a key", b"never read", same_everywhere, {"the rules": "0", "a model": "2"}, "tcp://10.0.0.5:4711")
    with pytest.raises(WorkerError, match=r"worker tcp://10\.0\.0\.5:4711: it is of another version"):
        KeptValue("a key").get()


def test_a_worker_that_was_given_nothing_says_so() -> None:
    with pytest.raises(WorkerError, match="start it anew"):
        KeptValue("another key").get()


def test_versions_that_are_the_same_are_no_fault() -> None:
    assert version_fault({"a": "1", "b": ""}, {"a": "1", "b": "", "c": "3"}) == ""


def test_a_scheduler_that_ends_in_the_middle_is_one_line(workers_of: str, folder: Path) -> None:
    """The last test of this file, since it ends the scheduler."""
    with DaskWorkers(workers_of, same_everywhere) as executor:
        finished = BatchRun[SmallBatch](executor).finished(batches(slow, *"abcdefghijklmnopqrst"), in_order=False)
        next(finished)
        os.kill(int((folder / "scheduler.pid").read_text(encoding="ascii")), signal.SIGKILL)
        with pytest.raises(WorkerError, match="can't be reached any more; what is done is kept") as raised:
            list(finished)
    assert "\n" not in str(raised.value)
