from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import feedparser.mixin
import pytest

from digest.errors import FeedError
from digest.feeds.parsing.feed_parser import parse_feed
from digest.feeds.parsing.item import MAX_ITEMS, ParsedFeed, TextConstruct
from digest.feeds.parsing.xml_feeds.feedparser_library import read_by_feedparser

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
    assert item.enclosure_facts == "audio/mpeg 1"


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


def test_in_atom_the_content_is_the_body_unless_it_shows_nothing() -> None:
    entry = "<entry><id>1</id><summary>A summary that is longer.</summary><content type='html'>{}</content></entry>"
    short, empty = parsed(ATOM.format(entry.format("Short.") + entry.format("&lt;img src='x'/>"))).items
    assert (short.body.value, short.summary.value) == ("Short.", "A summary that is longer.")
    assert empty.body.value == "A summary that is longer."


MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/"'
TEXT = "<description>&lt;p>Ships sail.&lt;/p>&lt;p>Fares rise.&lt;/p></description>"


def picture(name: str, caption: str = "", credit: str = "") -> str:
    return (
        f'<media:content url="http://i.example/{name}.jpg" medium="image"><media:description>{caption}'
        f"</media:description><media:credit>{credit}</media:credit></media:content>"
    )


@pytest.mark.parametrize("malformed", ["", "<x>"], ids=["plain", "malformed"])
@pytest.mark.parametrize(
    ("content", "caption", "credit"),
    [
        (TEXT + picture("a", "One") + picture("b", "Two, of far more words than the text has"), "One", ""),
        (TEXT + picture("a", "One", "Ann") + picture("b"), "One", "Ann"),
        (TEXT + picture("a") + picture("b", "Two", "Bob"), "", ""),
        (picture("a", "One") + picture("b", "Two") + picture("c", "Three") + TEXT, "One", ""),
        (TEXT + f"<media:group>{picture('a')}{picture('b', 'Both', 'Bob')}</media:group>", "Both", "Bob"),
        (TEXT + picture("a") + "<media:description>Of all</media:description>", "Of all", ""),
        (f"<media:description>Of all</media:description>{TEXT}{picture('a', 'One')}", "One", ""),
    ],
)
def test_captions_belong_to_their_pictures_and_the_text_stays(
    content: str, caption: str, credit: str, malformed: str
) -> None:
    (item,) = parsed(f"<rss {MEDIA}><channel>{malformed}<item><title>t</title>{content}</item></channel></rss>").items
    assert item.body.value == "<p>Ships sail.</p><p>Fares rise.</p>"
    assert (item.image, item.image_alt, item.image_credit) == ("http://i.example/a.jpg", caption, credit)


@pytest.mark.parametrize("type_", ["", 'type="html"'])
def test_what_is_said_of_a_video_is_the_text_where_there_is_no_other(type_: str) -> None:
    video = f'<media:content url="v"/><media:description {type_}>A tour.\n\nTickets here.</media:description>'
    atom = f"<feed xmlns='http://www.w3.org/2005/Atom' {MEDIA}><entry><id>1</id><title>t</title>{{}}</entry></feed>"
    (alone,) = parsed(atom.format(f"<media:group>{video}</media:group>")).items
    assert (alone.body.value, alone.image_alt) == ("A tour.\n\nTickets here.", "")
    assert alone.body.type == ("text/html" if type_ else "text/plain")
    (beside,) = parsed(atom.format(f"<media:group>{video}</media:group><content>Short.</content>")).items
    assert beside.body.value == "Short."


@pytest.mark.parametrize(
    "content_type", ["", "text/html; charset=utf-8", "text/xml", "TEXT/HTML;level=1", "text/plain"]
)
@pytest.mark.parametrize("rel", ["", 'rel="alternate"', 'rel="http://www.iana.org/assignments/relation/alternate"'])
@pytest.mark.parametrize("guid", ["tag:a", "http://ids.example/1"])
def test_an_atom_entry_s_page_is_found_whatever_type_its_link_has(content_type: str, rel: str, guid: str) -> None:
    link = f'<link {rel} type="{content_type}" href="http://news.example/1"/><link rel="self" href="http://self.example/"/>'
    for content in (f"<id>{guid}</id>{link}", f"{link}<id>{guid}</id>"):
        assert parsed(ATOM.format(f"<entry>{content}<title>t</title></entry>")).items[0].link == "http://news.example/1"


@pytest.mark.parametrize("malformed", ["", "<x>"])
def test_rss_s_own_link_comes_before_an_atom_link_in_the_item(malformed: str) -> None:
    links = ["<link>http://news.example/1</link>", '<atom:link href="http://news.example/amp/1"/>']
    for pair in ("".join(links), "".join(reversed(links))):
        item = f"<item><title>t</title>{pair}</item>"
        feed = parsed(f'<rss xmlns:atom="http://www.w3.org/2005/Atom"><channel>{malformed}{item}</channel></rss>')
        assert feed.items[0].link == "http://news.example/1"


def test_a_page_comes_before_other_forms_of_an_entry_and_a_feed_last() -> None:
    def link(*types: str) -> str:
        links = "".join(f'<link type="{name}" href="http://news.example/{name}"/>' for name in types)
        return parsed(ATOM.format(f"<entry><id>1</id><title>t</title>{links}</entry>")).items[0].link

    assert link("application/pdf", "text/plain", "text/html; charset=x").endswith("text/html; charset=x")
    assert link("application/atom+xml", "application/pdf").endswith("pdf")
    assert link("application/atom+xml").endswith("atom+xml")


@pytest.mark.parametrize(
    ("given", "link"),
    [
        ("\n  http://news.example/1\n", "http://news.example/1"),
        ("&#160;http://news.example/1 ", "http://news.example/1"),
        ("feed:https://news.example/1", "https://news.example/1"),
        ("feed://news.example/1", "http://news.example/1"),
        ("http://https://news.example/1", "https://news.example/1"),
        ("www.news.example/1", "http://www.news.example/1"),
        ("http://news.example/?a=1&amp;amp;b=2", "http://news.example/?a=1&b=2"),
        ("https://archive.example/web/https://news.example/1", "https://archive.example/web/https://news.example/1"),
    ],
)
def test_an_address_is_put_right_where_it_is_clear_what_was_meant(given: str, link: str) -> None:
    feed = f"<rss><channel><item><title>t</title><link>{given}</link></item></channel></rss>"
    assert parsed(feed).items[0].link == link


@pytest.mark.parametrize(
    ("namespace", "element"),
    [
        ("http://rssnamespace.org/feedburner/ext/1.0", "feedburner"),
        ("http://www.pheedo.com/namespace/pheedo", "pheedo"),
    ],
)
@pytest.mark.parametrize(
    ("original", "link"),
    [(" https://news.example/1 ", "https://news.example/1"), ("javascript:x", "https://proxy.example/1")],
)
def test_the_publisher_s_address_comes_before_that_of_a_service(
    namespace: str, element: str, original: str, link: str
) -> None:
    feed = (
        f"<rss xmlns:{element}='{namespace}'><channel><item><link>https://proxy.example/1</link>"
        f"<{element}:origLink>{original}</{element}:origLink></item></channel></rss>"
    )
    assert parsed(feed).items[0].link == link


@pytest.mark.parametrize(
    ("source", "publisher"),
    [
        (
            '<source url="https://www.gazette.example">The Gazette</source>',
            ("The Gazette", "https://www.gazette.example"),
        ),
        ("<source>The Gazette</source>", ("The Gazette", "")),
        ('<source url="https://x.example">Marks &amp;amp; Co</source>', ("Marks & Co", "https://x.example")),
        ('<source url="http://feed.example/other">Another section</source>', ("", "")),
        ('<source url="http://x.example/">all news</source>', ("", "")),
        ('<source url="https://www.paper.example/world/rss.xml">The Paper</source>', ("", "")),
        ('<source url="https://x.example/"/>', ("", "")),
        ('<n:Source xmlns:n="urn:x">x</n:Source>', ("", "")),
        ('<News:Source xmlns:News="https://search.example/?q=a">The Gazette</News:Source>', ("The Gazette", "")),
    ],
)
def test_an_entry_s_source_is_its_publisher_unless_it_is_the_feed_itself(
    source: str, publisher: tuple[str, str]
) -> None:
    site = "<link>https://paper.example/</link>"
    feed = f"<rss><channel><title>All News</title>{site}<item><title>t</title>{source}</item></channel></rss>"
    (item,) = parsed(feed).items
    assert (item.publisher, item.publisher_url) == publisher


@pytest.mark.parametrize("reader", ["", "<!DOCTYPE rss>"])
@pytest.mark.parametrize(
    "feed",
    [
        (
            '<rss><channel><link>https://paper.example/</link><item><title>t</title><source url="{}">P</source></item>'
            "</channel></rss>"
        ),
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://paper.example/"/><entry><title>t</title>'
            "<source><title>P</title><link href='{}'/></source></entry></feed>"
        ),
    ],
)
def test_a_source_of_the_feed_s_own_site_is_no_publisher_of_its_own(reader: str, feed: str) -> None:
    for address, publisher in (("https://www.paper.example/world.xml", ""), ("https://gazette.example/", "P")):
        (item,) = parsed(reader + feed.format(address)).items
        assert item.publisher == publisher


def test_atom_s_source_is_the_publisher_and_its_authors_stand_for_the_entry() -> None:
    source = (
        "<source><id>s</id><title type='html'>Ann&amp;#8217;s blog</title><link href='http://ann.example/'/>"
        "<link rel='self' href='http://ann.example/feed'/><author><name>Ann Ray</name></author></source>"
    )
    feed = ATOM.format(
        f"<title>Planet</title><author><name>Planet</name></author><entry>{source}<title>t</title></entry>"
    )
    (item,) = parsed(feed).items
    assert (item.publisher, item.publisher_url) == ("Ann’s blog", "http://ann.example/")
    assert (item.title, item.authors) == ("t", ("Ann Ray",))


def test_an_atom_entry_without_an_author_has_those_of_its_feed() -> None:
    entries = (
        "<entry><id>1</id></entry><entry><id>2</id><author><name>Ann</name></author></entry>"
        "<entry><id>3</id><author><email>a@b.example</email></author></entry>"
    )
    feed = parsed(ATOM.format(f"<author><name>Desk</name></author><author><name>Night</name></author>{entries}"))
    assert [item.authors for item in feed.items] == [("Desk", "Night"), ("Ann",), ()]


def test_elements_that_are_called_as_the_parts_of_a_record_cost_nothing() -> None:
    names = ["links", "authors", "content", "tags", "media_content", "media_credit", "media_thumbnail", "source"]
    names += ["title_detail", "summary_detail", "image", "published_parsed", "media_descriptions", "entries", "link"]
    inner = "".join(f"<{name}>x</{name}><y:{name}>x</y:{name}>" for name in names)
    feed = parsed(f"<rss xmlns:y='urn:y'><channel><item><title>a</title>{inner}<z></item><item><title>b</title></item>")
    assert [item.title for item in feed.items] == ["a", "b"]


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
@pytest.mark.timeout(60)  # measured: 0.2 s at most
def test_what_is_no_feed_is_refused_with_the_reason_and_quickly(body: str, reason: str) -> None:
    with pytest.raises(FeedError, match=reason):
        parsed(body)


@pytest.mark.parametrize("form", ["<rss><channel>{}</channel></rss>", ATOM, "<rss><channel>{}"])
@pytest.mark.parametrize("name", ["item", "entry"])
@pytest.mark.parametrize("deep", ["<x>" * 5000 + "</x>" * 5000, "<x y='1'>" * 301, "<b>" * 310 + "t" + "</b>" * 310])
def test_an_entry_that_nests_too_deep_is_alone_in_being_lost(form: str, name: str, deep: str) -> None:
    def entry(title: str, inner: str = "") -> str:
        return f"<{name}><title>{title}</title><description>{inner}</description></{name}>"

    feed = parsed(form.format(entry("a & b") + entry("Deep", deep) + entry("c")))
    assert [(item.number, item.title) for item in feed.items] == [(1, "a & b"), (3, "c")]
    assert [item.entry for item in feed.dropped] == ['entry 2 "Deep"']
    assert "nested more than 300 deep" in feed.dropped[0].reason


def test_a_feed_without_entries_is_a_feed() -> None:
    assert parsed("<rss version='2.0'><channel><title>t</title></channel></rss>").items == ()


@pytest.mark.parametrize("beyond", [1, 2])
def test_entries_beyond_the_limit_are_listed(rss: Callable[..., bytes], beyond: int) -> None:
    feed = parsed(rss(*({"title": f"t{number}"} for number in range(MAX_ITEMS + beyond))))
    assert len(feed.items) == MAX_ITEMS
    assert [item.entry for item in feed.dropped] == ['entry 1001 "t1000"', 'entry 1002 "t1001"'][:beyond]


@pytest.mark.corpus
@pytest.mark.parametrize("folder", ["bombs", "xxe", "defusedxml"])
@pytest.mark.timeout(120)  # measured: 2 s
def test_bombs_and_external_entities_read_no_file_and_end_soon(corpus: Path, folder: str) -> None:
    secrets = [Path("/etc/hostname").read_text().strip(), "root:"]
    files = sorted((corpus / "hostile" / folder).iterdir())
    assert files
    for file in files:
        try:
            items = parsed(file.read_bytes()).items
        except FeedError:
            items = ()
        for item in items:
            assert not any(secret in f"{item.title} {item.body.value}" for secret in secrets if secret), file


def test_feedparser_is_left_as_it_is_for_others() -> None:
    feed = (
        "<rss xmlns:media='http://search.yahoo.com/mrss/'><channel><item><title>t</title>"
        "<author>a@x.example (Ann)</author><media:description>d</media:description></item></channel></rss>"
    )
    before = feedparser.parse(feed)
    read_by_feedparser(feed.encode(), "")
    after = feedparser.parse(feed)
    assert dict(after.entries[0]) == dict(before.entries[0])
    assert vars(feedparser.mixin._FeedParserMixin).get("_open_media", "absent") == "absent"
