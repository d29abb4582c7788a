"""Joining 10,000 reports, and 50 new ones onto them: seconds of processor time and peak memory, on one core.

    python tests/benchmarks/stories.py [--articles 10000] [--new 50]

Of the stems of news, 10 in a title and 50 in a text, with the frequencies of a language (Zipf's law); three reports or
so on each event, a hundred a day. The first figure is that without sentence vectors, the second that of a first build,
the third that of a run with new reports that goes on from the checkpoints and has the vectors of the others.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "plugins"))

from digest.stories.clustering.evidence.sentence_vectors import sentence_encoder
from digest.stories.clustering.report_clustering import cluster_reports, resume_clustering
from digest.stories.reports import Report

RARITY = Path(__file__).parents[2] / "plugins/digest/stories/clustering/evidence/data/news_rarity.txt"
EVERY = timedelta(minutes=14)  # a hundred a day


def news_words() -> list[str]:
    """The stems of English news, the most frequent first. They have no digits: headlines that differ by numbers alone
    are those of a column, whose editions join no story."""
    english = RARITY.read_text(encoding="utf-8").partition("ENGLISH ")[2].splitlines()[1:]
    lines = takewhile(lambda line: line[0].isdecimal(), english)
    return [stem for line in lines for stem in line.split(" ")[1:] if stem.isalpha() and len(stem) > 2]


def reports(number: int) -> list[Report]:
    lexicon = news_words()
    chance = random.Random(3)
    new_reports: list[Report] = []
    for n in range(number):
        event = random.Random(f"event {n // 3}")

        def some(length: int, event: random.Random = event) -> str:
            """Half of an event's words, half of the report's own."""
            picks = (event.random() if at % 2 else chance.random() for at in range(length))
            return " ".join(lexicon[int(len(lexicon) ** pick) - 1] for pick in picks)

        date = datetime(2026, 1, 1, tzinfo=UTC) + n * EVERY
        new_reports.append(
            Report(f"{n:06}", some(10), some(50), date, f"source {n % 30}", "", (f"Actor {n % 400}", "Velin"))
        )
    return new_reports


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--new", type=int, default=50)
    options = parser.parse_args()
    everything = reports(options.articles + options.new)
    before = everything[: options.articles]
    begun = time.process_time()
    stories = cluster_reports(before)
    print(f"{options.articles:,} reports by words: {time.process_time() - begun:.2f} s, {len(stories):,} stories")
    with tempfile.TemporaryDirectory() as folder:
        begun = time.process_time()
        first = resume_clustering(before, (), sentence_encoder(Path(folder)))
        print(f"with vectors, which are made: {time.process_time() - begun:.2f} s, {len(first.stories):,} stories")
        fresh = [replace(report) for report in everything]
        begun = time.process_time()
        after = resume_clustering(fresh, first.checkpoints, sentence_encoder(Path(folder))).stories
        print(f"{options.new} more: {time.process_time() - begun:.2f} s")
        assert after == cluster_reports(everything, sentence_encoder(Path(folder)))
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB, reports included")


if __name__ == "__main__":
    main()
