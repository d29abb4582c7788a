"""What the quick reader makes of a document is what feedparser makes of it, or it leaves the document to feedparser."""

from pathlib import Path

import pytest

from digest.feeds.parsing.item import Item
from digest.feeds.parsing.xml_feeds.feed_document import FeedDocument
from digest.feeds.parsing.xml_feeds.feed_extensions import NeedsFeedparserError
from digest.feeds.parsing.xml_feeds.feedparser_library import read_by_feedparser
from digest.feeds.parsing.xml_feeds.quick_xml import read_plain
from digest.feeds.parsing.xml_feeds.xml_items import xml_items

URL = "https://news.example/feed"
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:News="https://search.example/?q=a" '
    'xmlns:pheedo="http://www.pheedo.com/namespace/pheedo"'
)
ITEMS = (
    "<title>A &amp; B</title><link>http://a.example/?x=1&amp;y=2</link><guid>g</guid>",
    "<title>A &amp;amp; B &lt;b&gt;c&lt;/b&gt;</title><description>&lt;p&gt;x&lt;/p&gt;</description>",
    "<title><![CDATA[ A <i>b</i> ]]></title><description>plain</description>",
    "<description>first</description><description>second</description>",
    "<content:encoded>&lt;p&gt;long&lt;/p&gt;</content:encoded><description>short</description>",
    "<description>short</description><content:encoded>&lt;p&gt;long&lt;/p&gt;</content:encoded>",
    "<media:description>of the picture</media:description><description>of the item</description>",
    "<title>t</title><media:content url='i' medium='image'><media:description>d</media:description></media:content>",
    "<title>t</title><media:content url='http://a.example/i.jpg'><media:title>m</media:title></media:content>",
    "<guid isPermaLink='false'>g</guid>",
    "<guid>http:///a.example/1</guid>",
    "<guid isPermaLink='true'>g</guid><link>http://a.example/</link>",
    "<link/><title>t</title>",
    "<atom:link href='http://a.example/2' rel='alternate'/><link>http://a.example/1</link>",
    "<author>jane@a.example (Jane Doe)</author>",
    "<author>Jane &lt;jane@a.example&gt;</author><dc:creator>John</dc:creator>",
    "<dc:creator>Jane</dc:creator><dc:creator>John</dc:creator><dc:creator> </dc:creator>",
    "<category>A</category><category domain='x'>B</category><category/><category>A</category>",
    (
        "<description>d</description><media:content url='a.jpg' medium='image'><media:description>a</media:description>"
        "<media:credit>A</media:credit></media:content><media:content url='b.jpg' medium='image'>"
        "<media:description type='html'>&lt;p>b&lt;/p></media:description></media:content>"
    ),
    (
        "<media:group><media:content url='v' medium='video'/><media:content url='b.jpg' medium='image'/>"
        "<media:content url='c.jpg'><media:description>c</media:description></media:content></media:group>"
        "<media:description>outside</media:description><media:content url='d'/>"
    ),
    "<author>ann@a.media (Ann)</author><dc:creator>&lt;a href='x'>B&lt;/a></dc:creator><author/>",
    "<title>t - B</title><source url='https://b.example/'>B</source><media:title>m</media:title>",
    "<source>Without address</source>",
    "<link>https://a.example/1</link><atom:link href='https://a.example/amp/1'/>",
    "<source url='https://b.example/'/>",
    "<link>https://proxy.example/1</link><feedburner:origLink> https://a.example/1 </feedburner:origLink>",
    "<link>https://proxy.example/1</link><pheedo:origLink>https://a.example/1</pheedo:origLink>",
    (
        "<enclosure url='https://proxy.example/1.mp3' type='audio/mpeg'/><feedburner:origEnclosureLink>https://a.example/1.mp3"
        "</feedburner:origEnclosureLink><News:Source>B</News:Source>"
    ),
    "<atom:link href='https://a.example/1' type='text/html; charset=utf-8'/><guid>https://a.example/id</guid>",
    "<media:keywords>a, b,,c</media:keywords><dc:subject>s</dc:subject>",
    "<pubDate>Sat, 21 Nov 2026 20:00:00 +0100</pubDate><dc:date>2026-11-21T20:00:00Z</dc:date>",
    "<pubDate>Sat, 31 Feb 2026 20:00:00 GMT</pubDate>",
    "<pubDate>yesterday</pubDate><title>t</title>",
    "<enclosure url='a.mp3' type='Audio/MPEG' length='1'/><itunes:image href='http://a.example/i.png'/>",
    "<title>\u00c3\u00a9t\u00c3\u00a9 \u0093x\u0094</title>",
    "<comments>http://a.example/c</comments><source url='http://b.example/'>B</source><title>t</title>",
    "<itunes:summary>sum</itunes:summary><itunes:subtitle>sub</itunes:subtitle>",
)
ATOM = """<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr'><entry><id>i</id>
<title type='html'>a &amp;lt; b</title>
<link href='/1'/><link rel='enclosure' type='image/png' href='/2'/><summary>s</summary><content type='html'>c</content>
<author><name>Jane</name><email>j@a.example</email></author><author><name>John</name></author>
<published>2026-11-21T20:00:00+01:00</published><updated>2026-11-21T20:00:00.5Z</updated>
<category term='t' label='L'/></entry></feed>"""
INHERITED = """<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title><author><name>Desk</name><email>d@a.example</email>
</author><author><name>Night desk</name></author><entry><id>https://a.example/id</id><title>t</title>
<link rel='alternate' type='text/xml' href='https://a.example/1'/></entry><entry><id>2</id>
<author><name>Jane</name></author></entry></feed>"""
RDF = """<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>
<item r:about='http://a.example/1'><title>t</title><link>http://a.example/1</link></item></r:RDF>"""
ITEM = "<channel><item><title>a</title><link>y</link></item><title>t</title><language> de </language></channel>"
HEAD = f"<rss version='2.0' {NAMESPACES}><channel><language>en-gb</language>"
DOCUMENTS = [
    *(f"{HEAD}<item>{item}</item></channel></rss>" for item in ITEMS),
    f"<rss version='0.91'>{ITEM}</rss>",
    f"<rss version='2.0' xml:base='http://b.example/x/' xml:lang='en_US'>{ITEM}</rss>",
    ATOM,
    INHERITED,
    RDF,
    RDF.replace("r:", "rdf:").replace(":r=", ":rdf="),
]
ODD = [
    "<rss version='2.0'><channel><item><title>a</title>",
    "<!DOCTYPE rss><rss><channel><item><title>a</title></item></channel></rss>",
    "<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><item><title>a</title></item></channel></rss>",
    "<rss><channel><item><title>a <b>b</b></title></item></channel></rss>",
    "<rss><channel><item xml:base='http://a.example/'><title>a</title></item></channel></rss>",
    "<rss><channel><item><title>a</title><title>b</title></item></channel></rss>",
    "<rss xmlns:media='urn:other'><channel><item><media:content/></item></channel></rss>",
    "<rss><channel><item><image><url>u</url></image></item></channel></rss>",
    "<rss><channel/></rss>",
    "<html><body/></html>",
    "<rss><channel>" + "<a>" * 50 + "</a>" * 50 + "<item/></channel></rss>",
]


def items(document: FeedDocument, body: bytes) -> tuple[Item, ...]:
    return xml_items(document, URL)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_plain_document_gives_the_items_that_feedparser_gives(document: str) -> None:
    body = document.encode()
    by_feedparser = read_by_feedparser(body, "")
    assert items(read_plain(body, ""), body) == items(by_feedparser, body)
    assert not by_feedparser.fault


@pytest.mark.parametrize("document", ODD)
def test_what_is_odd_is_left_to_feedparser(document: str) -> None:
    with pytest.raises(NeedsFeedparserError):
        read_plain(document.encode(), "")


@pytest.mark.corpus
def test_every_captured_feed_gives_the_items_that_feedparser_gives(corpus: Path) -> None:
    files = [*sorted((corpus / "feeds").glob("*.xml")), *sorted((corpus / "replay").glob("*/*-15.xml"))]
    plain = 0
    for file in files:
        body = file.read_bytes()
        try:
            document = read_plain(body, "")
        except NeedsFeedparserError:
            continue
        plain += 1
        assert items(document, body) == items(read_by_feedparser(body, ""), body), file
    assert plain > len(files) * 0.6
