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


def test_the_index_tells_who_is_covered_now_and_who_rises(crowded: Any) -> None:
    sections = {
        section.css_first("h2").text(): texts(section, "li a") for section in crowded.page("topics").css("main section")
    }
    assert sections["Most covered now"][0] == "Guild of Pilots"
    assert "Nobody At All" not in sections["Most covered now"]
    assert "Ada Fiction" in sections["Rising"]
    assert "Odo Flinck" not in sections["Rising"]


def test_nobody_rises_in_an_archive_without_a_time_before(site: Any) -> None:
    headings = texts(site.page("topics"), "main h2")
    assert "Most covered now" in headings
    assert "Rising" not in headings


@pytest.mark.parametrize(("name", "letter"), [("élan", "E"), ("Жизнь", "Ж"), ("3M", "#"), ("", "#"), ("ßen", "S")])
def test_a_letter_is_one_letter_without_its_accent(name: str, letter: str) -> None:
    assert first_letter(name) == letter
