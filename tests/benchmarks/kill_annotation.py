"""Ends a run of `invoke annotate`, or one of its workers, at a random moment by kill -9, again and again.

    PYTHONPATH=plugins:. python -m tests.benchmarks.kill_annotation [--times 20] [--articles 240] [--seed 1]

A real scheduler with two workers, and synthetic articles in Russian, which need no model, so that a worker that is
begun anew costs little. First a worker is killed in the middle of each of so many runs: the run has to end by itself
with every annotation, as an undisturbed run makes it, byte for byte. Then the client is killed in the middle of each of
so many runs, and another run goes on. Each worker notes which texts it annotates: none may be annotated twice but those
that were in flight. The client is a process that is forked from this one, which has imported all that it needs.
"""

import argparse
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
import traceback
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from digest.annotate.run.annotation_cache import CACHE_FILE
from digest.annotate.run.annotator import BATCH_TEXTS
from digest.annotate.text.models import Models
from digest.batches.dask_workers import OPEN_A_THREAD, DaskWorkers
from digest.operations.archive_annotation import annotation_run
from digest.operations.archive_annotation.worker_versions import worker_versions
from digest.operations.build import site_settings_of
from tests.benchmarks.annotation_cluster import ROOT, Cluster, cluster, write_articles

WORKERS = 2
IN_FLIGHT = BATCH_TEXTS * (OPEN_A_THREAD * WORKERS + 1)  # the texts of all batches that may be open
NOTING = """
import os
from digest.annotate.run import annotator

annotate = getattr(annotator.annotate_batch, "whole", annotator.annotate_batch)  # a worker may import this twice

def noted(texts, *others):
    with open(os.environ["NOTED_TEXTS"], "a", encoding="utf-8") as file:
        file.write("".join(text.id + "\\n" for text in texts))
    return annotate(texts, *others)

noted.whole = annotate
annotator.annotate_batch = noted
"""


class _Bench:
    """The folders and processes of all runs."""

    def __init__(self, folder: Path, dask: Cluster) -> None:
        self.dask = dask
        self._noted = folder / "noted.txt"
        self._cache = folder / "cache"
        override = {"PATH": str(folder / "content"), "CACHE_PATH": str(self._cache)}
        self._settings: dict[str, Any] = site_settings_of(ROOT / "pelican.conf.py", override)

    def begin(self) -> int:
        """The process of a run."""
        client = os.fork()
        if client:
            return client
        status = 1
        try:
            with DaskWorkers(self.dask.address, partial(worker_versions, Models())) as workers:
                annotation_run.annotate_archive(self._settings, workers)
            status = 0
        except BaseException:  # noqa: BLE001  this process never returns to the caller
            traceback.print_exc()
        sys.stderr.flush()
        os._exit(status)

    def end(self, client: int) -> None:
        _, status = os.waitpid(client, 0)
        if status:
            raise SystemExit(f"a run ended with {status}")

    def rows(self) -> list[tuple[object, ...]]:
        """All annotations that are stored."""
        if not (self._cache / CACHE_FILE).exists():
            return []
        connection = sqlite3.connect(self._cache / CACHE_FILE)
        try:
            return connection.execute("SELECT * FROM annotations ORDER BY key").fetchall()
        except sqlite3.OperationalError:
            return []  # its tables are being made
        finally:
            connection.close()

    def clear(self) -> None:
        shutil.rmtree(self._cache, ignore_errors=True)
        self._noted.write_text("", encoding="utf-8")

    def twice(self) -> int:
        """How many texts were annotated more than once, or begun to be."""
        counts = Counter(self._noted.read_text(encoding="utf-8").split())
        return sum(number - 1 for number in counts.values())

    def wait_for_rows(self, number: int) -> None:
        """Waits until so many annotations are stored."""
        until = time.monotonic() + 300
        while len(self.rows()) < number:
            if time.monotonic() > until:
                raise SystemExit("nothing is being annotated")
            time.sleep(0.002)


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill a run of `invoke annotate`, or its workers, at random moments.")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--articles", type=int, default=240)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scratch", type=Path, help="a folder of a file system in memory")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    setattr(annotation_run, "sentence_encoder", lambda: None)  # noqa: B010  annotations alone
    with tempfile.TemporaryDirectory(dir=options.scratch) as name:
        folder = Path(name)
        write_articles(folder / "content", 0, options.articles, lang="ru")
        (folder / "noting.py").write_text(NOTING, encoding="utf-8")
        env = {"NOTED_TEXTS": str(folder / "noted.txt")}
        with cluster(folder / "dask", workers=WORKERS, env=env, preload=str(folder / "noting.py")) as dask:
            bench = _Bench(folder, dask)
            bench.clear()
            bench.end(bench.begin())
            expected = bench.rows()
            assert len(expected) == options.articles
            assert not bench.twice()
            _kill_workers(bench, expected, options.times, chance)
            _kill_clients(bench, expected, options.times, chance)


def _kill_workers(bench: _Bench, expected: list[tuple[object, ...]], times: int, chance: random.Random) -> None:
    twice = []
    for number in range(times):
        bench.clear()
        client = bench.begin()
        bench.wait_for_rows(chance.randrange(len(expected) * 9 // 10))
        os.kill(chance.choice(bench.dask.workers()), signal.SIGKILL)
        bench.end(client)
        _check(f"worker {number}", bench, expected)
        twice.append(bench.twice())
        print(f"worker {number}: {twice[-1]} texts begun twice", flush=True)
    print(_told("worker", times, twice, len(expected)), flush=True)


def _kill_clients(bench: _Bench, expected: list[tuple[object, ...]], times: int, chance: random.Random) -> None:
    twice = []
    for number in range(times):
        bench.clear()
        client = bench.begin()
        bench.wait_for_rows(chance.randrange(len(expected) * 9 // 10))
        os.kill(client, signal.SIGKILL)
        os.waitpid(client, 0)
        bench.end(bench.begin())
        _check(f"client {number}", bench, expected)
        twice.append(bench.twice())
        print(f"client {number}: {twice[-1]} texts begun twice", flush=True)
    print(_told("client", times, twice, len(expected)), flush=True)


def _check(name: str, bench: _Bench, expected: list[tuple[object, ...]]) -> None:
    if bench.rows() != expected:
        raise SystemExit(f"{name}: the annotations are not those of an undisturbed run")
    if bench.twice() > IN_FLIGHT:
        raise SystemExit(f"{name}: {bench.twice()} texts were annotated twice, and {IN_FLIGHT} may be in flight")


def _told(what: str, times: int, twice: list[int], articles: int) -> str:
    return (
        f"{times} times a {what} was killed: all {articles} annotations came out the same; "
        f"texts begun twice: {min(twice)} to {max(twice)} (at most {IN_FLIGHT} were in flight)"
    )


if __name__ == "__main__":
    main()
