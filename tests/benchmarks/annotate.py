"""How fast texts are annotated, against the model alone, and how much memory that takes.

    python tests/benchmarks/annotate.py [--articles 84] [--cached 10000] [--rounds 3]

The texts are real articles of $DIGEST_CORPUS/gold/quotes-dev. Each line of figures is measured in a process of its own
that has loaded the model before the clock starts; the model alone and our rules take turns, so that both meet the same
machine. Rates are articles a second; memory is the peak of one process. Where others share the machine, the processor
time of one article says more than a rate; for two processes it says what sharing the work costs.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
CORPUS = Path(os.environ.get("DIGEST_CORPUS", ROOT.parent / "shared" / "data"))
BATCH = 8  # more only costs memory (DESIGN, facts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=84)
    parser.add_argument("--cached", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(MEASURES[options.measure](options.articles, options.cached)))
        return
    measurements: dict[str, list[dict[str, Any]]] = {"plain": [], "ours": [], "two": []}
    for number in range(options.rounds):
        for name, measured in measurements.items():
            measured.append(_measured(name, options))
            print(f"round {number + 1}, {name}: {measured[-1]}", flush=True)
    names = {"plain": "the model alone, one core", "ours": "ours, one core", "two": "ours, two processes"}
    for name, measured in measurements.items():
        rates = sorted(run["rate"] for run in measured)
        peak = max(run["peak_mib"] for run in measured)
        processor = median(run["cpu_ms"] for run in measured)
        print(
            f"{names[name]}: {median(rates):.1f} articles/s ({rates[0]:.1f} to {rates[-1]:.1f}), "
            f"{processor:.0f} ms of processor an article, {peak} MiB"
        )
    pairs = list(zip(measurements["plain"], measurements["ours"], measurements["two"], strict=True))
    of_plain = median(our["rate"] / model["rate"] for model, our, _ in pairs)
    of_one = median(both["rate"] / our["rate"] for _, our, both in pairs)
    by_processor = median(model["cpu_ms"] / our["cpu_ms"] for model, our, _ in pairs)
    shared = median(our["cpu_ms"] / both["cpu_ms"] for _, our, both in pairs)
    print(
        f"ours to the model's: {by_processor:.2f} by processor time, {of_plain:.2f} by the clock (floor 0.45); two "
        f"processes to one: {of_one:.2f} by the clock, {2 * shared:.2f} at most by processor time (aim 1.5)",
        flush=True,
    )
    cached = _measured("cached", options)
    print(
        f"{options.cached} cached articles: read again in {cached['read_s']:.1f} s, names joined over all in "
        f"{cached['joined_s']:.1f} s (aim 10 for both), {cached['cpu_s']:.1f} s of processor, "
        f"{cached['peak_mib']} MiB, spaCy imported: {cached['spacy']} (aim False)"
    )


def _measured(name: str, options: argparse.Namespace) -> dict[str, Any]:
    """What a process of its own measures, pinned to one core where one is the subject."""
    command = [sys.executable, __file__, "--measure", name, "--articles", str(options.articles)]
    done = subprocess.run(
        [*command, "--cached", str(options.cached)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    measurement: dict[str, Any] = json.loads(done.stdout)
    return measurement


def _texts(articles: int) -> list[Any]:
    from digest.annotate.records import Text  # noqa: PLC0415  the parent process measures nothing and needs none

    with (CORPUS / "gold/quotes-dev/polnear-dev.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    whole = records * (articles // len(records) + 1)
    return [Text(str(number), record["text"]) for number, record in enumerate(whole[:articles])]


def _plain(articles: int, _: int) -> dict[str, Any]:
    """The model's names and parser on whole texts, without anything of ours."""
    import spacy  # noqa: PLC0415

    from digest.annotate.text.models import DEFAULT_MODEL  # noqa: PLC0415
    from digest.annotate.text.spacy_model import UNUSED  # noqa: PLC0415

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = [text.text for text in _texts(articles)]
    nlp = spacy.load(DEFAULT_MODEL, exclude=list(UNUSED))
    list(nlp.pipe(texts[:BATCH], batch_size=BATCH))
    begun, worked = time.perf_counter(), time.process_time()
    for _doc in nlp.pipe(texts, batch_size=BATCH):
        pass
    return _figures(articles, begun, time.process_time() - worked, _peak_mib(resource.RUSAGE_SELF))


def _figures(articles: int, begun: float, worked_s: float, peak_mib: int) -> dict[str, Any]:
    return {
        "rate": round(articles / (time.perf_counter() - begun), 2),
        "cpu_ms": round(1000 * worked_s / articles, 1),
        "peak_mib": peak_mib,
    }


def _ours(articles: int, _: int) -> dict[str, Any]:
    from digest.annotate.actors.actor_files import load_actors  # noqa: PLC0415
    from digest.annotate.run.annotator import Annotator  # noqa: PLC0415

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = _texts(articles)
    with tempfile.TemporaryDirectory() as cache:
        annotator = Annotator(load_actors(ROOT / "content/actors"), cache=Path(cache))
        list(Annotator(annotator.actors).annotate(texts[:BATCH]))
        begun, worked = time.perf_counter(), time.process_time()
        list(annotator.annotate(texts))
        return _figures(articles, begun, time.process_time() - worked, _peak_mib(resource.RUSAGE_SELF))


def _two(articles: int, _: int) -> dict[str, Any]:
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    from digest.annotate.actors.actor_files import load_actors  # noqa: PLC0415
    from digest.annotate.run.annotator import Annotator  # noqa: PLC0415

    texts = _texts(articles)
    with tempfile.TemporaryDirectory() as cache, ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        actors = load_actors(ROOT / "content/actors")
        list(Annotator(actors, executor=executor).annotate(texts[: 2 * BATCH]))
        begun, worked = time.perf_counter(), time.process_time() + _worked_s(executor)
        list(Annotator(actors, cache=Path(cache), executor=executor).annotate(texts))
        worked_s = time.process_time() + _worked_s(executor) - worked
        figures = _figures(articles, begun, worked_s, 0)
    return figures | {"peak_mib": max(_peak_mib(resource.RUSAGE_SELF), _peak_mib(resource.RUSAGE_CHILDREN))}


def _worked_s(executor: Any) -> float:
    """The processor time of an executor's processes so far (proc_pid_stat(5), fields 14 and 15)."""
    ticks = 0
    for pid in executor._processes:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _cached(articles: int, cached: int) -> dict[str, Any]:
    """A run with nothing new: `cached` articles whose annotations are in the store, names joined over all of them."""
    with tempfile.TemporaryDirectory() as cache:
        keep = [sys.executable, __file__, "--measure", "keep", "--articles", str(articles), "--cached", str(cached)]
        subprocess.run(keep, env={**os.environ, "BENCHMARK_CACHE": cache}, check=True, stdout=subprocess.DEVNULL)
        from digest.annotate.actors.actor_files import load_actors  # noqa: PLC0415
        from digest.annotate.names.archive_names import archive_names  # noqa: PLC0415
        from digest.annotate.run.annotator import Annotator  # noqa: PLC0415

        actors = load_actors(ROOT / "content/actors")
        texts = _numbered(articles, cached)
        begun, worked = time.perf_counter(), time.process_time()
        annotations = list(Annotator(actors, cache=Path(cache)).annotate(texts))
        read = time.perf_counter()
        names = archive_names(annotations, actors)
        list(map(names.with_canonical_names, annotations))
        joined, worked_s = time.perf_counter(), time.process_time() - worked
        assert sum(len(annotation.mentions) for annotation in annotations) > cached
    return {
        "read_s": read - begun,
        "joined_s": joined - read,
        "cpu_s": worked_s,
        "peak_mib": _peak_mib(resource.RUSAGE_SELF),
        "spacy": "spacy" in sys.modules,
    }


def _keep(articles: int, cached: int) -> dict[str, Any]:
    """Fills the store: each article is annotated once, and kept under the keys of its numbered copies."""
    from digest.annotate.actors.actor_files import load_actors  # noqa: PLC0415
    from digest.annotate.run.annotation_cache import CACHE_FILE, AnnotationCache, rules_digest  # noqa: PLC0415
    from digest.annotate.run.annotator import Annotator  # noqa: PLC0415
    from digest.annotate.run.reusable_annotations import ReusableAnnotations  # noqa: PLC0415

    annotator = Annotator(load_actors(ROOT / "content/actors"))
    records = list(annotator.annotate(_texts(articles)))
    with AnnotationCache(Path(os.environ["BENCHMARK_CACHE"], CACHE_FILE), rules_digest()) as store:
        reusable = ReusableAnnotations(store, annotator.actors)
        for number, text in enumerate(_numbered(articles, cached)):
            reusable.add([(annotator.text_key(text), records[number % articles])])
    return {}


def _numbered(articles: int, cached: int) -> list[Any]:
    from dataclasses import replace  # noqa: PLC0415

    texts = _texts(articles)
    return [replace(texts[number % articles], id=str(number), title=f"No. {number}") for number in range(cached)]


def _peak_mib(who: int) -> int:
    return resource.getrusage(who).ru_maxrss // 1024


MEASURES = {"plain": _plain, "ours": _ours, "two": _two, "cached": _cached, "keep": _keep}

if __name__ == "__main__":
    main()
