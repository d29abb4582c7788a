import json
from datetime import UTC, datetime
from typing import Any

import pytest

from digest.errors import FeedError
from digest.feeds.parsing.item import ParsedFeed, TextConstruct
from digest.feeds.parsing.json_feed import looks_like_json, read_json_feed

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


@pytest.mark.parametrize(
    "version",
    ["http://jsonfeed.org/version/1", "https://www.jsonfeed.org/version/1.1/", "HTTPS://JSONFeed.org/version/1"],
)
def test_a_version_is_known_however_its_address_is_written(version: str) -> None:
    assert len(read(version=version, items=[{"id": "1", "content_text": "t"}]).items) == 1


def test_a_feed_without_a_version_is_read_where_its_items_are_those_of_a_json_feed() -> None:
    feed = read(version=None, items=[{"id": "1", "content_text": "t"}])
    assert (len(feed.items), feed.notes) == (1, ("it names no version of JSON Feed",))
    with pytest.raises(FeedError, match="version"):
        read(version="https://other.example/version/1", items=[{"id": "1", "title": "t"}])


def test_the_enclosure_is_the_first_attachment_that_is_no_picture() -> None:
    picture, sound = {"url": "p.jpg", "mime_type": "image/jpeg"}, {"url": "s.mp3", "mime_type": "audio/mpeg"}
    entries = [
        {"attachments": [picture, sound]},
        {"attachments": [{"url": "p.PNG?x=1"}, {"url": "s"}], "image": "i.jpg"},
        {"attachments": [picture, {"mime_type": "audio/mpeg"}, "s.mp3", None]},
    ]
    items = read(items=entries).items
    assert [(item.image, item.enclosure) for item in items] == [("p.jpg", "s.mp3"), ("i.jpg", "s"), ("p.jpg", "")]


def test_names_alone_are_authors() -> None:
    entries = [{"author": "Ann"}, {"authors": ["Ann", {"name": "Bob"}, 1, ""]}]
    assert [item.authors for item in read(items=entries).items] == [("Ann",), ("Ann", "Bob")]


@pytest.mark.parametrize("deep", ["[" * 5000 + "]" * 5000, '{"a":' * 5000 + "1" + "}" * 5000])
def test_a_value_nested_too_deep_costs_its_item_alone(deep: str) -> None:
    body = (
        '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "a ] \\" }"},'
        f'{{"id": "2", "title": "Deep", "_x": {deep}}}, {{"id": "3", "title": "c"}}]}}'
    )
    feed = read_json_feed(body.encode(), url=URL)
    assert [item.guid for item in feed.items] == ["1", "3"]
    assert [(item.entry, "nested" in item.reason) for item in feed.dropped] == [('entry 2 "Deep"', True)]


def test_a_number_of_any_length_costs_nothing() -> None:
    digits = "9" * 5000
    body = (
        f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{{"id": {digits}}}, {{"id": 2, "x": -{digits}}}]}}'
    )
    assert [item.guid for item in read_json_feed(body.encode(), url=URL).items] == [digits, "2"]


def test_a_broken_byte_and_a_bare_line_end_cost_nothing_else() -> None:
    body = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "K\u00f6ln @\nx"}]}'
    feed = read_json_feed(body.encode().replace(b"@", b"\xe9"), url=URL)
    assert [item.title for item in feed.items] == ["K\u00f6ln \ufffd\nx"]
    assert feed.notes == ("it holds bytes that are not UTF-8",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_every_encoding_of_json_is_recognised(encoding: str) -> None:
    body = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "Köln"}]}'.encode(encoding)
    assert looks_like_json(body)
    assert [item.title for item in read_json_feed(body, url=URL).items] == ["Köln"]
    assert not looks_like_json("<rss/>".encode(encoding))


def test_what_is_said_of_the_enclosure_comes_along() -> None:
    said = {"url": "s.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 5, "duration_in_seconds": 61}
    odd = {"url": "s.mp3", "mime_type": "a b", "size_in_bytes": -5, "duration_in_seconds": [1]}
    items = read(items=[{"id": "1", "attachments": [said]}, {"id": "2", "attachments": [odd]}]).items
    assert [item.enclosure_facts for item in items] == ["audio/mpeg 5 61s", ""]
