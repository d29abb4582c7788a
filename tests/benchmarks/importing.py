"""Importing archives of 10,000, 30,000 and 100,000 records: time, rate and memory of the first run and of a second.

    python tests/benchmarks/importing.py [--records 10000 30000 100000] [--subscriptions 20] [--profile]

Each record has a text of some 480 words as HTML; the records are of 20 subscriptions and ten years. The import is a
process of its own. "again" is the same command once more, which finds every record stored. Memory is the most that
the whole tree of processes had at once (PSS). With --profile the functions that take longest are shown of the process
that stores, for the smallest archive. All files go where TMPDIR says: /dev/shm gives the steadier figures.
"""

import argparse
import cProfile
import json
import os
import pstats
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.memory import tree_pss_kib

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE_S = 0.2
BEGIN = datetime(2015, 1, 1, tzinfo=UTC)
DAYS = 3650
TEXT = (
    "the of and to in a that for on with as at by from council harbour minister budget river storm ferry report people "
    "city talks Monday Tuesday vote police court school hospital island bridge winter election market price union"
)
WORDS = TEXT.split()


def main() -> None:
    parser = argparse.ArgumentParser(description="Importing archives.")
    parser.add_argument("--records", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    parser.add_argument("--subscriptions", type=int, default=20)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores; load {os.getloadavg()[0]:.1f} before")
    print(
        "records      export   first run     rate   CPU/record   memory      again     rate   memory   index  articles"
    )
    figures = []
    for count in options.records:
        with tempfile.TemporaryDirectory(prefix="importing") as name:
            folder = Path(name)
            export = _write_archive(folder, count, options.subscriptions)
            first, cpu_s, memory_kib = _run(folder, export)
            again, _, memory_again_kib = _run(folder, export)
            files = sum(len(names) for _, _, names in os.walk(folder / "content" / "news"))
            index = (folder / "cache" / "feeds.sqlite").stat().st_size
            print(
                f"{count:>7,} {export.stat().st_size / 2**20:>8.0f} MB {first:>8.1f} s {count / first:>6.0f}/s "
                f"{cpu_s / count * 1000:>9.1f} ms {memory_kib / 1024:>6.0f} MB {again:>8.1f} s {count / again:>6.0f}/s "
                f"{memory_again_kib / 1024:>5.0f} MB {index / 2**20:>4.0f} MB {files:>9,}",
                flush=True,
            )
            figures.append((count, first, memory_kib / 1024))
            if options.profile and count == min(options.records):
                _profile(folder, export)
    if len(figures) > 1:
        seconds, megabytes = (_at_a_million([(count, values[at]) for count, *values in figures]) for at in (0, 1))
        print(f"on the line through these, 1,000,000 records: {seconds / 3600:.1f} h, {megabytes:,.0f} MB")


def _write_archive(folder: Path, count: int, subscriptions: int) -> Path:
    """The archive as JSON Lines, and the list of subscriptions beside it."""
    (folder / "content").mkdir()
    feeds = [
        f'[[feed]]\nurl = "https://paper{number}.example/feed.xml"\nname = "Paper {number}"\n'
        for number in range(subscriptions)
    ]
    (folder / "content" / "subscriptions.toml").write_text("".join(feeds))
    export = folder / "archive.jsonl"
    with export.open("w", encoding="utf-8") as file:
        for number in range(count):
            file.write(json.dumps(_record(number, subscriptions)) + "\n")
    return export


def _record(number: int, subscriptions: int) -> dict[str, object]:
    words = random.Random(number)
    paper = number % subscriptions
    sentences = [" ".join(words.choices(WORDS, k=words.randint(8, 24))).capitalize() + "." for _ in range(30)]
    paragraphs = [" ".join(sentences[start : start + 3]) for start in range(0, 30, 3)]
    paragraphs[1] += (
        f' <a href="https://paper{paper}.example/other?a={number}&amp;b=2">Read <b>more</b></a> &amp; judge.'
    )
    published = BEGIN + timedelta(days=number * 7919 % DAYS, seconds=number % 86_400)
    return {
        "url": f"https://paper{paper}.example/{published:%Y/%m}/{number}?utm_source=archive",
        "guid": f"paper{paper}-{number}",
        "title": " ".join(words.choices(WORDS, k=9)).capitalize(),
        "html": "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs),
        "published": published.isoformat(),
        "authors": ["Jane Doe"],
        "tags": ["World", "Harbour"],
        "lang": "en",
    }


def _arguments(folder: Path, export: Path) -> list[str]:
    content = folder / "content"
    places = ["--subscriptions", str(content / "subscriptions.toml"), "--content", str(content)]
    return [str(export), *places, "--cache", str(folder / "cache"), "--now", "2026-11-22T12:00:00Z"]


def _run(folder: Path, export: Path) -> tuple[float, float, int]:
    """Seconds, seconds of processors, and the most memory of one import in KiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    command = [sys.executable, "-m", "digest.importing", *_arguments(folder, export)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    memory_kib = 0
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            memory_kib = max(memory_kib, tree_pss_kib(process.pid))
            time.sleep(SAMPLE_S)
        log = process.stderr.read() if process.stderr else ""
    assert process.returncode == 0, log
    elapsed = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return elapsed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, memory_kib


def _profile(folder: Path, export: Path) -> None:
    """Show what takes longest in the process that stores, of a first run."""
    sys.path.insert(0, str(ROOT / "plugins"))
    from digest.importing.__main__ import main as import_main  # noqa: PLC0415

    arguments = _arguments(folder, export)
    arguments[arguments.index("--content") + 1] = str(folder / "profiled")
    arguments[arguments.index("--cache") + 1] = str(folder / "cache of profile")
    profile = cProfile.Profile()
    profile.runcall(import_main, arguments)
    pstats.Stats(profile).sort_stats("tottime").print_stats(25)


def _at_a_million(points: list[tuple[int, float]]) -> float:
    """The value at a million on the line that fits the points best."""
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
    return mean_y + slope * (1_000_000 - mean_x)


if __name__ == "__main__":
    main()
