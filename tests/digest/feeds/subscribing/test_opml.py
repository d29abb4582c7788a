from pathlib import Path

import pytest

from digest.contracts.subscription_file import load
from digest.errors import ConfigurationError
from digest.feeds.subscribing.opml import MAX_OPML_BYTES, ListedFeed, read_opml, write_opml
from digest.feeds.subscribing.subscription_editing import add_listed_feeds

LIST = b"""<?xml version="1.0"?><opml version="1.1"><head><title>x</title></head><body>
<outline text="World"><outline text="Africa"><outline type="rss" text="Wire &amp; Co" xmlUrl="https://a.example/f"
  htmlUrl="https://a.example/" description="An agency" language="en"/></outline>
  <outline TITLE="B" xmlURL="https://b.example/f"/></outline>
<outline text="No folder" xmlUrl="https://c.example/f" category="/Tech/Web,/Other"/>
<outline text="again" xmlUrl="https://c.example/f"/><outline text="bad" xmlUrl="javascript:alert(1)"/>
</body></opml>"""


def test_folders_become_sections_and_each_address_counts_once() -> None:
    assert read_opml(LIST) == (
        ListedFeed("https://a.example/f", "Wire & Co", "World / Africa", "https://a.example/", "An agency", "en"),
        ListedFeed("https://b.example/f", "B", "World"),
        ListedFeed("https://c.example/f", "No folder", "Tech / Web"),
    )


def test_what_is_written_is_read_back_the_same(tmp_path: Path) -> None:
    path = tmp_path / "subscriptions.toml"
    assert add_listed_feeds(path, read_opml(LIST)) == 3
    feeds = load(path).feed
    assert read_opml(write_opml(feeds, title='<"&>').encode()) == read_opml(LIST)
    other = tmp_path / "other.toml"
    add_listed_feeds(other, read_opml(write_opml(feeds, title="").encode()))
    assert load(other).feed == feeds


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<rss/>", "begins with <rss>"),
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
    assert read_opml(f"{text}</body></opml>".encode(encoding)) == (ListedFeed("https://a.example/f", "Süd"),)


def test_what_is_no_language_tag_is_left_out() -> None:
    (feed,) = read_opml(b'<opml><body><outline xmlUrl="https://a.example/f" language="English!"/></body></opml>')
    assert (feed.lang, feed.name) == ("", "https://a.example/f")
