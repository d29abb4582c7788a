from pathlib import Path

import pytest

from digest.contracts.subscription_file import load
from digest.contracts.subscriptions import Subscription
from digest.errors import ConfigurationError
from digest.feeds.subscribing.opml import Outline, read_opml, write_opml
from digest.feeds.subscribing.subscription_editing import Choice, add_outlines, add_subscription, remove_subscription

LIST = b"""<?xml version="1.0"?><opml version="1.1"><head><title>x</title></head><body>
<outline text="World"><outline text="Africa"><outline type="rss" text="Wire &amp; Co" xmlUrl="https://a.example/f"
  htmlUrl="https://a.example/" description="An agency" language="en"/></outline>
  <outline TITLE="B" xmlURL="https://b.example/f"/></outline>
<outline text="No folder" xmlUrl="https://c.example/f" category="/Tech/Web,/Other"/>
<outline text="again" xmlUrl="https://c.example/f"/><outline text="bad" xmlUrl="javascript:alert(1)"/>
</body></opml>"""


def test_folders_become_sections_and_each_address_counts_once() -> None:
    assert read_opml(LIST) == (
        Outline("https://a.example/f", "Wire & Co", "World / Africa", "https://a.example/", "An agency", "en"),
        Outline("https://b.example/f", "B", "World"),
        Outline("https://c.example/f", "No folder", "Tech / Web"),
    )


def test_what_is_written_is_read_back_the_same(tmp_path: Path) -> None:
    path = tmp_path / "subscriptions.toml"
    assert add_outlines(path, read_opml(LIST)) == 3
    feeds = load(path).feed
    assert read_opml(write_opml(feeds, title='<"&>').encode()) == read_opml(LIST)
    other = tmp_path / "other.toml"
    add_outlines(other, read_opml(write_opml(feeds, title="").encode()))
    assert load(other).feed == feeds


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<rss/>", "begins with <rss>"),
        (b"<opml><body>", "isn't OPML"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml/>', "document type"),
        (b"<opml><body>" + b'<outline text="x">' * 80 + b"</outline>" * 80 + b"</body></opml>", "nested"),
    ],
)
def test_what_is_no_list_is_named(body: bytes, reason: str) -> None:
    with pytest.raises(ConfigurationError, match=reason):
        read_opml(body)


TOML = """# Our feeds.
[fetch]
contact = "a@b.example"  # me

# The first one.
[[feed]]
url = "https://a.example/f"
name = "A"

# The second one.
[[feed]]
url = "https://b.example/f"
name = "B"  # b
"""


def choice(url: str, title: str = 'A "new" \\ one') -> Choice:
    return Choice(url, title, 3, "x", "en")


def test_a_feed_is_added_at_the_end_and_taken_out_again_without_a_trace(tmp_path: Path) -> None:
    path = tmp_path / "subscriptions.toml"
    path.write_text(TOML)
    feed = add_subscription(path, choice("https://c.example/f"), section="World")
    assert (feed.name, feed.section, feed.lang) == ('A "new" \\ one', "World", "en")
    assert path.read_text().startswith(TOML)
    assert [one.name for one in load(path).feed] == ["A", "B", feed.name]
    remove_subscription(path, feed.slug)
    assert path.read_text() == TOML
    remove_subscription(path, "https://a.example/f")
    text = path.read_text()
    assert [one.name for one in load(path).feed] == ["B"]
    assert "# The second one." in text
    assert "# me" in text


@pytest.mark.parametrize("before", ["", "feed = []\n", "[[feed]]\nurl = 3\n"])
def test_a_file_that_cannot_be_added_to_is_as_it_was(before: str, tmp_path: Path) -> None:
    path = tmp_path / "subscriptions.toml"
    path.write_text(before)
    if not before:
        assert add_subscription(path, choice("https://c.example/f")).url == "https://c.example/f"
        return
    with pytest.raises(ConfigurationError):
        add_subscription(path, choice("https://c.example/f"))
    assert path.read_text() == before


def test_a_feed_that_is_followed_already_or_not_at_all_is_named(tmp_path: Path) -> None:
    path = tmp_path / "subscriptions.toml"
    path.write_text(TOML)
    with pytest.raises(ConfigurationError, match="already"):
        add_subscription(path, choice("https://a.example/f"))
    with pytest.raises(ConfigurationError, match="no feed is 'Z'"):
        remove_subscription(path, "Z")
    assert path.read_text() == TOML
    assert isinstance(load(path).feed[0], Subscription)
