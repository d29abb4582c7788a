"""Lists of feeds for feed readers."""

import xml.etree.ElementTree as ET
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from digest.archive.model.article import Source
from digest.archive.questions.archive import Archive
from digest.site.syndication.opml_lists import is_public, subscriptions_opml
from tests.digest.archive.small_records import SETTINGS


def test_what_we_read_and_what_we_publish_are_lists_for_readers(site: Any) -> None:
    read = ET.parse(site.output / "subscriptions.opml")
    sections = {
        group.get("text"): [outline.get("xmlUrl") for outline in group] for group in read.findall("body/outline")
    }
    assert sections == {
        "Africa": ["https://lantern.example/feed"],
        "Security": ["https://harbour.example/feed", "https://north.example/feed"],
        "Silence": ["https://silent.example/feed"],
    }
    ours = ET.parse(site.output / "feeds.opml")
    feeds = [outline.get("xmlUrl") or "" for outline in ours.findall("body/outline/outline")]
    assert "http://localhost:8000/topics/odo-flinck/feed.xml" in feeds
    for feed in feeds:
        assert Path(site.output, feed.removeprefix("http://localhost:8000/")).is_file()


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "10.1.2.3", "[::1]", "reader", "nas.local"])
def test_a_feed_of_our_own_network_is_nobody_elses_to_read(host: str) -> None:
    assert not is_public(f"http://{host}/feed")
    assert is_public("https://news.example.org/feed")


def test_a_list_says_why_it_has_no_address_of_such_a_feed() -> None:
    source = Source("ours", "Ours", "Security", about="Of the harbour.", feed="http://127.0.0.1:9137/feed")
    sources = SimpleNamespace(subscribed=lambda: (source,))
    view = subscriptions_opml(cast("Archive", SimpleNamespace(settings=SETTINGS, sources=sources)))
    [[_, [feed]]] = view.groups
    assert (feed.feed, feed.about.partition(":")[0]) == ("", "Of the harbour. This feed’s address is not shown")
