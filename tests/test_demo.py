"""The README's first command, in a path with spaces, twice."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.benchmarks.watch import Watch

pytestmark = pytest.mark.timeout(600)


@pytest.mark.parametrize("topic", ["wagner-group", "mi6"])
def test_the_pages_of_both_actors_list_articles_of_several_sources(demo_output: Path, topic: str) -> None:
    page = LexborHTMLParser((demo_output / "topics" / topic / "index.html").read_text(encoding="utf-8"))
    links = {link.attributes["href"] or "" for link in page.css(".river a[href^='/']")}
    sources = set()
    for link in links:
        article = LexborHTMLParser((demo_output / link.strip("/") / "index.html").read_text(encoding="utf-8"))
        sources |= {
            link.attributes["href"]
            for link in article.css(".source dd a")
            if "/sources/" in (link.attributes["href"] or "")
        }
    assert len(sources) >= 2


def test_it_says_what_it_made_and_where_to_look(demo_checkout: Path) -> None:
    printed = (demo_checkout / "first-run.txt").read_text(encoding="utf-8")
    for word in ("articles", "actors", "quotes", "stories", "topics/wagner-group/index.html"):
        assert word in printed


def test_the_one_picture_of_the_sample_is_fetched_and_shown_with_its_words(demo_output: Path) -> None:
    pages = [
        file for file in demo_output.glob("2023/*/*/*/index.html") if b'<figure class="picture">' in file.read_bytes()
    ]
    [page] = [LexborHTMLParser(file.read_text(encoding="utf-8")) for file in pages]
    [image] = page.css("figure.picture img")
    assert (demo_output / str(image.attributes["src"]).lstrip("/")).is_file()
    assert "lighthouse" in str(image.attributes["alt"])
    [caption] = page.css("figure.picture figcaption")
    assert caption.text() == "Picture: Drawn for the Amber Coast Observer"


def test_a_second_run_changes_nothing(
    demo_checkout: Path, run_demo: Callable[[Path], subprocess.CompletedProcess[str]]
) -> None:
    def state() -> dict[Path, int]:
        folders = (demo_checkout / "output", demo_checkout / "cache" / "demo" / "content" / "news")
        files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
        # What the build knows of a page may change where the page does not.
        return {file: file.stat().st_mtime_ns for file in files if not file.name.startswith(".incremental")}

    before = state()
    done = run_demo(demo_checkout)
    assert done.returncode == 0, done.stderr
    assert state() == before


def test_every_link_of_the_site_leads_somewhere(demo_output: Path) -> None:
    pages = {file: LexborHTMLParser(file.read_text(encoding="utf-8")) for file in demo_output.rglob("*.html")}
    ids = {file: {node.attributes["id"] for node in page.css("[id]")} for file, page in pages.items()}
    for file, page in pages.items():
        for node in page.css("a[href], link[href]"):
            path, _, anchor = (node.attributes["href"] or "").partition("#")
            if path.startswith(("http", "mailto:", "data:image/svg+xml")):  # the last is the icon, in the page itself
                continue
            path = path.partition("?")[0]
            target = file if not path else demo_output / urljoin(f"/{file.relative_to(demo_output)}", path).lstrip("/")
            if target.is_dir():
                target = target / "index.html"
            assert target.is_file(), (file, path)
            assert not anchor or anchor in ids[target], (file, path, anchor)


def test_every_feed_and_archive_is_sound_and_says_the_same_in_both_forms(demo_output: Path) -> None:
    watch = Watch(demo_output)
    assert list(watch.faults()) == []
    assert watch.looked_at > 100
    assert watch.entries > 119  # all articles of the sample, and digests
