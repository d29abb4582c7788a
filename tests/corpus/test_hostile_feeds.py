"""Hostile titles, links, dates and bodies, each in an entry of its own: none acts, is lost, or leaves its place."""

import json
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.corpus.activity import active_nodes

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(600)]
HEAD = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Hostile</title><link>https://h.example/</link>'


def _xml(text: str) -> str:
    """Escaped for XML, without the characters that XML can't hold; JSON Feed carries those."""
    return escape(
        "".join(char for char in text if char in "\t\n\r" or (char >= " " and not "\ud800" <= char <= "\udfff"))
    )


def _json_feed(titles: list[str], links: list[str]) -> str:
    items: list[dict[str, Any]] = [
        {"id": f"t-{n}", "url": f"https://h.example/t{n}", "title": title} for n, title in enumerate(titles)
    ]
    items += [{"id": f"l-{n}", "url": link, "title": f"Link {n}"} for n, link in enumerate(links)]
    items += [
        {"id": f"b-{n}", "url": f"https://h.example/b{n}", "content_text": title} for n, title in enumerate(titles)
    ]
    items += [{"id": f"a-{n}", "title": f"By {n}", "authors": [{"name": title}]} for n, title in enumerate(titles)]
    dated = [{"content_html": "<p>Text.</p>", "date_published": "2023-07-20T08:00:00Z", **item} for item in items]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Hostile", "items": dated})


def _item(number: int, title: str = "", link: str = "", date: str = "", body: str = "") -> str:
    parts = {
        "title": title or f"Entry number {number}",
        "link": link or f"https://h.example/{number}",
        "pubDate": date or "Thu, 20 Jul 2023 08:00:00 GMT",
        "description": body or "Some text.",
    }
    elements = "".join(f"<{name}>{_xml(text)}</{name}>" for name, text in parts.items())
    return f"<item><guid isPermaLink='false'>h-{number}</guid>{elements}</item>"


def _feeds(hostile: Path) -> dict[str, list[str]]:
    def read(name: str) -> Any:
        return json.loads((hostile / name).read_text(encoding="utf-8"))

    vectors = [vector["payload"] for vector in read("h5sc.json")]
    titles = [entry["title"] for entry in read("nasty-titles.json")]
    return {
        "titles": [_item(n, title=title) for n, title in enumerate(titles)],
        "links": [_item(n, link=link) for n, link in enumerate(read("nasty-links.json"))],
        "dates": [_item(n, date=date) for n, date in enumerate(read("nasty-dates.json"))],
        "bodies": [_item(n, body=vector) for n, vector in enumerate(vectors)],
        # Each vector in one of two other places, in turn: an entry takes the models as long as a short article.
        "escaped": [_item(n, body=escape(vector)) for n, vector in enumerate(vectors[::2])],
        "vector-titles": [_item(n, title=vector) for n, vector in enumerate(vectors[1::2])],
        "title-bodies": [_item(n, body=title) for n, title in enumerate(titles)],
    }


def _titles_and_links(hostile: Path) -> tuple[list[str], list[str]]:
    titles = json.loads((hostile / "nasty-titles.json").read_text(encoding="utf-8"))
    links = json.loads((hostile / "nasty-links.json").read_text(encoding="utf-8"))
    return [title["title"] for title in titles], links


@pytest.fixture(scope="module")
def counts(corpus: Path) -> dict[str, int]:
    counts = {name: len(items) for name, items in _feeds(corpus / "hostile").items()}
    return counts | {"json": len(json.loads(_json_feed(*_titles_and_links(corpus / "hostile")))["items"])}


@pytest.fixture(scope="module")
def site(corpus: Path, tmp_path_factory: pytest.TempPathFactory, poll_and_build: Callable[..., Any]) -> Any:
    work = tmp_path_factory.mktemp("hostile")
    feeds = work / "feeds"
    feeds.mkdir()
    for name, items in _feeds(corpus / "hostile").items():
        feeds.joinpath(f"{name}.xml").write_text(f"{HEAD}{''.join(items)}</channel></rss>", encoding="utf-8")
    feeds.joinpath("json.json").write_text(_json_feed(*_titles_and_links(corpus / "hostile")), encoding="utf-8")
    return poll_and_build(
        feeds, work, {f"{name}.xml": 'show = "full"' for name in ("bodies", "escaped", "title-bodies")}
    )


def test_no_entry_is_lost(site: Any, counts: dict[str, int]) -> None:
    for feed in site.report["feeds"]:
        assert feed["new"] == counts[feed["name"]], feed
    files = list((site.content / "news").rglob("*.md"))
    assert len(files) == sum(counts.values())
    for file in files:
        assert (site.output / file.relative_to(site.content / "news").with_suffix("") / "index.html").is_file(), file


def test_no_file_lies_outside_its_folder(site: Any) -> None:
    work = site.content.parent
    assert {path.name for path in work.iterdir()} == {"feeds", "content", "output", "cache", "report.json"}
    assert {path.name for path in site.content.iterdir()} == {
        "news",
        "actors",
        "pages",
        "subscriptions.toml",
        "feed-status.json",
    }
    for file in (site.content / "news").rglob("*"):
        parts = file.relative_to(site.content / "news").parts
        assert all(part.isdigit() for part in parts[:3]), file
        assert len(parts) <= 4, file
    assert not Path("/tmp/digest-hostile").exists()


def test_no_page_of_ours_is_replaced(site: Any) -> None:
    front = _tree(site.output / "index.html")
    assert front.css_first("body > header .wordmark") is not None
    assert "The Concordance" in front.css_first("h1").text()  # type: ignore[union-attr]  # every page has one
    tops = {path.name for path in site.output.iterdir()}
    lists = {"digests", "stories", "topics", "quotes", "sources", "sections", "search", "status", "subscribe"}
    pages = {"index.html", "404.html", "about", "method", "corrections", "theme"}
    feeds = {"feed.xml", "feed.json", "feeds.opml", "subscriptions.opml"}
    for_programs = feeds | {"sitemap.xml", "sitemaps", "robots.txt", "manifest.json", "favicon.ico", "poster.png"}
    assert {name for name in tops if not name.isdigit() and not name.startswith(".")} == lists | pages | for_programs


def test_nothing_is_active_on_any_page(site: Any) -> None:
    for page in site.output.rglob("*.html"):
        tree = _tree(page)
        assert not active_nodes(page, tree), page
        for node in tree.css("body, body *, head meta, head base"):
            for name, value in node.attributes.items():
                assert not name.startswith("on"), (page, name)
                assert name not in ("style", "src", "srcset", "formaction", "action", "background"), (page, name)
                if name in ("href", "xlink:href", "cite"):
                    assert _scheme(value or "") in ("", "http", "https", "mailto"), (page, value)


def test_each_page_keeps_its_frame(site: Any) -> None:
    """A title or a body that closed a tag of ours would show here."""
    for page in site.output.rglob("*.html"):
        tree = _tree(page)
        assert [len(tree.css(tag)) for tag in ("head > title", "h1", "main", "body > footer")] == [1, 1, 1, 1], page


def test_titles_are_shown_as_they_were_written(site: Any, corpus: Path) -> None:
    shown = {_squeezed(_tree(page).css("h1")[0].text()) for page in site.output.glob("[0-9]*/*/*/*/index.html")}
    for title in ("<script>alert(1)</script>", "{{ 7*7 }}", "[click](javascript:alert(1))", '" onmouseover="alert(1)'):
        assert title in shown


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _tree(page: Path) -> LexborHTMLParser:
    return LexborHTMLParser(page.read_text(encoding="utf-8"))


def _scheme(url: str) -> str:
    """As a browser reads it: without controls and spaces."""
    head, colon, _ = "".join(char for char in url if char > " ").lower().partition(":")
    return head if colon and not set(head) & set("/?#") else ""
