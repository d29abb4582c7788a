"""What machines read: data in pages, the sitemap, robots.txt."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from digest.site.components.structured_data import embedded

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


def test_no_words_of_a_stranger_break_out_of_the_data(new_site: Callable[[], Any]) -> None:
    site = new_site()
    titles = ("</script><script>alert(1)</script>", "<!--<script>", '"}]}</SCRIPT ><img src=x>')
    for number, title in enumerate(titles):
        fields = {"Authors": title, "Category": title, "Tags": title, "Summary": title}
        body = "The Guild of Pilots says nothing.\n"
        site.add(f"2023/07/20/hostile-{number}", "lantern", title, f"09:0{number}", body, **fields)
    site.build()
    for number, title in enumerate(titles):
        data = data_of(site, f"2023/07/20/hostile-{number}")
        assert (data["headline"], data["author"][0]["name"], data["description"]) == (title, title, title)
    for path in ("topics/guild-of-pilots", "sources/lantern"):
        listed = {item["name"] for item in data_of(site, path)["mainEntity"]["itemListElement"]}
        assert listed >= set(titles), path
    for path in ("index.html", "2023/07/20"):
        listed = {item["name"] for item in data_of(site, path)["mainEntity"]["itemListElement"]}
        assert listed & set(titles), path
    sections = [file.parent.relative_to(site.output) for file in site.output.glob("sections/*/index.html")]
    assert titles[0] in {data_of(site, path)["name"] for path in sections}


KINDS = {  # by the beginning of an address, the longest first
    r"(\d{4}/\d\d/\d\d/|\d{4}/w\d\d/|stories/[^/]+/|topics/[^/]+/|sources/[^/]+/|sections/[^/]+/|)$": "CollectionPage",
    r"\d{4}/\d\d/\d\d/[^/]+/$": "NewsArticle",
}


def test_every_kind_of_page_says_to_machines_what_it_is(site: Any) -> None:
    seen = set()
    for file in site.output.rglob("*.html"):
        name = file.relative_to(site.output).as_posix()
        path, page = name.removesuffix("index.html"), site.page(name)
        card = {node.attributes["property"]: node.attributes["content"] for node in page.css("meta[property^='og:']")}
        canonical = page.css_first("link[rel=canonical]")
        assert card["og:site_name"] == "The Concordance"
        assert card["og:title"], path
        assert card["og:type"] in ("website", "article")
        assert card.get("og:url") == (canonical.attributes["href"] if canonical else None)
        kind = next((kind for pattern, kind in KINDS.items() if re.match(pattern, path)), None)
        is_moved = page.css_first("meta[http-equiv=refresh]") is not None
        data = [json.loads(node.text()) for node in page.css("script[type='application/ld+json']")]
        assert [(record["@context"], record["@type"]) for record in data] == (
            [("https://schema.org", kind)] if kind and not is_moved else []
        ), path
        seen.add(kind)
        if kind == "CollectionPage" and data and "mainEntity" in data[0]:
            assert data[0]["url"] == card["og:url"]
            places = [item["position"] for item in data[0]["mainEntity"]["itemListElement"]]
            assert places == list(range(1, len(places) + 1))
    assert seen == {"CollectionPage", "NewsArticle", None}


def test_the_canonical_address_of_an_excerpt_is_the_original(site: Any) -> None:
    addresses = {
        path: site.page(f"2023/07/{path}").css_first("link[rel=canonical]").attributes["href"]
        for path in ("19/pilots-strike", "19/ships-wait")
    }
    assert addresses == {
        "19/pilots-strike": "http://localhost:8000/2023/07/19/pilots-strike/",  # in full, by its terms
        "19/ships-wait": "https://harbour-post.example/ships-wait",
    }


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
    assert [item["position"] for item in day["mainEntity"]["itemListElement"]] == [1]
    actor = data_of(site, "topics/odo-flinck")
    assert actor["about"] == [
        {"@type": "Person", "name": "Odo Flinck", "url": "http://localhost:8000/topics/odo-flinck/"}
    ]
    assert actor["mainEntity"]["numberOfItems"] == 2
    assert "mainEntity" not in data_of(site, "topics/nobody-at-all")


def listed(site: Any) -> dict[str, str | None]:
    """Addresses with their dates, from all parts of the sitemap."""
    dates = {}
    for part in ET.parse(site.output / "sitemap.xml").getroot():
        path = (part.findtext(f"{LISTED}loc") or "").removeprefix("http://localhost:8000/")
        for row in ET.parse(site.output / path).getroot():
            address = (row.findtext(f"{LISTED}loc") or "").removeprefix("http://localhost:8000/")
            dates[address] = row.findtext(f"{LISTED}lastmod")
    return dates
