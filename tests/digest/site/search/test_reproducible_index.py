"""What pagefind makes of records, in a form that depends on the records alone."""

import gzip
import json
from pathlib import Path

import pytest

from digest.site.search import pagefind
from digest.site.search.reproducible_index import make_canonical
from digest.site.search.search_records import SearchRecord

from .small_search_records import record


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
