"""An archive of invented articles that changes by chance, in whatever order, and the index that follows it."""

import random
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

import numpy as np

from digest.stories.clustering.evidence.recent_rows import Integers
from digest.stories.clustering.evidence.recent_vectors import VECTOR_SIZE, Vector
from digest.stories.digests.ranking import RankingFeatures, RankingWeights
from digest.stories.index.report_table import StoryInput
from digest.stories.index.story_index import StoryIndex
from digest.stories.index.story_schema import SCHEMA
from digest.stories.reports import UNDATED, Report

BEGIN = datetime(2026, 3, 1, 8, tzinfo=UTC)
VOCABULARY = (
    "bridge harbour tram council strike pilot museum lighthouse orchard frost cello crane ferry budget school clinic "
    "virus vaccine storm flood minister verdict trial engine satellite glacier wolf bakery opera stadium referee "
    "tunnel reactor senator envoy treaty border refugee harvest drought wildfire auction painting quake rescue miner "
    "union wage pension visa passport zorblat quixel frumious velin mora grendle"
)
WORDS = VOCABULARY.split()
# What a state of the clustering or a cache of features has doesn't count: it may be from another way to the same end.
INTERNAL = ("story_clustering", "story_features")


@dataclass(frozen=True)
class Decisions:
    drop: tuple[str, ...] = ()
    split: tuple[str, ...] = ()
    merge: tuple[tuple[str, ...], ...] = ()
    pin: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()


class WordVectors:
    """An encoder whose vectors are the sums of vectors of words."""

    def expect(self, texts: Iterable[str]) -> None:
        list(texts)

    def vectors(self, texts: Sequence[str]) -> list[Vector]:
        return [self._vector(tuple(text.casefold().split())) for text in texts]

    def _vector(self, words: tuple[str, ...]) -> Vector:
        total: Integers = np.sum([_word_vector(word) for word in words], axis=0, dtype=np.int64)
        return np.clip(total, -127, 127).astype(np.int8)


@cache
def _word_vector(word: str) -> Vector:
    return np.random.default_rng(crc32(word.encode())).integers(-8, 9, VECTOR_SIZE).astype(np.int8)


class RandomArchive:
    """Articles of six subjects that come and go, by five sources. `index` is brought up to date by each change."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.inputs: dict[str, StoryInput] = {}
        self.decisions = Decisions()
        self.now, self.day = BEGIN, 0
        self.tz: tzinfo = UTC
        self.weights = RankingWeights()
        self.encoder: WordVectors | None = None
        self.database = new_database()
        self.index = StoryIndex(self.database)
        self._subjects = [self.chance.sample(WORDS, 7) for _ in range(6)]
        self._made = 0

    def step(self) -> None:
        """Some new articles, some changes of earlier ones, at times other decisions, and a later clock."""
        chance = self.chance
        self.day += chance.choice((0, 0, 1, 1, 2)) if chance.random() < 0.95 else 9
        changes: dict[str, StoryInput | None] = {}
        for _ in range(chance.randrange(20)):
            new = self._new()
            changes[new.report.id] = new
        for identity in chance.sample(sorted(self.inputs), min(len(self.inputs), chance.choice((0, 0, 1, 3)))):
            changes[identity] = self._changed(self.inputs[identity])
        kept = {identity: change for identity, change in changes.items() if change}
        self.inputs = {identity: one for identity, one in self.inputs.items() if identity not in changes} | kept
        if self.inputs and chance.random() < 0.4:
            self.decisions = self._decisions()
        self.now = BEGIN + timedelta(days=self.day, hours=chance.uniform(-6, 12))
        self.tz = chance.choice((UTC, ZoneInfo("America/New_York"))) if chance.random() < 0.05 else self.tz
        self.weights = RankingWeights(sources=2.0) if chance.random() < 0.05 else self.weights
        self.encoder = chance.choice((None, WordVectors())) if chance.random() < 0.1 else self.encoder
        self.update(self.index, changes.items())

    def update(self, index: StoryIndex, changes: Iterable[tuple[str, StoryInput | None]]) -> None:
        index.update(
            changes,
            decisions=self.decisions,
            now=self.now,
            tz=self.tz,
            weights=self.weights,
            encoder=self.encoder,
        )

    def made_anew(self) -> sqlite3.Connection:
        """The tables of an index that is made of the articles as they are now."""
        database = new_database()
        self.update(StoryIndex(database), self.chance.sample(sorted(self.inputs.items()), len(self.inputs)))
        return database

    def _new(self) -> StoryInput:
        chance = self.chance
        self._made += 1
        if chance.random() < 0.05:
            self._subjects[chance.randrange(6)] = chance.sample(WORDS, 7)
        subject, source = chance.choice(self._subjects), f"s{chance.randrange(5)}"
        late = 0 if chance.random() < 0.8 else chance.randrange(12)
        date = BEGIN + timedelta(days=self.day - late, hours=chance.uniform(-20, 10))
        title, text = " ".join(chance.sample(subject, 4)), " ".join([*chance.sample(subject, 6), *self._some(14)])
        if chance.random() < 0.1:
            title = chance.choice(("The papers, 3 March", "Morning briefing", "Live: storm updates"))
        if chance.random() < 0.1:
            text = chance.choice(("A stock text of a column that stands above each of its editions of the week.", ""))
        identity = f"{chance.choice('abc')}{self._made:04}{chance.choice(('', '.md'))}"
        link = chance.choice(("", f"https://{source}.test/{'-'.join(subject[:4])}"))
        actors = tuple(chance.sample(("Ada Velin", "Mora Council", "Grendle"), chance.randrange(3)))
        report = Report(identity, f"{title} {chance.choice(WORDS)}", text, date, source, link, actors)
        if self.inputs and chance.random() < 0.12:
            before = chance.choice(list(self.inputs.values())).report
            if before.date > UNDATED:
                later = timedelta(hours=chance.choice((0, chance.uniform(0, 30))))
                report = replace(before, id=identity, date=before.date + later)
        return self._input(replace(report, date=UNDATED) if chance.random() < 0.02 else report)

    def _changed(self, before: StoryInput) -> StoryInput | None:
        report, chance = before.report, self.chance
        return chance.choice(
            (
                None,
                before,
                self._input(report),
                replace(before, report=replace(report, title=f"{report.title} {chance.choice(WORDS)}")),
                replace(before, report=replace(report, text=" ".join(self._some(20)))),
                replace(before, report=replace(report, source=f"s{chance.randrange(5)}")),
                replace(before, report=replace(report, date=BEGIN + timedelta(days=self.day * chance.random()))),
            )
        )

    def _input(self, report: Report) -> StoryInput:
        followed = tuple(self.chance.sample(("Ada Velin", "Grendle"), self.chance.randrange(3)))
        features = RankingFeatures(followed, self.chance.randrange(3), self.chance.random() > 0.1)
        return StoryInput(report, features, f"/page/{report.id}/")

    def _decisions(self) -> Decisions:
        chance = self.chance
        slugs = [slug for (slug,) in self.database.execute("SELECT slug FROM story_clustered ORDER BY slug")]
        names = [*(f"page/{identity}" for identity in chance.sample(sorted(self.inputs), 1)), *slugs, "stories/none"]

        def some(most: int) -> tuple[str, ...]:
            return tuple(chance.choice(names) for _ in range(chance.randrange(most)))

        leads = tuple(f"page/{identity}" for identity in chance.sample(sorted(self.inputs), 3))
        return Decisions(some(2), some(3), tuple(some(4) for _ in range(chance.randrange(3))), some(2), leads)

    def _some(self, number: int) -> list[str]:
        return self.chance.choices(WORDS, k=number)


def new_database() -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.executescript(SCHEMA)
    return database


def rows(database: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each table, without those that are internal, and without the numbers that SQLite gives."""
    tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    found = {}
    for (table,) in tables:
        if table not in INTERNAL:
            columns = [name for _, name, *_ in database.execute(f"PRAGMA table_info({table})") if name != "number"]
            found[table] = sorted(database.execute(f"SELECT {', '.join(columns)} FROM {table}"), key=repr)
    return found
