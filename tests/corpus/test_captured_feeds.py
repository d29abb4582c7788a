"""Real feeds of many years, languages and encodings: every entry is an article, or is listed with a reason."""

import os
import runpy
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser
import pytest
from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

from digest.contracts.article_header import HeaderField
from digest.feeds.articles.article_file import read_header
from quick_pelican.quick_markdown import QuickMarkdown, is_known, normalised, split_header
from tests.corpus.activity import active_nodes

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(900)]  # the site of 2,600 articles takes minutes on two cores
# All entries are polled, and of each feed the first article and every thirtieth become pages: the models need two
# minutes of processor for all of them. `invoke soak` makes all.
SHARE = int(os.environ.get("DIGEST_CAPTURED_SHARE", "30"))


@pytest.fixture(scope="module")
def polled(corpus: Path, tmp_path_factory: pytest.TempPathFactory, poll: Callable[..., Any]) -> Any:
    return poll(corpus / "feeds", tmp_path_factory.mktemp("captured"), {})


@pytest.fixture(scope="module")
def site(polled: Any, tmp_path_factory: pytest.TempPathFactory, build: Callable[[Any], Any]) -> Any:
    work = tmp_path_factory.mktemp("captured-site")
    shutil.copytree(polled.content, work / "content", symlinks=True)
    counts: Counter[str] = Counter()
    for file in sorted((work / "content" / "news").rglob("*.md")):
        source = read_header(file)[HeaderField.SOURCE]
        if counts[source] % SHARE:
            file.unlink()
        counts[source] += 1
    return build(replace(polled, content=work / "content", cache=work / "cache"))


def test_every_entry_is_an_article_or_has_a_reason(corpus: Path, polled: Any) -> None:
    by_name = {feed["name"]: feed for feed in polled.report["feeds"]}
    files = sorted((corpus / "feeds").glob("*.xml"))
    assert len(files) == 73
    entries = 0
    for file in files:
        feed = by_name[file.stem]
        there = len(_parsed(file).entries)
        listed = [*feed["dropped"], *feed["failed"]]
        assert feed["new"] + len(listed) == there, feed
        assert all(entry["entry"] and entry["reason"] for entry in listed), feed
        entries += there
    assert entries == 2648
    assert sum(feed["new"] for feed in by_name.values()) == len(list((polled.content / "news").rglob("*.md")))


def test_every_article_file_has_its_page(site: Any) -> None:
    for file in (site.content / "news").rglob("*.md"):
        page = site.output / file.relative_to(site.content / "news").with_suffix("") / "index.html"
        assert page.is_file(), file


def test_nearly_all_bodies_are_rendered_quickly_and_with_python_markdown_s_bytes(polled: Any, root: Path) -> None:
    parser = Markdown(**runpy.run_path(str(root / "pelican.conf.py"))["MARKDOWN"])
    assert is_known(parser)
    quick = QuickMarkdown(parser)
    files = sorted((polled.content / "news").rglob("*.md"))
    rendered = 0
    for file in files:
        _, body = split_header(normalised(file.read_text("utf-8")))
        html = quick.render(body)
        if html is not None:
            rendered += 1
            assert html == parser.reset().convert(body), file
    assert rendered >= 0.98 * len(files)


def test_nothing_active_and_nothing_hot_linked_is_on_any_page(site: Any) -> None:
    pages = list(site.output.rglob("*.html"))
    assert len(pages) > max(73, 2648 / SHARE)
    for page in pages:
        tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
        assert not active_nodes(page, tree), page
        assert len(tree.css("h1")) == 1, page
        for node in tree.css("body *"):
            for name, value in node.attributes.items():
                assert not name.startswith("on"), page
                assert name not in ("style", "src", "srcset"), page
                if name == "href":
                    assert (value or "").partition(":")[0].strip().lower() not in ("javascript", "data", "vbscript"), (
                        page
                    )


def test_polling_again_changes_no_file(polled: Any, poll_again: Callable[[Any], Any]) -> None:
    def state() -> dict[Path, int]:
        return {file: file.stat().st_mtime_ns for file in (polled.content / "news").rglob("*.md")}

    before = state()
    for feed in poll_again(polled)["feeds"]:
        assert (feed["new"], feed["updated"], feed["status"]) in ((0, 0, "not modified"), (0, 0, "unchanged")), feed
    shutil.rmtree(polled.cache)
    for feed in poll_again(polled)["feeds"]:
        assert (feed["new"], feed["updated"], feed["status"]) == (0, 0, "ok"), feed
    assert state() == before


def test_every_feed_of_the_site_is_sound(site: Any) -> None:
    feeds = list(site.output.rglob("feed.xml"))
    assert len(feeds) > 73
    for file in feeds:
        parsed = _parsed(file)
        assert not parsed.bozo, (file, parsed.get("bozo_exception"))
        assert len({entry.id for entry in parsed.entries}) == len(parsed.entries), file


def _parsed(file: Path) -> Any:
    """Without feedparser's work on the markup of the texts, which takes most of its time and isn't looked at."""
    return feedparser.parse(file.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
