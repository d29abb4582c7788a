"""What the search holds, in which parts, and what happens when it can't be made."""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.site.search import pagefind
from digest.site.search.pagefind import SearchError
from digest.site.search.reproducible_index import make_canonical
from digest.site.search.search_parts import search_parts
from digest.site.search.search_records import SearchRecord

TODAY = date(2023, 7, 19)


def record(number: int, day: date = TODAY, **fields: Any) -> SearchRecord:
    made = SearchRecord(
        path=f"{day:%Y/%m/%d}/report-{number}/",
        headline=f"Report {number}",
        text=f"Harbourmaster number {number} speaks of ships and pilots",
        lang="en",
        day=day,
        source=f"Source {number % 7}",
        section=f"Section {number % 3}",
        actors=tuple(f"Actor {number % other}" for other in (5, 11, 13)),
    )
    return replace(made, **fields)


def newest_first(days: list[int]) -> list[SearchRecord]:
    ordered = sorted(days, reverse=True)
    return [record(number, date(1970, 1, 1) + timedelta(days=day)) for number, day in enumerate(ordered)]


@given(st.lists(st.integers(-400_000, 400_000), max_size=60), st.integers(1, 8))
def test_parts_hold_every_record_once_in_order(days: list[int], limit: int) -> None:
    records = newest_first(days)
    parts = search_parts(records, limit)
    assert [one for part in parts for one in part.records] == records
    assert len({part.name for part in parts}) == len(parts)
    inside = [part for part in parts if part.name != "1970-01-01-1" and not part.name.startswith("2149-06-06")]
    assert all(len(part.records) <= limit or part.first == part.last for part in inside)


def test_a_new_record_changes_one_part() -> None:
    random = Random(4)
    days = [random.randrange(18_000, 20_000) for _ in range(500)]
    records = newest_first(days)
    before = {part.name: part.records for part in search_parts(records, 40)}
    for day in (18_000, 19_000, 19_999):
        fresh = record(1_000, date(1970, 1, 1) + timedelta(days=day))
        after = search_parts(sorted([*records, fresh], key=lambda one: one.day, reverse=True), 40)
        changed = [part for part in after if before.get(part.name) != part.records]
        assert len(changed) <= 2  # two where the part is halved
        assert sum(fresh in part.records for part in changed) == 1


def indexed(folder: Path, records: list[SearchRecord]) -> dict[str, bytes]:
    pagefind.index(pagefind.program(), records, folder, "en")
    make_canonical(folder)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    """pagefind itself writes filters in another order each time."""
    records = [record(number) for number in range(60)]
    made = [indexed(tmp_path / name, records) for name in "abc"]
    assert made[0] == made[1] == made[2]
    assert not [name for name in made[0] if "ui" in name]


def test_a_record_that_pagefind_refuses_is_named_and_the_rest_can_be_found(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    files = indexed(tmp_path / "index", [record(1), record(2, headline="\ud800 alone"), record(3)])
    assert len([name for name in files if name.startswith("fragment/")]) == 2
    assert "2023/07/19/report-2/ can't be found by the search" in caplog.text


@pytest.mark.parametrize(
    ("headline", "text"), [("Ferry strike ends", ""), ("Ferry strike ends", "…"), ("?!", "—"), ("", "")]
)
def test_a_part_of_one_record_without_words_of_its_own_is_an_index_too(
    tmp_path: Path, headline: str, text: str
) -> None:
    """pagefind leaves out what has no content, and an index of nothing has no language."""
    files = indexed(tmp_path / "index", [record(1, headline=headline, text=text)])
    [fragment] = [data for name, data in files.items() if name.startswith("fragment/")]
    content = json.loads(gzip.decompress(fragment).removeprefix(b"pagefind_dcd"))["content"]
    assert content == (headline if headline.startswith("Ferry") else "Source 1")


def script(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "pagefind"
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


@pytest.mark.parametrize("text", ["exit 3", "echo bm90aGluZw==,; sleep 5", "printf %s W10=,; sleep 5"])
def test_a_program_that_fails_says_so(tmp_path: Path, text: str) -> None:
    with pytest.raises(SearchError, match="pagefind"):
        pagefind.index(script(tmp_path, text), [record(1)], tmp_path / "out", "en")


def test_a_program_that_does_not_answer_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind, "ANSWER_S", 0.1)
    with pytest.raises(SearchError, match="no answer"):
        pagefind.index(script(tmp_path, "exec sleep 30"), [record(1)], tmp_path / "out", "en")


def test_only_what_changed_is_indexed_again(new_site: Callable[[], Any]) -> None:
    site = new_site()
    assert site.build().built.search.indexed == 1
    again = site.build().built.search
    assert (again.parts, again.indexed, again.records) == (1, 0, 4)
    site.add("2023/07/20/talks", "lantern", "Talks in Neverhaven", "07:30", "Odo Flinck has news.\n")
    assert site.build().built.search.indexed == 1
    assert len(list((site.cache / "search").iterdir())) == 2  # one index, and the list of the parts
    assert len(list((site.output / "search/index").rglob("*.pf_fragment"))) == 5


def test_an_excerpt_can_be_found_by_what_is_shown_and_by_nothing_else(new_site: Callable[[], Any]) -> None:
    site = new_site()
    tail = " ".join(f"hidden{number}" for number in range(50))
    body = f"{' '.join(['Shown'] * 120)} {tail} “I have forty captains asking me,” said Odo Flinck.\n"
    site.add("2023/07/21/long", "lantern", "A long report", "08:00", body)
    site.build()
    shown = b"".join(_unpacked(file) for file in (site.output / "search/index").rglob("*.pf_fragment"))
    assert b"Shown" in shown
    assert b"forty captains asking" in shown
    assert b"hidden" not in shown


def _unpacked(file: Path) -> bytes:
    return gzip.decompress(file.read_bytes())


def test_a_site_without_its_search_is_built_and_tried_again(
    new_site: Callable[[], Any], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    site = new_site()
    monkeypatch.setattr(pagefind, "program", lambda: script(tmp_path, '[ "$1" = --version ] && echo pagefind 0'))
    report = site.build()
    assert "The search lacks 2023-07-18 to 2023-07-19: pagefind ended" in caplog.text
    assert "1 failed" in str(report)
    assert site.page("search/").css_first("h1").text() == "Search"
    assert not (site.cache / "build.snapshot").exists()
    monkeypatch.undo()
    assert site.build().built.search.failed == ()
    assert (site.output / "search/index/parts.json").is_file()
