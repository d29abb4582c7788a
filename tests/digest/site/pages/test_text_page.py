"""The editor's own pages, and the page of an address that doesn't exist."""

from typing import Any


def test_an_editors_page_has_its_text_and_stands_in_the_colophon(site: Any) -> None:
    page = site.page("about")
    assert page.css_first("h1").text() == "About"
    assert "What this is." in page.css_first(".prose").text()
    assert "/about/" in [node.attributes["href"] for node in page.css("footer a")]


def test_a_missing_page_leads_to_the_front_page_and_to_what_is_latest(site: Any) -> None:
    page = site.page("404.html")
    assert page.css_first("a.button").attributes["href"] == "/"
    assert page.css(".river li")
