"""The feeds that a web page names."""

from typing import Any

import pytest

from digest.feeds.parsing.discovery import DiscoveredFeed, common_places, feed_links, is_web_page, page_text

SITE = b"""<!doctype html><html><head><title>Site</title><base href="/news/">
<link rel="alternate" type="application/rss+xml" title="All" href="/rss">
<link REL="alternate home" TYPE="application/feed+json" href="feed.json"><link rel="stylesheet" href="/x.css">
<link rel="alternate" hreflang="de" href="/de"><link rel="alternate" type="application/atom+xml" href="javascript:1">
</head><body><link rel="alternate" type="application/rss+xml" href="/rss"></body></html>"""


def test_links_of_a_page_are_absolute_and_each_counts_once() -> None:
    assert feed_links(SITE.decode(), "https://site.example/x/") == (
        DiscoveredFeed("https://site.example/rss", "All"),
        DiscoveredFeed("https://site.example/news/feed.json", ""),
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<!DOCTYPE html><title>News</title>", True),
        (b"\xef\xbb\xbf \n<!-- made by hand --><html lang=en>", True),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", True),
        (b"<rss><channel><description>&lt;html></description></channel></rss>", False),
        (b"<htmlfeed/>", False),
        (b"", False),
    ],
)
def test_a_web_page_is_recognised_by_its_beginning(body: bytes, expected: bool) -> None:
    assert is_web_page(body) is expected


def test_a_page_is_read_in_the_encoding_that_its_server_or_it_names() -> None:
    assert page_text("é".encode("latin-1"), "text/html; charset=iso-8859-1") == "é"
    assert page_text(b"<meta charset='windows-1252'>\x80") == "<meta charset='windows-1252'>€"
    assert page_text("é".encode(), "text/html; charset=no-such") == "é"


def test_the_usual_places_are_those_of_the_site_and_not_of_the_page() -> None:
    assert "https://site.example:8000/feed/" in common_places("https://site.example:8000/news/today?x=1")


def test_a_page_served_as_a_feed_names_its_feeds(server: Any, answer: Any, polls: Any) -> None:
    server.answers["/f"] = answer(SITE)
    (feed,) = polls("/f").feeds
    assert feed.message == (f"this is a web page; its feeds are {server.url('/rss')}, {server.url('/news/feed.json')}")
