"""Joining 10,000 reports, and 50 new ones onto them: seconds of processor time and peak memory, on one core.

    python tests/benchmarks/stories.py [--articles 10000] [--new 50]

Of the stems of news, 10 in a title and 50 in a text, with the frequencies of a language (Zipf's law); three reports or
so on each event, a hundred a day. The first figure is that without sentence vectors, the second that of a first build,
the third that of bringing the index of stories up to date, which has the vectors of the others: its stories are those
of an index that begins anew.
"""

import argparse
import random
import resource
import sqlite3
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "plugins"))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from digest.stories.clustering.evidence.sentence_vectors import SentenceEncoder, sentence_encoder
from digest.stories.clustering.report_clustering import cluster_reports
from digest.stories.digests.ranking import RankingFeatures
from digest.stories.index.report_table import StoryInput
from digest.stories.index.story_index import StoryIndex
from digest.stories.index.story_schema import SCHEMA
from digest.stories.reports import Report
from tests.benchmarks.story_index import NoDecisions

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


def new_index() -> StoryIndex:
    database = sqlite3.connect(":memory:")
    database.executescript(SCHEMA)
    return StoryIndex(database)


def update(index: StoryIndex, new: list[Report], encoder: SentenceEncoder | None) -> float:
    """The seconds of processor time that an update takes."""
    inputs = [(one.id, StoryInput(one, RankingFeatures(()), f"{one.id}/")) for one in new]
    begun = time.process_time()
    index.update(inputs, decisions=NoDecisions(), now=new[-1].date, tz=UTC, encoder=encoder)
    return time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--new", type=int, default=50)
    options = parser.parse_args()
    everything = reports(options.articles + options.new)
    before, new = everything[: options.articles], everything[options.articles :]
    begun = time.process_time()
    stories = cluster_reports(before)
    print(f"{options.articles:,} reports by words: {time.process_time() - begun:.2f} s, {len(stories):,} stories")
    with tempfile.TemporaryDirectory() as folder:
        begun = time.process_time()
        stories = cluster_reports(before, sentence_encoder(Path(folder)))
        print(f"with vectors, which are made: {time.process_time() - begun:.2f} s, {len(stories):,} stories")
        index = new_index()
        seconds = update(index, before, sentence_encoder(Path(folder)))
        print(f"the index of stories, with vectors that are there: {seconds:.2f} s")
        print(f"{options.new} more: {update(index, new, sentence_encoder(Path(folder))):.2f} s")
        print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB, reports included")
        fresh = new_index()
        update(fresh, everything, sentence_encoder(Path(folder)))
        assert clustered(index) == clustered(fresh)


def clustered(index: StoryIndex) -> list[object]:
    """The events of each day, with their stories."""
    return [(day, index.events_of_day(day)) for day in index.days()]


if __name__ == "__main__":
    main()
