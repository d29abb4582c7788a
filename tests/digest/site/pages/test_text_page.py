"""The editor's own pages, and the page of an address that doesn't exist."""

import re
from typing import Any

from digest.archive.model.addresses import OWN_FOLDERS


def test_an_editors_page_has_its_text_and_stands_in_the_colophon(site: Any) -> None:
    page = site.page("about")
    assert page.css_first("h1").text() == "About"
    assert "What this is." in page.css_first(".prose").text()
    assert "/about/" in [node.attributes["href"] for node in page.css("footer a")]


def test_a_missing_page_leads_to_the_front_page_and_to_what_is_latest(site: Any) -> None:
    page = site.page("404.html")
    assert page.css_first("a.button").attributes["href"] == "/"
    assert page.css(".river li")


def test_the_folders_of_a_site_are_days_editors_pages_or_among_those_that_no_such_page_can_have(site: Any) -> None:
    pages = {file.stem for file in (site.content / "pages").glob("*.md")}
    folders = {folder.name for folder in site.output.iterdir() if folder.is_dir()}
    own = {name for name in folders - pages if not re.fullmatch(r"\d{4}", name)}
    assert {"topics", "theme", "search"} <= own
    assert {f"{name}/" for name in own} <= set(OWN_FOLDERS)
