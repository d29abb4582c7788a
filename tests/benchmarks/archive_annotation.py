"""How fast an archive is annotated by processes and by a Dask cluster, and how much memory that takes.

    PYTHONPATH=plugins:. python -m tests.benchmarks.archive_annotation rate [--articles 168] [--rounds 3]
    PYTHONPATH=plugins:. python -m tests.benchmarks.archive_annotation memory [--articles 20000]

`rate`: two processes of a pool and a real scheduler with two workers take turns on the same cores. First real articles
of $DIGEST_CORPUS/gold/quotes-dev are annotated with the real models, then synthetic articles with a blank model, by
which the cost of handing a text out is seen. Models are loaded before the clock starts.

`memory`: synthetic articles, a blank model, a cluster of two workers; the memory of every process over the run.
"""

import argparse
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

from digest.annotate.actors.actor_files import load_actors
from digest.annotate.records import Text
from digest.annotate.run.annotator import Annotator
from digest.annotate.text.models import chosen_models
from digest.batches.batch_executor import BatchExecutor
from digest.batches.dask_workers import DaskWorkers
from digest.batches.worker_processes import WorkerProcesses
from digest.operations.archive_annotation.worker_versions import worker_versions
from tests.benchmarks.annotation_cluster import (
    PYTHONPATH,
    ROOT,
    Cluster,
    annotate_command,
    article,
    blank_model,
    children,
    cluster,
    resident_mib,
    worked_s,
    write_articles,
)

CORPUS = Path(os.environ.get("DIGEST_CORPUS", ROOT.parent / "shared" / "data"))
SYNTHETIC = 1_000
WARM_UP = 64


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("measure", choices=("rate", "memory"))
    parser.add_argument("--articles", type=int)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scratch", type=Path, help="a folder of a file system in memory")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.scratch) as folder:
        if options.measure == "rate":
            _rates(Path(folder), options.articles or 168, options.rounds)
        else:
            _memory(Path(folder), options.articles or 20_000)


def _rates(folder: Path, articles: int, rounds: int) -> None:
    _compare("real models", folder, _real_texts(articles), rounds)
    os.environ.update(blank_model(folder / "blank"))
    bodies = (article(number).partition("\n\n")[2] for number in range(SYNTHETIC))
    texts = [Text(str(number), body, f"Report {number}", "en") for number, body in enumerate(bodies)]
    _compare("a blank model", folder, texts, rounds)


def _real_texts(number: int) -> list[Text]:
    with (CORPUS / "gold/quotes-dev/polnear-dev.jsonl").open(encoding="utf-8") as lines:
        bodies = [json.loads(line)["text"] for line in lines]
    return [Text(str(index), bodies[index % len(bodies)], f"No. {index}", "en") for index in range(number)]


def _compare(model: str, folder: Path, texts: Sequence[Text], rounds: int) -> None:
    """Prints the rates by the clock and by the processor time of all processes, which others on the machine leave as it
    is: where all cores are busy, the rate is the number of cores by that time."""
    clock: dict[str, list[float]] = {"processes": [], "dask": []}
    processor: dict[str, list[float]] = {"processes": [], "dask": []}
    with (
        cluster(folder / "dask") as dask,
        WorkerProcesses(2) as processes,
        DaskWorkers(dask.address, partial(worker_versions, chosen_models())) as workers,
    ):
        executors: dict[str, BatchExecutor] = {"processes": processes, "dask": workers}
        for number in range(rounds + 1):  # the first round only loads the models
            for name, executor in executors.items():
                some = texts if number else [replace(text, title="warm") for text in texts[:WARM_UP]]
                begun_s = _worked_s(dask)
                took_s = _seconds(executor, some)
                worked_s = _worked_s(dask) - begun_s
                if number:
                    clock[name].append(took_s)
                    processor[name].append(worked_s)
                    print(f"round {number}, {name}: {took_s:.2f} s, {worked_s:.2f} s of processor", flush=True)
    told = [f"{model}, {len(texts)} articles"]
    for what, seconds in (("clock", clock), ("processor", processor)):
        ratio = median(one / other for one, other in zip(seconds["processes"], seconds["dask"], strict=True))
        by_name = ", ".join(f"{name} {1000 * median(took) / len(texts):.1f} ms" for name, took in seconds.items())
        told.append(f"by {what} {by_name} an article, ratio of the rates {ratio:.2f}")
    print(*told, sep="; ")


def _worked_s(dask: Cluster) -> float:
    """The processor time of this process, the processes that it has begun, and the cluster."""
    pids = [dask.scheduler, *dask.workers(), *(pid for pid in children(os.getpid()))]
    return time.process_time() + sum(worked_s(pid) for pid in set(pids))


def _seconds(executor: BatchExecutor, texts: Sequence[Text]) -> float:
    with tempfile.TemporaryDirectory() as cache:
        annotator = Annotator(load_actors(ROOT / "content/actors"), cache=Path(cache), executor=executor)
        begun = time.perf_counter()
        made = sum(filled.made for filled in annotator.annotate_missing(texts))
        took = time.perf_counter() - begun
    assert made == len(texts)
    return took


def _memory(folder: Path, articles: int) -> None:
    """Prints the memory of each process in tenths of the run, and the growth over its second half."""
    write_articles(folder / "content", 0, articles)
    env = blank_model(folder / "blank")
    with cluster(folder / "dask", env=env) as dask:
        more = ("--executor", "dask", "--scheduler", dask.address)
        command = annotate_command(folder / "content", folder / "cache", *more)
        begun = time.monotonic()
        samples: list[dict[str, int]] = []
        with subprocess.Popen(command, env={**os.environ, **env, "PYTHONPATH": PYTHONPATH}) as client:
            while client.poll() is None:
                workers = {f"worker {number}": pid for number, pid in enumerate(dask.workers(), start=1)}
                pids = {"client": client.pid, "scheduler": dask.scheduler, **workers}
                samples.append({name: resident_mib(pid) for name, pid in pids.items()})
                time.sleep(1)
        print(f"{articles} articles in {time.monotonic() - begun:.0f} s")
    tenths = [samples[min(len(samples) * tenth // 10, len(samples) - 2)] for tenth in range(1, 11)]
    for name in tenths[0]:
        print(f"{name:10} MiB: {' '.join(str(sample.get(name, 0)) for sample in tenths)}")


if __name__ == "__main__":
    main()
