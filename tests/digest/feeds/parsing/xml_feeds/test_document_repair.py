from xml.etree import ElementTree

import pytest

from digest.feeds.parsing.feed_parser import parse_feed
from digest.feeds.parsing.xml_feeds.document_repair import MAX_EXPANDED_CHARS, repaired_document


def shown(content: str, doctype: str = "") -> str:
    """What a parser of XML reads in an element with the content, once repaired."""
    text, _ = repaired_document(f'<?xml version="1.0" encoding="x"?>{doctype}<a>{content}</a>')
    return ElementTree.fromstring(text).text or ""


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("R&D, AT&T & Co; a&b;c &amp; d", "R&D, AT&T & Co; a&b;c & d"),
        ("x?a=1&b=2&copy=3&#x;&#;", "x?a=1&b=2&copy=3&#x;&#;"),
        ("5 < 6, <3 and <- or <", "5 < 6, <3 and <- or <"),
        ("&eacute;&nbsp;&mdash;&Lt;&nosuch;", "é\u00a0—≪&nosuch;"),
        ("&lt;b&gt; &#60;b&#62;", "<b> <b>"),
        ("&#55357;&#56832; &#xD83D;&#xDE00;", "\U0001f600 \U0001f600"),
        ("&#55357; &#56832;", "\ufffd \ufffd"),
        ("&#0;&#8;&#xFFFF;&#1114112;&#" + "9" * 5000 + ";|", "\ufffd\ufffd\ufffd|"),
        ("a\x00b\x08c\x1f", "abc"),
        ("<![CDATA[a & b < c &eacute; &#55357;&#56832;]]>", "a & b < c &eacute; &#128512;"),
    ],
)
def test_what_was_meant_is_read(content: str, text: str) -> None:
    assert shown(content) == text


@pytest.mark.parametrize(
    ("doctype", "content", "text"),
    [
        ('<!DOCTYPE rss [<!ENTITY pub "The &#8220;Gazette&#8221;">]>', "&pub;", "The “Gazette”"),
        ("<!doctype rss [ <!ENTITY pub 'R&D &mdash; News' > ] >", "&pub;", "R&D — News"),
        ('<!DOCTYPE rss [<!ENTITY a "A"><!ENTITY b "&a;&a;"><!-- ]> --><!ENTITY c "]>">]>', "&b;&c;", "AA]>"),
        (
            '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.example/rss.dtd">',
            "&Eacute;t&eacute;",
            "Été",
        ),
        ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY % p "q">%p;]>', "&x;", "&x;"),
        ('<!DOCTYPE rss [<!ENTITY lt "&#38;#60;"><!ENTITY amp "&#38;#38;">]>', "&lt;&amp;", "<&"),
        ('<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]>', "&a;", "&b;"),
        ("<!-- a comment --><!DOCTYPE rss>\n", "a", "a"),
    ],
)
def test_entities_of_a_document_type_are_read_and_no_others(doctype: str, content: str, text: str) -> None:
    assert shown(content, doctype) == text


def test_entities_cannot_grow_without_bound() -> None:
    doctype = f'<!DOCTYPE rss [<!ENTITY a "{"x" * 1000}"><!ENTITY b "{"&a;" * 300}">]>'
    assert len(shown("&a;" * 100_000, doctype)) < MAX_EXPANDED_CHARS + 400_000
    laughs = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 50))
    assert len(shown("&l49;", f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>')) < 2000


@pytest.mark.parametrize(
    "junk",
    [
        "&",
        "<",
        "&#",
        "&a",
        "<!--",
        "<![CDATA[",
        "<!DOCTYPE",
        "<!DOCTYPE [",
        '"',
        "<?",
        "&#55357;",
        "[<!--",
        "<!ENTITY a '",
    ],
)
@pytest.mark.timeout(60)  # measured: 0.1 to 1 s
def test_hostile_documents_take_no_time(junk: str) -> None:
    repaired_document(junk * 200_000)
    repaired_document("<!DOCTYPE rss [" + junk * 200_000)
    repaired_document("<!DOCTYPE rss [" + junk * 20_000 + "]><rss/>")


def test_a_repair_is_told() -> None:
    assert repaired_document("<a>a</a>") == ("<a>a</a>", ())
    assert repaired_document("<a>&nbsp;</a>")[1] == ()
    assert len(repaired_document("<a>& &x; &#0; \x01 < &#55357;&#56832;</a>")[1]) == 6
    (note,) = parse_feed(
        b"<rss><channel><item><title>a & b</title></item></channel></rss>", content_type="", url=""
    ).notes
    assert note == "it is malformed: an & that isn't written as &amp;"


@pytest.mark.parametrize(
    "place",
    [
        "<title>{}</title>",
        "<title>&#{};</title>",
        "<width>{}</width>",
        "<pubDate>{}</pubDate>",
        "<media:content xmlns:media='http://search.yahoo.com/mrss/' width='{}' fileSize='{}'/>",
        "<guid>{}</guid>",
        "<enclosure length='{}' url='x'/>",
        "<description>&amp;#{};</description>",
        "<image><height>{}</height></image>",
    ],
)
@pytest.mark.parametrize("malformed", ["", "<x>"])
def test_a_number_of_any_length_costs_nothing(place: str, malformed: str) -> None:
    inner = place.replace("{}", "7" * 5000)
    items = f"<item><title>a</title></item><item>{inner}</item><item><title>c</title></item>"
    feed = parse_feed(f"<rss><channel>{malformed}{items}</channel></rss>".encode(), content_type="", url="")
    assert len(feed.items) == 3
    assert [feed.items[0].title, feed.items[2].title] == ["a", "c"]
