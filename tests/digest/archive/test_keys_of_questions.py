"""Where a question has another answer than before, one of the keys that it had then is among those that have changed.

Else a page that asked it would stay as it was. Here are the questions whose answers old articles change: those of which
only their own page goes, and those that go altogether.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from digest.archive.index_file import IndexFile
from digest.archive.model.article import Article
from digest.archive.questions.archive import Archive
from incremental.write.questions import AskedSubject, Noted

from .small_archives import inputs_of, update
from .small_records import SETTINGS
from .test_index_update import STEPS, _expire

JULY = tuple(date(2023, 7, day) for day in range(1, 13))
LISTS = ("all", "quotes", "source/north", "source/east", "section/security", "section/world", "topic/ada")


def questions() -> Iterator[tuple[str, tuple[Any, ...]]]:
    for number in range(1, 13):
        for name in ("articles.with_id", "events.of", "articles.first_issue", "articles.issued_again"):
            yield name, (f"news/{number}.md",)
    for listed in LISTS:
        yield "articles.newest", (listed, 9)
        yield "articles.of_period", (listed, "2023-07")
        yield "articles.of_period", (listed, "2023-07-03")
        yield "articles.months", (listed,)
        yield "articles.first_day", (listed,)
        yield "articles.all_days", (listed,)
        yield "articles.weekly_counts", (listed, date(2023, 7, 9))
        yield "articles.modified", (listed, "2023-07")
        yield "events.latest_in", (listed, date.max, 5)
    for day in JULY:
        yield "events.on", (day,)
        yield "events.outline", (day,)
        yield "quotes.speakers_on", (day,)
        yield "expired.on", (day.isoformat(),)
    yield "events.days_of_month", ("2023-07",)
    for name in ("events.days", "expired.days", "topics.all"):
        yield name, ()
    for source in ("north", "east"):
        yield "events.first_reported", (source,)
    yield "events.newest", (9,)
    for name in ("articles.canonical_in", "articles.lists_in", "articles.addresses_in"):
        yield name, ("2023-07",)
    yield "articles.sitemap_months", ()
    for slug in ("ada", "ada-fiction", "fiction", "council", "neverhaven"):
        yield "quotes.by", (slug, 9)
        yield "quotes.about", (slug, 9)
        yield "topics.companions", (slug, 9)
        yield "topics.companion_initials", (slug, 9, 1)
        yield "topics.companions_with", (slug, 9, "N")
        for other in {"council", "neverhaven", "orlenko"} - {slug}:
            yield "topics.newest_together", (slug, other, 9)
        yield "topics.with_slug", (slug,)
        yield "topics.actor", (slug,)
    yield "topics.pairs", (("ada", "council", "evgeny-orlenko", "yevgeny-orlenko", "neverhaven", "orlenko"), 1, 9, 9)
    yield "topics.most_named", ("source/north", 9)
    yield "topics.modified", ()


def answers(archive: Archive) -> dict[tuple[str, tuple[Any, ...]], Noted | None]:
    """The answer to each question as a page notes it; None where there is nothing to answer it."""
    asked = AskedSubject(archive)

    def answer(name: str, arguments: tuple[Any, ...]) -> Noted | None:
        try:
            return asked.answer(name, arguments).noted
        except LookupError:
            return None

    return {question: answer(*question) for question in questions()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys")


@given(st.lists(STEPS, min_size=3, max_size=6))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate,))
def test_another_answer_has_a_key_that_has_changed(folder: Path, steps: list[Any]) -> None:
    index = IndexFile(folder / "index.sqlite")
    index.begin_anew("test")
    there: dict[str, Article] = {}
    before: dict[Any, Noted | None] = {}
    version = ""
    for articles, gone, actors, kept, decisions, corrections, watches, now, rules, expired in steps:
        there |= {article.id: article for article in articles}
        removed = [id_ for number in gone if (id_ := f"news/{number}.md") in there]
        for id_ in removed:
            del there[id_]
        clock = replace(SETTINGS, now=now, content=folder / "content")
        _expire(clock.content, expired)
        read = [article for article in articles if article.id in there]
        inputs = inputs_of(actors, kept, {}, decisions, corrections, watches, rules)
        update(index, read, inputs, removed, clock, known=there.values())
        now_answered = answers(Archive(index, clock, actors))
        changed = index.changed_since(version) if version else None
        for question, noted in now_answered.items():
            former = before.get(question)
            if former is None or changed is None or (noted and noted.digest == former.digest):
                continue
            assert former.keys is None or changed & set(former.keys), question
        before, version = now_answered, index.version
