"""The index of topics, in a small real site."""

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from digest.site.pages.topic_index_page import first_letter


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def test_the_index_has_everybody_from_a_to_z(crowded: Any) -> None:
    page = crowded.page("topics")
    names = texts(page, "#a-to-z dd a")
    assert names == sorted(names, key=str.casefold)
    assert {"Ada Fiction", "Guild of Pilots", "Nobody At All", "Odo Flinck"} <= set(names)
    assert texts(page, "#a-to-z dt")[0] == "A"


def test_the_index_tells_who_is_covered_now_and_marks_who_rises(crowded: Any) -> None:
    rows = crowded.page("topics").css("#now li")
    names = [row.css_first("a bdi").text() for row in rows]
    assert names[0] == "Guild of Pilots"
    assert "Nobody At All" not in names
    rising = {row.css_first("a bdi").text() for row in rows if "↑" in row.text()}
    assert "Ada Fiction" in rising
    assert "Odo Flinck" not in rising
    followed = {row.css_first("a bdi").text() for row in rows if row.css("a.followed")}
    assert followed == {"Guild of Pilots", "Odo Flinck"}


def test_nobody_rises_in_an_archive_without_a_time_before(site: Any) -> None:
    page = site.page("topics")
    assert page.css("#now li")
    assert "↑" not in page.css_first("#now").text()


def test_the_index_tells_who_appears_with_whom(crowded: Any) -> None:
    page = crowded.page("topics")
    rows = dict(zip(texts(page, "#together dt"), texts(page, "#together dd"), strict=True))
    assert "Ada Fiction (4)" in rows["Guild of Pilots"]
    assert "Guild of Pilots (4)" in rows["Ada Fiction"]


@pytest.mark.parametrize(("name", "letter"), [("élan", "E"), ("Жизнь", "Ж"), ("3M", "#"), ("", "#"), ("ßen", "S")])
def test_a_letter_is_one_letter_without_its_accent(name: str, letter: str) -> None:
    assert first_letter(name) == letter
