"""Ends `invoke annotate`, or one of its workers, at a random moment by kill -9, again and again.

    PYTHONPATH=plugins:. python -m tests.benchmarks.kill_annotation [--times 20] [--articles 400] [--seed 1]

Synthetic articles, a blank model, a real scheduler with two workers. First a worker is killed in the middle of each of
so many runs: the run has to end by itself with every annotation and sentence vector, as an undisturbed run on one
machine makes them, byte for byte. Then the client is killed in the middle of each of so many runs, and the same command
is run again. Each worker notes which texts it annotates: none may be annotated twice but those that were in flight.
"""

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

from digest.annotate.run.annotation_cache import CACHE_FILE
from digest.annotate.run.annotator import BATCH_TEXTS
from digest.batches.dask_workers import OPEN_A_THREAD
from digest.stories.clustering.evidence.sentence_vectors import VECTORS_FILE
from tests.benchmarks.annotation_cluster import (
    PYTHONPATH,
    Cluster,
    annotate_command,
    blank_model,
    cluster,
    write_articles,
)

WORKERS = 2
IN_FLIGHT = BATCH_TEXTS * (OPEN_A_THREAD * WORKERS + 1)  # the texts of all batches that may be open
NOTING = """
import os
from digest.annotate.run import annotator

annotate = annotator.annotate_batch

def noted(texts, *others):
    with open(os.environ["NOTED_TEXTS"], "a", encoding="utf-8") as file:
        file.write("".join(text.id + "\\n" for text in texts))
    return annotate(texts, *others)

annotator.annotate_batch = noted
"""


class _Bench:
    """The folders and processes of all runs."""

    def __init__(self, folder: Path, dask: Cluster, env: dict[str, str], noted: Path) -> None:
        self.folder, self.dask, self.noted = folder, dask, noted
        self._env = {**os.environ, **env, "PYTHONPATH": PYTHONPATH}

    def begin(self, *more: str) -> "subprocess.Popen[bytes]":
        command = annotate_command(self.folder / "content", self.folder / "cache", *more)
        with (self.folder / "client.log").open("ab") as log:
            return subprocess.Popen(command, env=self._env, stdout=log, stderr=log, start_new_session=True)

    def begin_by_dask(self) -> "subprocess.Popen[bytes]":
        return self.begin("--executor", "dask", "--scheduler", self.dask.address)

    def end(self, process: "subprocess.Popen[bytes]") -> None:
        if process.wait():
            raise SystemExit((self.folder / "client.log").read_text(encoding="utf-8")[-4_000:])

    def rows(self) -> list[tuple[object, ...]]:
        """All annotations and vectors."""
        rows = []
        for file, table in ((CACHE_FILE, "annotations"), (VECTORS_FILE, "vectors")):
            path = self.folder / "cache" / file
            if path.exists():
                connection = sqlite3.connect(path)
                try:
                    rows += connection.execute(f"SELECT * FROM {table} ORDER BY key").fetchall()
                except sqlite3.OperationalError:
                    pass  # its tables are being made
                finally:
                    connection.close()
        return rows

    def clear(self) -> None:
        shutil.rmtree(self.folder / "cache", ignore_errors=True)
        self.noted.write_text("", encoding="utf-8")

    def twice(self) -> int:
        """How many texts were annotated more than once, or begun to be."""
        counts = Counter(self.noted.read_text(encoding="utf-8").split())
        return sum(number - 1 for number in counts.values())

    def wait_for_rows(self, number: int) -> None:
        """Waits until so many annotations and vectors are stored."""
        until = time.monotonic() + 300
        while len(self.rows()) < number:
            if time.monotonic() > until:
                raise SystemExit("nothing is being annotated")
            time.sleep(0.005)


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill a run of `invoke annotate`, or its workers, at random moments.")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scratch", type=Path, help="a folder of a file system in memory")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory(dir=options.scratch) as name:
        folder = Path(name)
        write_articles(folder / "content", 0, options.articles)
        (folder / "noting.py").write_text(NOTING, encoding="utf-8")
        env = blank_model(folder / "blank") | {"NOTED_TEXTS": str(folder / "noted.txt")}
        with cluster(folder / "dask", workers=WORKERS, env=env, preload=str(folder / "noting.py")) as dask:
            bench = _Bench(folder, dask, env, folder / "noted.txt")
            bench.end(bench.begin("--jobs", "2"))
            expected = bench.rows()
            assert len(expected) == 2 * options.articles
            _kill_workers(bench, expected, options.times, chance)
            _kill_clients(bench, expected, options.times, chance)


def _kill_workers(bench: _Bench, expected: list[tuple[object, ...]], times: int, chance: random.Random) -> None:
    twice = []
    for number in range(times):
        bench.clear()
        process = bench.begin_by_dask()
        bench.wait_for_rows(chance.randrange(len(expected) * 9 // 10))
        os.kill(chance.choice(bench.dask.workers()), signal.SIGKILL)
        bench.end(process)
        _check(f"worker {number}", bench, expected)
        twice.append(bench.twice())
    print(_told("worker", times, twice, len(expected)), flush=True)


def _kill_clients(bench: _Bench, expected: list[tuple[object, ...]], times: int, chance: random.Random) -> None:
    twice = []
    for number in range(times):
        bench.clear()
        process = bench.begin_by_dask()
        bench.wait_for_rows(chance.randrange(len(expected) * 9 // 10))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        bench.end(bench.begin_by_dask())
        _check(f"client {number}", bench, expected)
        twice.append(bench.twice())
    print(_told("client", times, twice, len(expected)), flush=True)


def _check(name: str, bench: _Bench, expected: list[tuple[object, ...]]) -> None:
    if bench.rows() != expected:
        raise SystemExit(f"{name}: the annotations are not those of an undisturbed run")
    if bench.twice() > IN_FLIGHT:
        raise SystemExit(f"{name}: {bench.twice()} texts were annotated twice, and {IN_FLIGHT} may be in flight")


def _told(what: str, times: int, twice: list[int], articles: int) -> str:
    return (
        f"{times} times a {what} was killed: all {articles} annotations and vectors came out the same; "
        f"texts begun twice: {min(twice)} to {max(twice)} (at most {IN_FLIGHT} were in flight)"
    )


if __name__ == "__main__":
    main()
