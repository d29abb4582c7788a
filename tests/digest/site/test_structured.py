"""What machines read: data in pages, the sitemap, robots.txt."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.site.structured import embedded

LISTED = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def data_of(site: Any, path: str) -> Any:
    [node] = site.page(path).css("script")
    assert node.attributes == {"type": "application/ld+json"}
    return json.loads(node.text())


@given(st.text())
def test_no_text_can_end_the_element_and_all_of_it_comes_back(text: str) -> None:
    data = str(embedded({"name": text}))
    assert not set("<>&\u2028\u2029") & set(data)
    assert json.loads(data)["name"] == text.encode("utf-8", "replace").decode("utf-8")


@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", "<!--<script>", '"}]}</SCRIPT ><img src=x>'])
def test_a_title_cannot_break_out_of_the_data(new_site: Callable[[], Any], title: str) -> None:
    site = new_site()
    site.add("2023/07/20/hostile", "lantern", title, "09:00", "The Guild of Pilots says nothing.\n", Authors=title)
    site.build()
    for path in ("2023/07/20/hostile", "2023/07/20", "topics/guild-of-pilots"):
        assert title in json.dumps(data_of(site, path), ensure_ascii=False).replace('\\"', '"')
    assert data_of(site, "2023/07/20/hostile")["headline"] == title


def test_an_article_names_its_publisher_and_its_original(site: Any) -> None:
    data = data_of(site, "2023/07/19/pilots-strike")
    assert data["@type"] == "NewsArticle"
    assert data["publisher"]["name"] == "Northern Wire"
    assert data["publisher"]["url"] == "https://north.example/"
    assert data["isBasedOn"] == "https://northern-wire.example/pilots-strike"
    assert data["datePublished"] == "2023-07-19T09:12:00Z"


def test_digests_and_actors_are_lists(site: Any) -> None:
    day = data_of(site, "2023/07/19")
    assert day["@type"] == "CollectionPage"
    assert [one["position"] for one in day["mainEntity"]["itemListElement"]] == [1]
    actor = data_of(site, "topics/odo-flinck")
    assert actor["about"] == [
        {"@type": "Person", "name": "Odo Flinck", "url": "http://localhost:8000/topics/odo-flinck/"}
    ]
    assert actor["mainEntity"]["numberOfItems"] == 2
    assert "mainEntity" not in data_of(site, "topics/nobody-at-all")


def listed(site: Any) -> dict[str, str | None]:
    """Addresses with their dates, from all parts of the sitemap."""
    found = {}
    for part in ET.parse(site.output / "sitemap.xml").getroot():
        path = (part.findtext(f"{LISTED}loc") or "").removeprefix("http://localhost:8000/")
        for row in ET.parse(site.output / path).getroot():
            address = (row.findtext(f"{LISTED}loc") or "").removeprefix("http://localhost:8000/")
            found[address] = row.findtext(f"{LISTED}lastmod")
    return found


def test_the_sitemap_lists_canonical_pages_with_the_dates_of_their_content(site: Any) -> None:
    found = listed(site)
    assert found["2023/07/19/"] == "2023-07-19T12:00:00Z"
    assert found["topics/odo-flinck/"] == "2023-07-19T10:40:00Z"
    assert found["topics/nobody-at-all/"] is None
    assert found["2023/07/19/pilots-strike/"] == "2023-07-19T09:12:00Z"
    assert "2023/07/19/ships-wait/" not in found  # an excerpt: its canonical address is the original's
    for path in found:
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


def test_robots_know_where_the_sitemap_is(site: Any) -> None:
    text = (site.output / "robots.txt").read_text(encoding="utf-8")
    assert "Sitemap: http://localhost:8000/sitemap.xml" in text.splitlines()
