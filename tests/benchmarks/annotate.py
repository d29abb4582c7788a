"""How fast texts are annotated, against the model alone, and how much memory that takes.

    python tests/benchmarks/annotate.py [--articles 84] [--cached 10000] [--rounds 3]

The texts are real articles of $DIGEST_CORPUS/gold/quotes-dev. Each line of figures is measured in a process of its own
that has loaded the model before the clock starts; the model alone and our rules take turns, so that both meet the same
machine. Rates are articles a second; memory is the peak of one process.
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
    found: dict[str, list[dict[str, Any]]] = {"plain": [], "ours": [], "two": []}
    for number in range(options.rounds):
        for name, measured in found.items():
            measured.append(_measured(name, options))
            print(f"round {number + 1}, {name}: {measured[-1]}", flush=True)
    names = {"plain": "the model alone, one core", "ours": "ours, one core", "two": "ours, two processes"}
    for name, measured in found.items():
        rates = sorted(one["rate"] for one in measured)
        peak = max(one["peak_mib"] for one in measured)
        print(f"{names[name]}: {median(rates):.1f} articles/s ({rates[0]:.1f} to {rates[-1]:.1f}), {peak} MiB")
    pairs = list(zip(found["plain"], found["ours"], found["two"], strict=True))
    of_plain = median(our["rate"] / model["rate"] for model, our, _ in pairs)
    of_one = median(both["rate"] / our["rate"] for _, our, both in pairs)
    print(f"ours to the model's: {of_plain:.2f} (aim 0.7); two processes to one: {of_one:.2f} (aim 1.5)", flush=True)
    cached = _measured("cached", options)
    print(
        f"{options.cached} cached articles: read again in {cached['read_s']:.1f} s, names joined over all in "
        f"{cached['joined_s']:.1f} s (aim 10 for both), {cached['peak_mib']} MiB, "
        f"spaCy imported: {cached['spacy']} (aim False)"
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
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _texts(articles: int) -> list[Any]:
    from digest.annotate.records import Text  # noqa: PLC0415  the parent process measures nothing and needs none

    with (CORPUS / "gold/quotes-dev/polnear-dev.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    whole = records * (articles // len(records) + 1)
    return [Text(str(number), record["text"]) for number, record in enumerate(whole[:articles])]


def _plain(articles: int, _: int) -> dict[str, Any]:
    """The model's names and parser on whole texts, without anything of ours."""
    import spacy  # noqa: PLC0415

    from digest.annotate.pipeline import DEFAULT_MODEL, UNUSED  # noqa: PLC0415

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = [text.text for text in _texts(articles)]
    nlp = spacy.load(DEFAULT_MODEL, exclude=list(UNUSED))
    list(nlp.pipe(texts[:BATCH], batch_size=BATCH))
    begun = time.perf_counter()
    for _doc in nlp.pipe(texts, batch_size=BATCH):
        pass
    return {"rate": articles / (time.perf_counter() - begun), "peak_mib": _peak_mib(resource.RUSAGE_SELF)}


def _ours(articles: int, _: int) -> dict[str, Any]:
    from digest.annotate.actors import load  # noqa: PLC0415
    from digest.annotate.annotator import Annotator  # noqa: PLC0415

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = _texts(articles)
    with tempfile.TemporaryDirectory() as cache:
        annotator = Annotator(load(ROOT / "content/actors"), cache=Path(cache))
        list(Annotator(annotator.actors).annotate(texts[:BATCH]))
        begun = time.perf_counter()
        list(annotator.annotate(texts))
        return {"rate": articles / (time.perf_counter() - begun), "peak_mib": _peak_mib(resource.RUSAGE_SELF)}


def _two(articles: int, _: int) -> dict[str, Any]:
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    from digest.annotate.actors import load  # noqa: PLC0415
    from digest.annotate.annotator import Annotator  # noqa: PLC0415

    texts = _texts(articles)
    with tempfile.TemporaryDirectory() as cache, ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        actors = load(ROOT / "content/actors")
        list(Annotator(actors, executor=executor).annotate(texts[: 2 * BATCH]))
        begun = time.perf_counter()
        list(Annotator(actors, cache=Path(cache), executor=executor).annotate(texts))
        rate = articles / (time.perf_counter() - begun)
    peak = max(_peak_mib(resource.RUSAGE_SELF), _peak_mib(resource.RUSAGE_CHILDREN))
    return {"rate": rate, "peak_mib": peak}


def _cached(articles: int, cached: int) -> dict[str, Any]:
    """A run with nothing new: `cached` articles whose annotations are in the store, names joined over all of them."""
    with tempfile.TemporaryDirectory() as cache:
        keep = [sys.executable, __file__, "--measure", "keep", "--articles", str(articles), "--cached", str(cached)]
        subprocess.run(keep, env={**os.environ, "BENCHMARK_CACHE": cache}, check=True, stdout=subprocess.DEVNULL)
        from digest.annotate.actors import load  # noqa: PLC0415
        from digest.annotate.annotator import Annotator  # noqa: PLC0415
        from digest.annotate.archive_names import archive_names  # noqa: PLC0415

        actors = load(ROOT / "content/actors")
        texts = _numbered(articles, cached)
        begun = time.perf_counter()
        annotations = list(Annotator(actors, cache=Path(cache)).annotate(texts))
        read = time.perf_counter()
        names = archive_names(annotations, actors)
        list(map(names.applied, annotations))
        joined = time.perf_counter()
        assert sum(len(one.mentions) for one in annotations) > cached
    return {
        "read_s": read - begun,
        "joined_s": joined - read,
        "peak_mib": _peak_mib(resource.RUSAGE_SELF),
        "spacy": "spacy" in sys.modules,
    }


def _keep(articles: int, cached: int) -> dict[str, Any]:
    """Fills the store: each article is annotated once, and kept under the keys of its numbered copies."""
    from dataclasses import asdict  # noqa: PLC0415

    from digest.annotate.actors import load  # noqa: PLC0415
    from digest.annotate.annotator import CACHE_FILE, Annotator, _rules  # noqa: PLC0415
    from digest.annotate.store import Store  # noqa: PLC0415

    annotator = Annotator(load(ROOT / "content/actors"))
    records = [json.dumps(asdict(one)) for one in annotator.annotate(_texts(articles))]
    with Store(Path(os.environ["BENCHMARK_CACHE"], CACHE_FILE), _rules()) as store:
        for number, text in enumerate(_numbered(articles, cached)):
            store.put(annotator._key(text), records[number % articles])
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
