"""The article that the project began with, put into a feed as an entry, comes out as an editor wants it."""

from collections.abc import Callable
from html import escape
from pathlib import Path

import feedparser
import pytest
from selectolax.lexbor import LexborHTMLParser

pytestmark = pytest.mark.corpus
FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Seed</title><link>https://seed.example/</link><description>One article</description>
<item><title>{title}</title><link>https://seed.example/mi6</link><guid>seed-1</guid>
<pubDate>Thu, 20 Jul 2023 08:00:00 GMT</pubDate><description>{body}</description></item></channel></rss>
"""


@pytest.fixture(scope="module")
def output(corpus: Path, tmp_path_factory: pytest.TempPathFactory, poll_and_build: Callable[..., object]) -> Path:
    paragraphs = [part.strip() for part in (corpus / "gold/seed/article.txt").read_text(encoding="utf-8").split("\n\n")]
    title = paragraphs[1]
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs[2:])
    work = tmp_path_factory.mktemp("seed")
    feeds = work / "feeds"
    feeds.mkdir()
    feeds.joinpath("seed.xml").write_text(FEED.format(title=escape(title), body=escape(body)), encoding="utf-8")
    site = poll_and_build(feeds, work, {"seed.xml": 'show = "full"'})
    return site.output  # type: ignore[attr-defined,no-any-return]  # a Site, whose class lives in the conftest


@pytest.fixture(scope="module")
def page(output: Path) -> LexborHTMLParser:
    [file] = (output / "2023/07/20").glob("*/index.html")
    return LexborHTMLParser(file.read_text(encoding="utf-8"))


def test_its_tags_name_wagner_group_and_mi6(page: LexborHTMLParser) -> None:
    chips = {node.text(): node.attributes["href"] for node in page.css(".chips a")}
    assert chips["Wagner Group"] == "/topics/wagner-group/"
    assert chips["MI6"] == "/topics/mi6/"


def test_a_quote_of_richard_moore_is_pulled_out_and_stands_in_the_text(page: LexborHTMLParser) -> None:
    pulled = [
        figure for figure in page.css(".prose figure.quote") if "Richard Moore" in figure.css("figcaption")[0].text()
    ]
    assert pulled
    passage = page.css_first(pulled[0].css(".where a")[0].attributes["href"] or "")
    assert passage is not None
    quote = pulled[0].css("blockquote")[0].text().strip()
    assert quote[:40] in page.css_first(".prose").text()  # type: ignore[union-attr]  # asserted to be there


def test_its_source_box_credits_cnn(page: LexborHTMLParser) -> None:
    box = page.css_first(".source")
    assert box is not None
    facts = dict(zip([n.text().strip() for n in box.css("dt")], [n.text().strip() for n in box.css("dd")], strict=True))
    assert facts["Credit"] == "CNN"
    assert facts["Source"] == "seed"
    assert [link.attributes["href"] for link in box.css("a.button")] == ["https://seed.example/mi6"]


@pytest.mark.parametrize("topic", ["wagner-group", "mi6"])
def test_the_pages_and_feeds_of_both_actors_list_it(output: Path, page: LexborHTMLParser, topic: str) -> None:
    title = page.css_first("h1").text().strip()  # type: ignore[union-attr]  # every page has one
    listed = LexborHTMLParser((output / "topics" / topic / "index.html").read_text(encoding="utf-8"))
    assert title in [link.text().strip() for link in listed.css(".river a")]
    feed = feedparser.parse((output / "topics" / topic / "feed.xml").read_bytes())
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == [title]
