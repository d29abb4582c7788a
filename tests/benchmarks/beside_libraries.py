"""What our readers and writers of feeds take beside the libraries that do the same, on captured feeds.

    python tests/benchmarks/beside_libraries.py FOLDER [--rounds 5]

FOLDER holds feeds as *.xml. The best of the rounds counts. markdownify and html2text are measured where they are
installed. Their last lines are what each converter makes of text that looks like a tag or like Markdown.
"""

import argparse
import importlib
import sys
import time
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "plugins"))

from selectolax.lexbor import LexborHTMLParser  # noqa: E402

from digest.feeds.cleaning.html_tree import read_html  # noqa: E402
from digest.feeds.cleaning.markdown_writer import MarkdownWriter  # noqa: E402
from digest.feeds.parsing.dates.date_parsing import moment_of_date  # noqa: E402
from digest.feeds.parsing.xml_feeds.feed_document import FeedDocument  # noqa: E402
from digest.feeds.parsing.xml_feeds.feed_extensions import NeedsFeedparserError  # noqa: E402
from digest.feeds.parsing.xml_feeds.feedparser_library import read_by_feedparser  # noqa: E402
from digest.feeds.parsing.xml_feeds.quick_xml import read_plain  # noqa: E402
from digest.markup.html_policy import clean_publisher_html  # noqa: E402

TRAPS = "<p>&lt;script&gt; and 1. one</p><p># no heading</p><ul><li>x<pre>a\n  b</pre></li></ul>"
DATES = ("Sat, 21 Nov 2026 20:00:00 GMT", "Sun, 01 Mar 2020 00:00:00 -0330", "2026-11-21T20:00:00+01:00")


def main() -> None:
    parser = argparse.ArgumentParser(description="Our readers and writers beside libraries.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    documents = {path: path.read_bytes() for path in sorted(options.folder.glob("*.xml"))}
    plain = {path: document for path, body in documents.items() if (document := _plain(body))}
    feeds = [documents[path] for path in plain]
    print(f"{len(plain)} of {len(documents)} feeds are plain")

    def measure(name: str, function: Callable[[Any], object], values: Iterable[Any]) -> None:
        values = list(values)
        seconds = min(_seconds(function, values) for _ in range(options.rounds))
        print(f"  {name:34} {seconds / len(values) * 1e6:10.1f} µs each of {len(values)}")

    measure("quick_xml", lambda body: read_plain(body, ""), feeds)
    measure("feedparser", lambda body: read_by_feedparser(body, ""), feeds)
    measure("date_parsing", moment_of_date, DATES)
    bodies = [html for document in plain.values() for html in _bodies(document)]
    measure("html_tree", read_html, bodies)
    measure("its share of nh3", clean_publisher_html, bodies)
    measure("nh3 and selectolax", lambda html: LexborHTMLParser(clean_publisher_html(html)), bodies)
    measure("html.parser (no tree)", _by_html_parser, bodies)
    measure("selectolax (not sanitised)", LexborHTMLParser, bodies)
    measure("html_tree and markdown_writer", _markdown, bodies)
    for name, function in (("markdownify", "markdownify"), ("html2text", "html2text")):
        try:
            convert = getattr(importlib.import_module(name), function)
        except ImportError:
            print(f"  {name} is not installed")
            continue
        measure(name, convert, bodies)
        print(f"    {convert(TRAPS)!r}")
    print(f"    ours: {_markdown(TRAPS)!r}")


def _plain(body: bytes) -> FeedDocument | None:
    try:
        return read_plain(body, "")
    except NeedsFeedparserError:
        return None


def _bodies(document: FeedDocument) -> Iterable[str]:
    for entry in document.entries:
        details = [*entry.get("content", ()), entry.get("summary_detail") or {}]
        yield from (detail["value"] for detail in details if "<" in detail.get("value", ""))


def _markdown(html: str) -> str:
    return MarkdownWriter("https://news.example/", "").write(read_html(html))


def _by_html_parser(html: str) -> None:
    HTMLParser().feed(html)


def _seconds(function: Callable[[Any], object], values: list[Any]) -> float:
    begun = time.perf_counter()
    for value in values:
        function(value)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
