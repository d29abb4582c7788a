"""How time and memory of annotating an archive grow with it, and where they would be at a million articles.

    PYTHONPATH=plugins:. python -m tests.benchmarks.growth_annotation [--sizes 10000 30000 100000] [--scratch DIR]
        [--results FILE.json] [--plot docs/growth-annotate.svg]

Synthetic articles of 50 words, a blank model, a real scheduler with two workers on this machine. For each size, in
turn: an archive in JSON Lines is imported, its files read, annotated, their sentence vectors made (up to
`--vectors-up-to` articles, since they take most of the time and grow with the articles); then the command runs again
and has nothing to do. `--results` keeps what was measured: a size that is in the file is not measured again.

With `--headlines` the articles are Russian headlines without a text, written as files, and no vectors are made: what is
measured then is everything but the annotation itself, which limits how many workers one client keeps busy.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log10
from pathlib import Path
from typing import Final

from tests.benchmarks.annotation_cluster import (
    MIB,
    PYTHONPATH,
    Cluster,
    annotate_command,
    blank_model,
    cluster,
    peak_mib,
    worked_s,
    write_articles,
    write_export,
)

PARAGRAPHS: Final = 1
MILLION: Final = 1_000_000
PARTS: Final = {
    "import": "imported",
    "read": "files read",
    "annotate": "annotated",
    "vectors": "sentence vectors",
    "again": "nothing to do",
}
SUMMARY: Final = re.compile(r"annotated in ([\d.]+) s(?:, \d+ sentence vectors made in ([\d.]+) s)?")
WITHOUT_VECTORS: Final = """
import sys
from digest.operations.archive_annotation import annotation_run
from digest.operations.archive_annotation.__main__ import main

annotation_run.sentence_encoder = lambda: None
sys.exit(main(sys.argv[1:]))
"""
READING: Final = """
import sys, time
from pathlib import Path
from digest.operations.archive_annotation.archive_texts import ArchiveTexts
from digest.operations.build import site_settings_of

archive = ArchiveTexts(site_settings_of(Path(sys.argv[1]), {"PATH": sys.argv[2], "CACHE_PATH": sys.argv[3]}))
begun = time.perf_counter()
with archive.stream:
    number = sum(1 for _ in archive.articles())
print(number, time.perf_counter() - begun)
"""
WIDTH, HEIGHT, LEFT, BOTTOM = 720, 400, 70, 50
COLOURS: Final = {"import": "#8a5fa8", "read": "#777", "annotate": "#0b5570", "vectors": "#b5482a", "again": "#3c8d40"}


def main() -> None:
    parser = argparse.ArgumentParser(description="Growth of annotating an archive.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    parser.add_argument("--scratch", type=Path, help="a folder of a file system in memory")
    parser.add_argument("--vectors-up-to", type=int, default=30_000)
    parser.add_argument("--headlines", action="store_true")
    parser.add_argument("--results", type=Path)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    results: dict[str, dict[str, float]] = {}
    if options.results and options.results.exists():
        results = json.loads(options.results.read_text(encoding="utf-8"))
    for size in options.sizes:
        if str(size) not in results:
            with tempfile.TemporaryDirectory(dir=options.scratch) as folder:
                results[str(size)] = _measured(Path(folder), size, options)
            if options.results:
                options.results.write_text(json.dumps(results, indent=1), encoding="utf-8")
    by_size = {size: results[str(size)] for size in options.sizes}
    print(table(by_size))
    if options.plot:
        options.plot.write_text(plot(by_size), encoding="utf-8")


def _measured(folder: Path, size: int, options: argparse.Namespace) -> dict[str, float]:
    content, cache = folder / "content", folder / "cache"
    with_vectors = not options.headlines and size <= options.vectors_up_to
    result: dict[str, float] = {}
    if options.headlines:
        write_articles(content, 0, size, paragraphs=0, lang="ru")
    else:
        result = _imported(folder, content, size)
    env = blank_model(folder / "blank")
    settings = annotate_command(content, cache)[4]
    done = subprocess.run(
        [sys.executable, "-c", READING, settings, str(content), str(folder / "other")],
        env={**os.environ, **env, "PYTHONPATH": PYTHONPATH},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    number, seconds = done.stdout.split()
    assert int(number) == size
    result["read"] = float(seconds)
    with cluster(folder / "dask", env=env) as dask:
        command = annotate_command(content, cache, "--executor", "dask", "--scheduler", dask.address)
        if not with_vectors:
            command[1:3] = ["-c", WITHOUT_VECTORS]
        first = _run(command, env, dask)
        result |= first
        again = _run(command, env, dask)
        result["again"] = again["annotate"] + again.get("vectors", 0.0)
    for name in ("annotations", "vectors") if with_vectors else ("annotations",):
        result[f"{name}_mib"] = (cache / f"{name}.sqlite").stat().st_size / 2**20
    print(size, {name: round(value, 1) for name, value in result.items()}, flush=True)
    return result


def _imported(folder: Path, content: Path, size: int) -> dict[str, float]:
    """Seconds and peak memory of an import of so many articles."""
    content.mkdir()
    export, subscriptions = folder / "archive.jsonl", content / "subscriptions.toml"
    write_export(export, size, paragraphs=PARAGRAPHS)
    subscriptions.write_text(
        '[[feed]]\nurl = "https://wire.example.org/feed"\nname = "Wire"\nsection = "World"\n', encoding="utf-8"
    )
    places = ["--subscriptions", str(subscriptions), "--content", str(content), "--cache", str(folder / "import")]
    command = [sys.executable, "-m", "digest.importing", str(export), *places, "--source", "wire"]
    begun = time.perf_counter()
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": PYTHONPATH}, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the import ended with {process.returncode}")
    return {"import": time.perf_counter() - begun, "import_mib": usage.ru_maxrss / MIB}


def _run(command: Sequence[str], env: Mapping[str, str], dask: Cluster) -> dict[str, float]:
    """Seconds of both passes, processor seconds and peaks of memory of one run."""
    before = sum(map(worked_s, (dask.scheduler, *dask.workers())))
    peaks: dict[str, float] = {}
    with subprocess.Popen(
        command, env={**os.environ, **env, "PYTHONPATH": PYTHONPATH}, stdout=subprocess.PIPE, text=True
    ) as client:
        client_s = 0.0
        while client.poll() is None:
            pids = {"client": client.pid, "scheduler": dask.scheduler}
            pids |= {f"worker {number}": pid for number, pid in enumerate(dask.workers())}
            try:
                client_s = worked_s(client.pid)
                peaks |= {f"{name}_mib": peak_mib(pid) for name, pid in pids.items()}
            except (OSError, IndexError):
                break  # it has ended meanwhile
            time.sleep(0.5)
        said = client.stdout.read() if client.stdout else ""
    match = SUMMARY.search(said)
    if client.returncode or not match:
        raise SystemExit(f"the run ended with {client.returncode}: {said}")
    cluster_s = sum(map(worked_s, (dask.scheduler, *dask.workers()))) - before
    worker = max(value for name, value in peaks.items() if name.startswith("worker"))
    return {
        "annotate": float(match[1]),
        **({"vectors": float(match[2])} if match[2] else {}),
        "client_processor": client_s,
        "cluster_processor": cluster_s,
        "client_mib": peaks["client_mib"],
        "scheduler_mib": peaks["scheduler_mib"],
        "worker_mib": worker,
    }


def extended(by_size: Mapping[int, Mapping[str, float]], name: str, size: int = MILLION) -> float:
    """The value at `size` on the straight line through the two largest sizes for which it was measured; no less than
    at the largest one, which memory that doesn't grow may have by chance."""
    measured = _measured_sizes(by_size, name)
    (first, before), (second, last) = [(0, 0.0), *measured][-2:]
    return max(last, last + (size - second) * (last - before) / (second - first))


def _measured_sizes(by_size: Mapping[int, Mapping[str, float]], name: str) -> list[tuple[int, float]]:
    return [(size, result[name]) for size, result in sorted(by_size.items()) if name in result]


def table(by_size: Mapping[int, Mapping[str, float]]) -> str:
    """A table in Markdown: a row for each size, and one for a million."""
    columns = {
        **{name: f"{title}, s" for name, title in PARTS.items()},
        "import_mib": "import, MiB",
        "client_processor": "client's processor, s",
        "cluster_processor": "cluster's processor, s",
        "client_mib": "client, MiB",
        "scheduler_mib": "scheduler, MiB",
        "worker_mib": "worker, MiB",
        "annotations_mib": "annotations, MiB",
        "vectors_mib": "vectors, MiB",
    }
    columns = {name: title for name, title in columns.items() if _measured_sizes(by_size, name)}
    lines = [f"| articles | {' | '.join(columns.values())} |", "|---" * (len(columns) + 1) + "|"]
    for size, result in sorted(by_size.items()):
        lines.append(
            f"| {size:,} | " + " | ".join(f"{result[name]:,.0f}" if name in result else "–" for name in columns) + " |"
        )
    lines.append(
        f"| {MILLION:,} (extended) | " + " | ".join(f"{extended(by_size, name):,.0f}" for name in columns) + " |"
    )
    return "\n".join(lines)


def plot(by_size: Mapping[int, Mapping[str, float]]) -> str:
    """An SVG with both axes by powers of ten: seconds of each part by articles, dashed where it is extended."""
    shown = {name: title for name, title in PARTS.items() if _measured_sizes(by_size, name)}
    most = max(extended(by_size, name) for name in shown)
    decades = len(str(int(most)))
    sizes = sorted(by_size)

    def place(size: float, seconds: float) -> tuple[float, float]:
        across = (log10(size) - log10(sizes[0])) / (log10(MILLION) - log10(sizes[0]))
        up = max(0.0, log10(max(seconds, 1.0)) / decades)
        return LEFT + across * (WIDTH - LEFT - 150), HEIGHT - BOTTOM - up * (HEIGHT - BOTTOM - 20)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for power in range(decades + 1):
        left, right = place(sizes[0], 10**power), place(MILLION, 10**power)
        parts.append(_line(left, right, "#ddd"))
        parts.append(_text(left[0] - 8, left[1] + 4, f"{10**power:,} s", "end"))
    for size in (*sizes, MILLION):
        bottom = place(size, 1)
        parts.append(_line(bottom, place(size, 10**decades), "#ddd"))
        parts.append(_text(bottom[0], bottom[1] + 20, f"{size:,}", "middle"))
    parts.append(_text(LEFT, HEIGHT - 8, "articles; dashed: extended from what was measured", "start"))
    labels = []
    for name, title in shown.items():
        points = [place(size, seconds) for size, seconds in _measured_sizes(by_size, name)]
        end = place(MILLION, extended(by_size, name))
        parts += [_line(one, other, COLOURS[name]) for one, other in pairwise(points)]
        parts.append(_line(points[-1], end, COLOURS[name], ' stroke-dasharray="5 4"'))
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{COLOURS[name]}"/>' for x, y in points]
        labels.append((end[1] + 4, title, COLOURS[name]))
    low = 0.0
    for y, title, colour in sorted(labels):
        low = max(y, low + 15)  # below the label before
        parts.append(_text(WIDTH - 150 + 8, low, title, "start", colour))
    return "\n".join([*parts, "</svg>", ""])


def _line(one: tuple[float, float], other: tuple[float, float], colour: str, more: str = "") -> str:
    (x1, y1), (x2, y2) = one, other
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{colour}" stroke-width="1.6"{more}/>'


def _text(x: float, y: float, text: str, anchor: str, colour: str = "#222") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="13" text-anchor="{anchor}" fill="{colour}">{text}</text>'


if __name__ == "__main__":
    main()
