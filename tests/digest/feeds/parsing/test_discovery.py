"""The feeds that a web page names."""

from typing import Any

import pytest

from digest.feeds.parsing.discovery import (
    DiscoveredFeed,
    common_places,
    feed_links,
    feeds_in_text,
    is_web_page,
    page_text,
)

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
        (b"<head><title>Quay</title></head><body>x", True),
        (b"<meta charset=utf-8><title>Quay</title><p>x", True),
        (b"<!-- x -->\n<body class=a>x", True),
        (b"<p>Our server rests.</p>", True),
        (b"<br />\n<b>Warning</b>: mktime() in x.php<br />\n<rss version='2.0'><channel/></rss>", False),
        (b"<b>Notice</b> <feed xmlns='http://www.w3.org/2005/Atom'/>", False),
    ],
)
def test_a_web_page_is_recognised_by_its_beginning(body: bytes, expected: bool) -> None:
    assert is_web_page(body) is expected


def test_a_page_is_read_in_the_encoding_that_its_server_or_it_names() -> None:
    assert page_text("é".encode("latin-1"), "text/html; charset=iso-8859-1") == "é"
    assert page_text(b"<meta charset='windows-1252'>\x80") == "<meta charset='windows-1252'>€"
    assert page_text("é".encode(), "text/html; charset=no-such") == "é"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"Our server rests.", True),
        (b"Nothing <a href=/>here</a>", True),
        (b"<rss><channel/></rss>", False),
        (b"<?xml version='1.0'?><unknown/>", False),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', False),
        ("<feed/>".encode("utf-16"), False),
    ],
)
def test_what_begins_neither_as_a_page_nor_as_a_feed_is_what_its_type_says(body: bytes, expected: bool) -> None:
    assert is_web_page(body, "text/html; charset=utf-8") is expected
    assert not is_web_page(body, "application/octet-stream")


BASE = "https://quay.example/news/"
RSS = BASE + "rss"


@pytest.mark.parametrize(
    ("html", "urls"),
    [
        ('<link rel="alternate" type="text/xml" href="rss">', [RSS]),
        ('<link rel="alternate" type="application/xml" href="rss">', [RSS]),
        ('<link rel="alternate" type="text/rss+xml" href="rss">', [RSS]),
        ('<link rel="alternate" type="application/x.atom+xml" href="rss">', [RSS]),
        ('<link rel="alternate" type="Application/RSS+XML; charset=utf-8" href="rss">', [RSS]),
        ('<link rel="feed" href="news">', [BASE + "news"]),
        ('<link rel="alternate feed" href="news">', [BASE + "news"]),
        ('<link rel="FEED" type="application/atom+xml" href="news">', [BASE + "news"]),
        ('<link rel="service.feed" type="application/atom+xml" href="news">', [BASE + "news"]),
        ('<link rel="alternate" href="rss">', [RSS]),
        ('<link rel="alternate" href="index.php?format=rss">', [BASE + "index.php?format=rss"]),
        ('<link rel="alternate" title="RSS" href="latest">', [BASE + "latest"]),
        ("<link rel=alternate type=application/rss+xml href=/a/rss/>", ["https://quay.example/a/rss/"]),
        ("<LINK HREF='rss' TYPE='application/rss+xml' REL='alternate'/>", [RSS]),
        ('<link rel="alternate" type="application/rss+xml" href="feed://quay.example/f">', ["http://quay.example/f"]),
        ('<link rel="alternate" type="application/rss+xml" href="feed:https://q.example/f">', ["https://q.example/f"]),
        ('<link rel="alternate" type="application/rss+xml" href="//q.example/f">', ["https://q.example/f"]),
        ('<link rel="alternate" type="application/rss+xml" title="A > B" href="?a=1&amp;b=2">', [BASE + "?a=1&b=2"]),
        (
            '<base target="_top"><base href="/x/"><base href="/y/"><link rel="feed" href="f">',
            ["https://quay.example/x/f"],
        ),
        ('<link rel="feed" href="f"><base href="//cdn.example/x/">', ["https://cdn.example/x/f"]),
        ('<base href="javascript:0"><link rel="feed" href="f">', [BASE + "f"]),
        ('<base href="https://["><link rel="feed" href="f">', [BASE + "f"]),
        ('<body><p>x<link rel="alternate" type="application/rss+xml" href="rss"></body>', [RSS]),
        ('<![if IE]><![endif]><link rel="feed" href="rss">', [RSS]),
        ('<noscript><link rel="feed" href="rss"></noscript>', [RSS]),
        # No feeds
        ('<!-- <link rel="feed" href="rss"> -->', []),
        ('<script>\'<link rel="feed" href="rss">\'</script>', []),
        ('<link rel="alternate" hreflang="de" href="/de">', []),
        ('<link rel="alternate" type="text/html" href="rss">', []),
        ('<link rel="alternate" type="application/json+oembed" href="feed">', []),
        ('<link rel="alternate stylesheet" type="text/css" href="feed.css">', []),
        ('<link rel="sitemap" type="application/xml" href="sitemap.xml">', []),
        ('<link rel="alternate" media="handheld" href="https://m.quay.example/">', []),
        ('<link rel="feed">', []),
        ('<link rel="feed" href="data:text/xml,x">', []),
    ],
)
def test_a_feed_is_found_by_relation_type_or_address(html: str, urls: list[str]) -> None:
    assert [feed.url for feed in feed_links(html, BASE)] == urls


@pytest.mark.parametrize(
    ("header", "urls"),
    [
        ('</rss>; rel="alternate"; type="application/rss+xml"', ["https://quay.example/rss"]),
        ("<rss>;rel=feed", [RSS]),
        ('<https://q.example/a,b>; title="x; y, z"; rel="alternate feed"', ["https://q.example/a,b"]),
        ('<a>; rel=preload, <rss>; rel="alternate"; type=text/xml, <c>; rel="next"', [RSS]),
        ('<a>; rel="hub", <feed.xml>; rel="alternate"', [BASE + "feed.xml"]),
        ('<rss>; rel=feed; anchor="https://other.example/"', []),
        ("rss; rel=feed", []),
        ('<rss>; rel="', []),
        ("", []),
    ],
)
def test_a_feed_is_found_in_the_header_link(header: str, urls: list[str]) -> None:
    assert [feed.url for feed in feed_links("<base href='/elsewhere/'>", BASE, header)] == urls


@pytest.mark.parametrize(
    ("html", "urls"),
    [
        ('<a href="rss">Follow us</a>', [RSS]),
        ('<a class=x href="/f/all.xml"><img src=i.png> RSS</a>', ["https://quay.example/f/all.xml"]),
        ('<a href="latest"><b>Atom</b> feed</a>', [BASE + "latest"]),
        ('<a href="feed:https://q.example/f">x</a>', ["https://q.example/f"]),
        ('<a href="x" type="application/rss+xml">x</a>', [BASE + "x"]),
        ('<a href="/feedback">Feedback</a><a href="/rssa">x</a><a href="#rss">RSS</a><a>RSS</a>', []),
        ('<a href="mailto:rss@quay.example">RSS</a><a href="/sitemap.xml">Map</a>', []),
        ('<a href="/x">x</a> RSS <a href="/y">y</a>', []),
    ],
)
def test_links_of_the_text_that_are_called_feeds_are_found(html: str, urls: list[str]) -> None:
    assert [feed.url for feed in feeds_in_text(html, BASE)] == urls


@pytest.mark.parametrize(
    "html",
    [
        "<" * 500_000,
        "<![" * 150_000,
        "<!--" * 120_000,
        "<link rel=feed href=x>" * 20_000,
        "<a href=rss>" * 40_000,
        '<a "' * 120_000,
        '<a "<a" ' * 60_000,
        "<link " + "a " * 240_000 + ">",
        ("<link " + "a" * 3900 + ">") * 120,
        "<script>" * 60_000,
        "&" * 500_000,
        "\0\ud800<a href=x>",
    ],
)
@pytest.mark.timeout(60)  # measured: 1 s at most
def test_no_page_keeps_the_search_for_feeds_busy(html: str) -> None:
    feed_links(html, BASE, html[:8000])
    feeds_in_text(html, BASE)
    is_web_page(html[:16_000_000].encode("utf-8", "replace"), "text/html")


def test_the_usual_places_are_those_of_the_site_and_not_of_the_page() -> None:
    assert "https://site.example:8000/feed/" in common_places("https://site.example:8000/news/today?x=1")


def test_a_page_served_as_a_feed_names_its_feeds(server: Any, answer: Any, polls: Any) -> None:
    server.answers["/f"] = answer(SITE)
    (feed,) = polls("/f").feeds
    assert feed.message == (f"this is a web page; its feeds are {server.url('/rss')}, {server.url('/news/feed.json')}")
