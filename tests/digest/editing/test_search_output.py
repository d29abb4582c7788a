"""What a search prints commands no terminal and no spreadsheet, and gives every passage as it stands in its text."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from digest.archive.index_file import INDEX_FILE, IndexFile
from digest.archive.model.article_body import read_body
from digest.editing.__main__ import main
from tests.digest.archive.small_archives import inputs_of, update
from tests.digest.archive.small_records import NORTH, SOUTH, article

TEXT = "+1 \x1b[31mferry\x9b2J\u202e sails, =HYPERLINK() says a €uro ferry."


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    hostile = replace(article(1, NORTH), headline='=cmd|"x\x07\nFerry', body=read_body(f"<p>{TEXT}</p>"))
    plain = replace(article(2, SOUTH), headline="A ferry", body=read_body("<p>It sails.</p>"))
    index = IndexFile(tmp_path / INDEX_FILE)
    update(index, [hostile, plain], inputs_of(sources={"north": NORTH}))
    index.close()
    return tmp_path


def _search(cache: Path, *arguments: str) -> int:
    return main(["search", *arguments, "--cache", str(cache), "--content", str(cache)])


def test_a_line_of_text_has_no_control_characters(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _search(cache, "ferry OR sails") == 0
    out = capsys.readouterr().out
    assert all(line.isprintable() for line in out.split("\n"))
    assert out.startswith("2023-07-02  Southern Post: A ferry\n    2023/07/02/a/\n    headline 0-7: A [ferry]\n")
    assert "[ferry]" in out


def test_json_gives_passages_by_their_offsets(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _search(cache, "--format", "json", "ferry") == 0
    out = capsys.readouterr().out
    assert out.isascii()
    assert all(char.isprintable() or char == "\n" for char in out)
    result = json.loads(out)
    assert result["complete"] is True
    assert [hit["source"] for hit in result["hits"]] == ["Southern Post", "Northern Wire"]
    (passage,) = result["hits"][1]["passages"]
    text = read_body(f"<p>{TEXT}</p>").text
    assert passage["text"] == text[passage["start"] : passage["end"]]
    assert [text[start:end] for start, end in passage["marks"]] == ["ferry"]


def test_csv_has_a_row_for_each_passage_and_no_formula(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _search(cache, "--format", "csv", "ferry") == 0
    out = capsys.readouterr().out
    assert all(char.isprintable() or char == "\n" for char in out)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["source"], row["in"]) for row in rows] == [("Southern Post", "headline"), ("Northern Wire", "text")]
    assert rows[1]["headline"].startswith("'=cmd|")
    assert rows[1]["passage"].startswith("'+1 ")


def test_nothing_found_and_a_wrong_query_are_told(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _search(cache, "zeppelin") == 1
    assert capsys.readouterr().err == "no article has that\n"
    assert _search(cache, "speaks:Nobody OR source:nort\u202e OR section:Securty") == 1
    assert capsys.readouterr().err == (
        "no article names 'Nobody'; there is no source 'nort\\u202e'; did you mean 'north'?; "
        "there is no section 'Securty'; did you mean 'Security'?\n"
    )
    assert _search(cache, '"ferry') == 2
    assert "at character 1 of the query: expected a second quotation mark" in capsys.readouterr().err
    assert _search(cache, "--limit", "1", "ferry") == 0
    assert capsys.readouterr().out.count("2023/07") == 1


def test_no_syntax_of_the_index_is_understood(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for query in (
        "ferry NEAR sails",
        "headline:ferry",
        "{text}: ferry",
        'ferry* + "',
        "'; DROP TABLE words; --",
        "^ferry",
    ):
        assert _search(cache, query) in (0, 1, 2)
        err = capsys.readouterr().err
        assert "fts5" not in err
        assert "syntax error" not in err
    assert _search(cache, "ferry") == 0
