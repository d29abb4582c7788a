from pathlib import Path

import pytest

from digest.contracts.subscription_file import load
from digest.errors import ConfigurationError
from digest.feeds.subscribing.opml import FeedList, ListedFeed, read_opml, write_opml
from digest.feeds.subscribing.opml_document import MAX_OPML_BYTES
from digest.feeds.subscribing.subscription_editing import add_listed_feeds

LIST = b"""<?xml version="1.0"?><opml version="1.1"><head><title>x</title></head><body>
<outline text="World"><outline text="Africa"><outline type="rss" text="Wire &amp; Co" xmlUrl="https://a.example/f"
  htmlUrl="https://a.example/" description="An agency" language="en"/></outline>
  <outline TITLE="B" xmlURL="https://b.example/f"/></outline>
<outline text="No folder" xmlUrl="https://c.example/f" category="/Tech/Web,/Other"/>
<outline text="again" xmlUrl="https://c.example/f"/><outline text="bad" xmlUrl="javascript:alert(1)"/>
</body></opml>"""


def read(outlines: str) -> FeedList:
    return read_opml(f"<opml><body>{outlines}</body></opml>".encode())


def test_folders_become_sections_and_each_address_counts_once() -> None:
    assert read_opml(LIST).feeds == (
        ListedFeed("https://a.example/f", "Wire & Co", "World / Africa", "https://a.example/", "An agency", "en"),
        ListedFeed("https://b.example/f", "B", "World"),
        ListedFeed("https://c.example/f", "No folder", "Tech / Web"),
    )


def test_what_is_written_is_read_back_the_same(tmp_path: Path) -> None:
    path = tmp_path / "subscriptions.toml"
    assert add_listed_feeds(path, read_opml(LIST).feeds) == 3
    feeds = load(path).feed
    assert read_opml(write_opml(feeds, title='<"&>').encode()).feeds == read_opml(LIST).feeds
    other = tmp_path / "other.toml"
    add_listed_feeds(other, read_opml(write_opml(feeds, title="").encode()).feeds)
    assert load(other).feed == feeds


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<rss/>", "begins with <rss>"),
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"[1, 2]", "begins with '.1, 2.', where <opml> is expected"),
        (b"url,name\nhttps://a.example/f,A", "begins with 'url,name"),
        (b"<html><body>sign in</body></html>", "begins with <html>"),
        (b'<opml><body>\n<outline text="K\xfcste"/></body></opml>', "not UTF-8, as line 2 shows"),
        (b'<!DOCTYPE opml><opml><body><outline text="&a;">', "isn't OPML"),
        (b"<opml><body>", "isn't OPML"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml/>', "document type"),
        ('<!DOCTYPE opml [<!ENTITY a "b">]><opml/>'.encode("utf-16"), "document type"),
        (b" " * (MAX_OPML_BYTES + 1), "longer than 16 MiB"),
        (b"<opml><body>" + b'<outline text="x">' * 80 + b"</outline>" * 80 + b"</body></opml>", "nested"),
    ],
)
def test_what_is_no_list_is_named(body: bytes, reason: str) -> None:
    with pytest.raises(ConfigurationError, match=reason):
        read_opml(body)


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_the_encoding_that_a_list_declares_counts(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><opml><body><outline text="Süd" xmlUrl="https://a.example/f"/>'
    assert read_opml(f"{text}</body></opml>".encode(encoding)).feeds == (ListedFeed("https://a.example/f", "Süd"),)


def test_what_is_no_language_tag_is_left_out() -> None:
    (feed,) = read('<outline xmlUrl="https://a.example/f" language="English!"/>').feeds
    assert (feed.lang, feed.name) == ("", "https://a.example/f")


@pytest.mark.parametrize(
    ("outline", "note"),
    [
        ('<outline type="rss" text="Tides" xmlUrl="ftp://a.example/f"/>', "'Tides': 'ftp://a.example/f' is no address"),
        ('<outline type="rss" text="Tides" xmlUrl="exec:/bin/x"/>', "'exec:/bin/x' is no address of http or https"),
        ('<outline type="rss" text="Tides" xmlUrl="tides"/>', "'tides' is no address of http or https"),
        ('<outline type="rss" text="Tides" xmlUrl="https://u:geheim@[/"/>', "'[/' is no address"),
        ('<outline type="rss" text="Tides" xmlUrl=""/>', "'Tides': it has no xmlUrl"),
        ('<outline type="rss" text="Tides"/>', "'Tides': it has no xmlUrl"),
        ('<outline text="An empty folder"/>', "'An empty folder': it has no xmlUrl"),
        ('<outline type="link" text="Page" url="https://a.example/"/>', "'Page': an outline of type 'link', no feed"),
        ('<outline type="include" text="More" url="https://a.example/x"/>', "outline of type 'include', no feed"),
        ('<outline xmlUrl="mailto:a@b.example"/>', "is no address of http or https"),
    ],
)
def test_an_outline_that_is_left_out_is_named_with_the_reason(outline: str, note: str) -> None:
    feeds = read(f'<outline text="Quay" xmlUrl="https://q.example/f"/>{outline}')
    assert [feed.name for feed in feeds.feeds] == ["Quay"]
    (line,) = feeds.left_out
    assert note in line
    assert "geheim" not in line


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("feed://a.example/f", "http://a.example/f"),
        ("feed:https://a.example/f", "https://a.example/f"),
        ("FEED:HTTP://a.example/f", "http://a.example/f"),
        ("feed:a.example/f", "http://a.example/f"),
        ("feeds://a.example/f", "https://a.example/f"),
        ("pcast://a.example/f", "http://a.example/f"),
        ("itpc://a.example/f", "http://a.example/f"),
        ("a.example/f", "https://a.example/f"),
        ("www.a.example", "https://www.a.example/"),
        ("//a.example/f?x=1", "https://a.example/f?x=1"),
        ("a.example:8443/f", "https://a.example:8443/f"),
        ("https://anna:geheim@a.example/f", "https://a.example/f"),
    ],
)
def test_an_address_that_is_read_otherwise_than_it_is_written_is_told(address: str, url: str) -> None:
    feeds = read(f'<outline text="Tides" xmlUrl="{address}"/>')
    assert [feed.url for feed in feeds.feeds] == [url]
    (line,) = feeds.changed
    assert line.startswith("'Tides': ")
    assert "geheim" not in line


@pytest.mark.parametrize(
    ("outline", "name", "url"),
    [
        (
            '<outline text="Bay & Quay" xmlUrl="https://a.example/f?a=1&b=2"/>',
            "Bay & Quay",
            "https://a.example/f?a=1&b=2",
        ),
        ('<outline text="K&uuml;ste&nbsp;heute" xmlUrl="https://a.example/f"/>', "Küste heute", "https://a.example/f"),
        ('<outline text="A &amp;amp; B" xmlUrl="https://a.example/?a&amp;amp;b"/>', "A & B", "https://a.example/?a&b"),
        ('<outline text="A &#8211; B & C" xmlUrl="https://a.example/f"/>', "A – B & C", "https://a.example/f"),
        ('<outline type="rss" text="A" url="https://a.example/f"/>', "A", "https://a.example/f"),
        ('<outline type="atom" text="A" XMLURL=" https://a.example/f "/>', "A", "https://a.example/f"),
        ('<outline xmlUrl="https://a.example/f"/>', "https://a.example/f", "https://a.example/f"),
    ],
)
def test_what_other_programs_write_is_read_as_it_is_meant(outline: str, name: str, url: str) -> None:
    feeds = read(outline)
    assert [(feed.name, feed.url) for feed in feeds.feeds] == [(name, url)]
    assert feeds.left_out == ()


@pytest.mark.parametrize(
    "head",
    [
        '<opml xmlns="http://opml.org/spec2">',
        '<!DOCTYPE opml SYSTEM "http://www.opml.org/spec2.dtd"><opml version="1.1">',
        '<?xml version="1.0"?>\n<!DOCTYPE opml PUBLIC "-//x//y" "z">\n<OPML>',
    ],
)
def test_namespaces_and_document_types_do_no_harm(head: str) -> None:
    end = "</OPML>" if "<OPML>" in head else "</opml>"
    feeds = read_opml(f'{head}<body><outline text="A" xmlUrl="https://a.example/f"/></body>{end}'.encode())
    assert [feed.name for feed in feeds.feeds] == ["A"]
