"""The sitemap of a small real site, and robots.txt."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

LISTED = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def listed(site: Any) -> dict[str, str | None]:
    """Addresses with their dates, from all parts of the sitemap."""
    dates = {}
    for part in ET.parse(site.output / "sitemap.xml").getroot():
        path = (part.findtext(f"{LISTED}loc") or "").removeprefix("http://localhost:8000/")
        for row in ET.parse(site.output / path).getroot():
            address = (row.findtext(f"{LISTED}loc") or "").removeprefix("http://localhost:8000/")
            dates[address] = row.findtext(f"{LISTED}lastmod")
    return dates


def test_the_sitemap_lists_canonical_pages_with_the_dates_of_their_content(site: Any) -> None:
    dates = listed(site)
    assert dates["2023/07/19/"] == "2023-07-19T12:00:00Z"
    assert dates["topics/odo-flinck/"] == "2023-07-19T10:40:00Z"
    assert dates["topics/nobody-at-all/"] is None
    assert dates["2023/07/19/pilots-strike/"] == "2023-07-19T09:12:00Z"
    assert "2023/07/19/ships-wait/" not in dates  # an excerpt: its canonical address is the original's
    for path in dates:
        page = site.page(path or "index.html")
        assert page.css_first("link[rel=canonical]").attributes["href"] == f"http://localhost:8000/{path}"
        assert page.css_first("meta[name=robots]") is None


def test_every_page_is_listed_but_those_that_say_no(site: Any) -> None:
    pages = set()
    for file in site.output.rglob("*.html"):
        path = file.relative_to(site.output).as_posix().removesuffix("index.html")
        page = site.page(file.relative_to(site.output).as_posix())
        if page.css_first(f"link[rel=canonical][href='http://localhost:8000/{path}']"):
            pages.add(path)
    assert pages - set(listed(site)) == {"404.html"}


def test_a_new_article_leaves_the_sitemaps_of_other_months(new_site: Callable[[], Any]) -> None:
    site = new_site()
    site.build()
    july = (site.output / "sitemaps/2023-07.xml").read_bytes()
    site.add("2023/08/02/august", "northern-wire", "It is August", "09:00", "It rains.\n")
    site.build()
    assert (site.output / "sitemaps/2023-07.xml").read_bytes() == july
    assert "2023/08/02/august/" in listed(site)


def test_the_index_names_as_many_parts_as_there_are_rows_and_when_the_last_was_modified(
    new_site: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = new_site()
    whole.build()
    monkeypatch.setattr(import_module("digest.site.syndication.sitemap"), "MAX_ADDRESSES", 3)
    site = new_site()
    site.build()
    assert listed(site) == listed(whole)
    files = sorted(f"sitemaps/{file.name}" for file in (site.output / "sitemaps").iterdir())
    index = ET.parse(site.output / "sitemap.xml").getroot()
    assert sorted((part.findtext(f"{LISTED}loc") or "").partition(":8000/")[2] for part in index) == files
    for part in ET.parse(whole.output / "sitemap.xml").getroot():
        path = (part.findtext(f"{LISTED}loc") or "").partition(":8000/")[2]
        rows = ET.parse(whole.output / path).getroot()
        assert part.findtext(f"{LISTED}lastmod") == max(row.findtext(f"{LISTED}lastmod") or "" for row in rows)


def test_robots_know_where_the_sitemap_is(site: Any) -> None:
    text = (site.output / "robots.txt").read_text(encoding="utf-8")
    assert "Sitemap: http://localhost:8000/sitemap.xml" in text.splitlines()
