import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.errors import FeedError
from digest.feeds.parsing.feed_parser import parse_feed
from digest.feeds.parsing.item import MAX_ITEMS, ParsedFeed, TextConstruct

URL = "http://feed.example/dir/feed.xml"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://base.example/a/">{}</feed>'


def parsed(body: str | bytes, content_type: str = "") -> ParsedFeed:
    return parse_feed(body if isinstance(body, bytes) else body.encode(), content_type=content_type, url=URL)


def test_rss_entries_become_items_with_all_their_fields() -> None:
    feed = parsed(
        """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
        xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><language>en-gb</language><item>
        <title>Q&amp;amp;A</title><link>http://news.example/1</link><guid isPermaLink="false">id 1</guid>
        <description>Short &lt;b&gt;text&lt;/b&gt;</description><content:encoded><![CDATA[<p>The long text.</p>]]>
        </content:encoded><dc:creator>Jane Doe</dc:creator><category>World</category><category>Africa</category>
        <pubDate>Sun, 22 Nov 2026 07:00:00 +0200</pubDate><media:content url="http://i.example/1.jpg" medium="image"/>
        <enclosure url="http://i.example/1.mp3" type="audio/mpeg" length="1"/></item></channel></rss>"""
    )
    (item,) = feed.items
    assert (item.guid, item.link, item.title) == ("id 1", "http://news.example/1", "Q&A")
    assert item.body == TextConstruct("<p>The long text.</p>", "text/html")
    assert item.summary == TextConstruct("Short <b>text</b>", "text/html")
    assert (item.authors, item.categories, item.lang) == (("Jane Doe",), ("World", "Africa"), "en-gb")
    assert item.published == datetime(2026, 11, 22, 5, tzinfo=UTC)
    assert (item.image, item.enclosure) == ("http://i.example/1.jpg", "http://i.example/1.mp3")


def test_the_longest_text_is_the_body() -> None:
    feed = parsed(
        """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><title>t</title>
        <description>A summary that says more than the content.</description>
        <content:encoded>&lt;p class="a long attribute that nobody sees"&gt;Short.&lt;/p&gt;</content:encoded></item>
        </channel></rss>"""
    )
    assert feed.items[0].body.value == "A summary that says more than the content."


def test_a_picture_s_caption_is_not_the_text() -> None:
    feed = parsed(
        """<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><item><title>t</title>
        <description>The fairs were canceled.</description><media:content url="http://i.example/1.jpg" medium="image"/>
        <media:description>A child with her cow, in a caption longer than the text.</media:description></item>
        <item><title>t</title><description>Ships sail.</description><media:description>A &lt;a
        href="/ship"&gt;ship&lt;/a&gt; at sea, with more words than the text.</media:description></item>
        <item><title>A video</title><media:description>All the text there is.</media:description></item>
        </channel></rss>"""
    )
    assert [item.body.value for item in feed.items] == [
        "The fairs were canceled.",
        "Ships sail.",
        "All the text there is.",
    ]


OLD_FORMATS = {
    "rss 0.90": """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://channel.netscape.com/rdf/simple/0.9/"><channel><title>t</title></channel>
        <item><title>Grain &amp; ships</title><link>http://news.example/1</link></item></rdf:RDF>""",
    "rss 0.91": """<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss.dtd">
        <rss version="0.91"><channel><item><title>Grain &amp; ships</title><link>http://news.example/1</link>
        <description>They sail.</description></item></channel></rss>""",
    "rss 0.92": """<rss version="0.92"><channel><item><title>Grain &amp; ships</title><link>http://news.example/1</link>
        <description>They sail.</description><category>World</category></item></channel></rss>""",
    "rss 0.94": """<rss version="0.94"><channel><item><title>Grain &amp; ships</title><link>http://news.example/1</link>
        <description type="text/html">They sail.</description></item></channel></rss>""",
    "rss 1.0": """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
        <channel rdf:about="http://news.example/"><title>t</title></channel><item rdf:about="http://news.example/1">
        <title>Grain &amp; ships</title><link>http://news.example/1</link><description>They sail.</description></item>
        </rdf:RDF>""",
    "atom 0.3": """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>t</title><entry>
        <title>Grain &amp; ships</title><link rel="alternate" href="http://news.example/1"/><id>1</id>
        <issued>2026-11-21T19:00:00Z</issued><content type="text/html" mode="escaped">They sail.</content>
        </entry></feed>""",
    "cdf": """<CHANNEL HREF="http://news.example/"><TITLE>t</TITLE><ITEM HREF="http://news.example/1">
        <TITLE>Grain &amp; ships</TITLE><ABSTRACT>They sail.</ABSTRACT></ITEM></CHANNEL>""",
}


@pytest.mark.parametrize("body", OLD_FORMATS.values(), ids=OLD_FORMATS)
def test_formats_that_nobody_writes_any_more_are_read(body: str) -> None:
    (item,) = parsed('<?xml version="1.0"?>' + body).items
    assert (item.title, item.link) == ("Grain & ships", "http://news.example/1")
    assert item.body.value == ("They sail." if "They sail." in body else "")


def test_atom_says_what_is_html_and_what_is_text() -> None:
    feed = parsed(
        ATOM.format(
            """<entry><id>1</id><title type="text">&lt;b&gt; is bold</title><link href="1.html"/>
            <summary type="text">5 &lt; 6 &amp;amp; &lt;p&gt;</summary><updated>2026-11-22T07:00:00Z</updated></entry>
            <entry><id>2</id><title type="html">&lt;b&gt;Bold&lt;/b&gt; &amp;amp; more</title><content type="xhtml">
            <div xmlns="http://www.w3.org/1999/xhtml"><p>One <a href="x"/>two</p></div></content></entry>"""
        )
    )
    first, second = feed.items
    assert (first.title, first.link) == ("<b> is bold", "http://base.example/a/1.html")
    assert first.body == TextConstruct("5 < 6 &amp; <p>", "text/plain", "http://base.example/a/")
    assert first.published is None
    assert first.updated == datetime(2026, 11, 22, 7, tzinfo=UTC)
    assert second.title == "Bold & more"
    assert second.body.type == "application/xhtml+xml"


def test_rss_text_with_tags_that_feedparser_does_not_know_is_html() -> None:
    feed = parsed(
        "<rss version='2.0'><channel><item><title>t</title><description>&lt;p&gt;a&lt;/p&gt;&lt;iframe src='x'&gt;"
        "&lt;/iframe&gt;</description></item></channel></rss>"
    )
    assert feed.items[0].body.type == "text/html"


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-16", "utf-8"])
def test_legacy_encodings_are_read_by_declaration_and_by_header(charset: str) -> None:
    rss = "<rss version='2.0'><channel><item><title>Мятеж окончен</title></item></channel></rss>"
    declared = f'<?xml version="1.0" encoding="{charset}"?>{rss}'.encode(charset)
    assert parsed(declared, "text/xml").items[0].title == "Мятеж окончен"
    assert parsed(rss.encode(charset), f"text/xml; charset={charset}").items[0].title == "Мятеж окончен"


def test_a_broken_feed_gives_what_it_holds_and_says_so() -> None:
    feed = parsed("<rss version='2.0'><channel><item><title>a & b</title></item><item><title>c</title>")
    assert [item.title for item in feed.items] == ["a & b", "c"]
    assert "malformed" in feed.notes[0]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "empty"),
        ("<!DOCTYPE html><html><body>x</body></html>", "web page"),
        ("\ufeff <!-- x --> <html lang='en'>", "web page"),
        ("<rss", "no feed"),
        ("just words", "no feed"),
        ("<opml version='2.0'><body/></opml>", "no feed"),
        ("{}", "JSON Feed"),
        ("{" * 100_000, "JSON"),
        ("<rss><channel>" + "<a>" * 100_000, "nested"),
        ("<rss><channel><item>" + "<x y='1'>" * 100_000, "nested"),
    ],
)
def test_what_is_no_feed_is_refused_with_the_reason_and_quickly(body: str, reason: str) -> None:
    begin = time.process_time()
    with pytest.raises(FeedError, match=reason):
        parsed(body)
    assert time.process_time() - begin < 5


def test_a_feed_without_entries_is_a_feed() -> None:
    assert parsed("<rss version='2.0'><channel><title>t</title></channel></rss>").items == ()


@pytest.mark.parametrize("beyond", [1, 2])
def test_entries_beyond_the_limit_are_listed(rss: Callable[..., bytes], beyond: int) -> None:
    feed = parsed(rss(*({"title": f"t{number}"} for number in range(MAX_ITEMS + beyond))))
    assert len(feed.items) == MAX_ITEMS
    assert [item.entry for item in feed.dropped] == ['entry 1001 "t1000"', 'entry 1002 "t1001"'][:beyond]


@pytest.mark.corpus
@pytest.mark.parametrize("folder", ["bombs", "xxe", "defusedxml"])
def test_bombs_and_external_entities_read_no_file_and_end_soon(corpus: Path, folder: str) -> None:
    secrets = [Path("/etc/hostname").read_text().strip(), "root:"]
    files = sorted((corpus / "hostile" / folder).iterdir())
    assert files
    for file in files:
        begin = time.process_time()
        try:
            items = parsed(file.read_bytes()).items
        except FeedError:
            items = ()
        assert time.process_time() - begin < 20, file
        for item in items:
            assert not any(secret in f"{item.title} {item.body.value}" for secret in secrets if secret), file
