"""The index of stories: a build of all articles, then updates with 50 new ones at the end, and an edit a week back.

    python tests/benchmarks/story_index.py [--articles 100000] [--a-day 1500] [--new 50] [--file FILE]

Seconds of processor time on one core without sentence vectors, peak memory, and the size of the tables. Reports are of
words of English news with their frequencies, some 60 each; three reports or so on each event, by thirty sources. They
are made as they are taken, so the peak is that of the index.
"""

import argparse
import math
import random
import resource
import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "plugins"))

from digest.stories.clustering.evidence.news_rarity import ENGLISH, _table
from digest.stories.digests.ranking import RankingFeatures
from digest.stories.index.report_table import StoryInput
from digest.stories.index.story_index import StoryIndex
from digest.stories.index.story_schema import SCHEMA
from digest.stories.reports import Report

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class NoDecisions:
    drop: tuple[str, ...] = ()
    split: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    merge: tuple[tuple[str, ...], ...] = ()
    pin: tuple[str, ...] = ()


class Newsroom:
    """Makes the report with any number."""

    def __init__(self, a_day: int) -> None:
        self._every = timedelta(days=1) / a_day
        rarities = _table()[ENGLISH][1]
        self._words = sorted(rarities)
        self._weights = list(accumulate(math.exp(-rarities[word] / 1000) for word in self._words))

    def date(self, number: int) -> datetime:
        return BEGIN + number * self._every

    def article(self, number: int) -> tuple[str, StoryInput]:
        event, chance = random.Random(f"event {number // 3}"), random.Random(f"report {number}")
        own = event.choices(self._words, cum_weights=self._weights, k=40)
        rare = event.sample(self._words, 6)

        def some(rarest: int, length: int) -> str:
            others = chance.choices(self._words, cum_weights=self._weights, k=length)
            return " ".join([*chance.sample(rare, rarest), *chance.sample(own, length), *others])

        identity = f"{number:07}.md"
        actors = (f"Actor {number % 400}", "Velin")
        report = Report(identity, some(3, 3), some(4, 25), self.date(number), f"source-{number % 30}", "", actors)
        return identity, StoryInput(report, RankingFeatures(actors[:1] if number % 7 == 0 else ()), f"{number:07}/")

    def articles(self, numbers: Iterable[int]) -> Iterator[tuple[str, StoryInput]]:
        return map(self.article, numbers)


def update(index: StoryIndex, changes: Iterable[tuple[str, StoryInput | None]], now: datetime) -> float:
    """The seconds of processor time that an update takes."""
    begun = time.process_time()
    index.update(changes, decisions=NoDecisions(), now=now, tz=UTC)
    index._database.commit()
    return time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--a-day", type=int, default=1_500)
    parser.add_argument("--new", type=int, default=50)
    parser.add_argument("--file", default=":memory:")
    options = parser.parse_args()
    newsroom, number = Newsroom(options.a_day), options.articles
    database = sqlite3.connect(options.file)
    database.execute("PRAGMA synchronous = OFF")
    if not database.execute("SELECT 1 FROM sqlite_master").fetchone():
        database.executescript(SCHEMA)
    index = StoryIndex(database)
    (kept,) = database.execute("SELECT count(*) FROM story_reports").fetchone()
    if kept < number:
        seconds = update(index, newsroom.articles(range(kept, number)), newsroom.date(number))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{number - kept:,} articles: {seconds:.2f} s, peak memory {peak:.0f} MiB")
    number = max(kept, number)
    for _ in range(3):
        before = database.total_changes
        new = list(newsroom.articles(range(number, number + options.new)))
        number += options.new
        seconds = update(index, new, newsroom.date(number))
        print(f"{options.new} new: {seconds:.3f} s, {database.total_changes - before:,} rows written")
    identity, article = newsroom.article(number - 7 * options.a_day)
    edited = replace(article, report=replace(article.report, title=f"{article.report.title} again"))
    print(f"one edit a week back: {update(index, [(identity, edited)], newsroom.date(number)):.3f} s")
    print(f"nothing new: {update(index, [], newsroom.date(number)):.3f} s")
    (pages,), (size,) = (database.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    print(f"{pages * size / 2**20:.0f} MiB of tables")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
