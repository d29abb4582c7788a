import json
from datetime import UTC, datetime
from typing import Any

import pytest

from digest.errors import FeedError
from digest.feeds.parsing.item import ParsedFeed, TextConstruct
from digest.feeds.parsing.json_feed import read_json_feed

URL = "http://feed.example/feed.json"


def read(**feed: Any) -> ParsedFeed:
    return read_json_feed(json.dumps({"version": "https://jsonfeed.org/version/1.1", **feed}).encode(), url=URL)


def test_version_1_1_is_read_with_all_its_fields() -> None:
    entry = {
        "id": "1",
        "url": "/a",
        "title": "5 < 6",
        "content_html": "<p>x</p>",
        "summary": "s",
        "date_published": "2026-11-22T07:00:00+02:00",
        "date_modified": "2026-11-22T08:00:00Z",
        "authors": [{"name": "Jane Doe"}, {"url": "x"}],
        "tags": ["a", 1, "b"],
        "language": "uk",
        "image": "i.jpg",
        "attachments": [{"url": "a.mp3", "mime_type": "audio/mpeg"}],
    }
    (item,) = read(items=[entry], language="en").items
    assert (item.guid, item.link, item.title, item.lang) == ("1", "/a", "5 < 6", "uk")
    assert (item.body, item.summary) == (TextConstruct("<p>x</p>", "text/html"), TextConstruct("s", "text/plain"))
    assert item.published == datetime(2026, 11, 22, 5, tzinfo=UTC)
    assert item.updated == datetime(2026, 11, 22, 8, tzinfo=UTC)
    assert (item.authors, item.categories) == (("Jane Doe",), ("a", "b"))
    assert (item.image, item.enclosure) == ("i.jpg", "a.mp3")


def test_version_1_has_one_author_and_numbers_are_identifiers() -> None:
    feed = read(
        version="https://jsonfeed.org/version/1", author={"name": "N"}, items=[{"id": 7, "content_text": "<b>"}]
    )
    (item,) = feed.items
    assert (item.guid, item.authors, item.body) == ("7", ("N",), TextConstruct("<b>", "text/plain"))


def test_entries_of_the_wrong_kind_are_listed_and_fields_of_the_wrong_kind_ignored() -> None:
    feed = read(
        items=["x", {"id": True, "title": [], "tags": "a", "authors": "b", "url": {"a": 1}, "content_text": "t"}]
    )
    assert [refusal.entry for refusal in feed.dropped] == ["entry 1"]
    assert (feed.items[0].guid, feed.items[0].title, feed.items[0].categories) == ("", "", ())


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"items": []}', b'{"version": "x", "items": []}', b"[" * 100_000])
def test_other_json_is_refused(body: bytes) -> None:
    with pytest.raises(FeedError, match="JSON"):
        read_json_feed(body, url=URL)
