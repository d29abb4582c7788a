"""The front page of a small real site."""

from typing import Any

from selectolax.lexbor import LexborHTMLParser


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def test_the_front_page_shows_one_story_once_with_its_sources(site: Any) -> None:
    page = site.page("index.html")
    assert len(texts(page, ".lead h3")) == 1
    assert "3 sources" in texts(page, ".five > .evidence")[0]
    shown = [title for title in texts(page, "h2 a, h3 a, .river li > a") if "strike" in title.lower()]
    assert len(shown) == 1
