from pathlib import Path

import pytest

from digest.contracts.subscription_file import load
from digest.contracts.subscriptions import Subscription
from digest.errors import ConfigurationError
from digest.feeds.subscribing.feed_choices import FeedChoice
from digest.feeds.subscribing.opml import ListedFeed
from digest.feeds.subscribing.subscription_editing import add_listed_feeds, add_subscription, remove_subscription

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


def choice(url: str, title: str = 'A "new" \\ one') -> FeedChoice:
    return FeedChoice(url, title, 3, "x", "en")


def test_a_feed_is_added_at_the_end_and_taken_out_again_without_a_trace(tmp_path: Path) -> None:
    path = tmp_path / "subscriptions.toml"
    path.write_text(TOML)
    feed = add_subscription(path, choice("https://c.example/f"), section="World")
    assert (feed.name, feed.section, feed.lang) == ('A "new" \\ one', "World", "en")
    assert path.read_text().startswith(TOML)
    assert [feed.name for feed in load(path).feed] == ["A", "B", feed.name]
    remove_subscription(path, feed.slug)
    assert path.read_text() == TOML
    remove_subscription(path, "https://a.example/f")
    text = path.read_text()
    assert [feed.name for feed in load(path).feed] == ["B"]
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


def test_listed_feeds_are_added_once_and_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    path = tmp_path / "subscriptions.toml"
    path.write_text(TOML)
    listed = [ListedFeed(f"https://{name}.example/f", "A", "World") for name in "abc"]
    assert add_listed_feeds(path, [*listed, listed[2]]) == 1
    assert add_listed_feeds(path, [*listed, ListedFeed("https://d.example/f", "!!!")]) == 1
    assert [(feed.name, feed.url[8:9]) for feed in load(path).feed] == [
        ("A", "a"),
        ("B", "b"),
        ("A 2", "c"),
        ("!!!", "d"),
    ]
    assert path.read_text().startswith(TOML)


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        ("A", "# The first one.\n\n# The second one.\n[[feed]]\n"),
        ("B", '# note\n\n# The second one.\n\n# Rules.\n[filter]\nkeep = ["x"]\n'),
    ],
)
def test_only_a_feeds_own_lines_are_taken_out(which: str, expected: str, tmp_path: Path) -> None:
    """Not comments above it, nor those above the next table, nor anything of other tables."""
    path = tmp_path / "subscriptions.toml"
    rules = '\n# Rules.\n[filter]\nkeep = ["x"]\n'
    path.write_text(TOML.replace('name = "A"\n', 'name = "A"\n# note\n') + rules)
    remove_subscription(path, which)
    assert expected in path.read_text()
    assert path.read_text().endswith(rules)


def test_the_only_feed_is_taken_out_and_comments_after_it_stay(tmp_path: Path) -> None:
    path = tmp_path / "subscriptions.toml"
    path.write_text('# Ours.\n[[feed]]\nurl = "https://a.example/f"\nname = "A"\n\n# The end.\n')
    remove_subscription(path, "a")
    assert path.read_text() == "# Ours.\n\n# The end.\n"


@pytest.mark.parametrize(
    "text",
    [
        'feed = [{ url = "https://a.example/f", name = "A" }]\n',
        TOML.replace("# The second one.", '[filter]\nkeep = ["x"]\n'),
    ],
)
def test_what_cannot_be_taken_out_alone_is_left_to_the_editor(text: str, tmp_path: Path) -> None:
    path = tmp_path / "subscriptions.toml"
    path.write_text(text)
    with pytest.raises(ConfigurationError, match="by hand"):
        remove_subscription(path, "A")
    assert path.read_text() == text


def test_feeds_are_added_behind_other_tables(tmp_path: Path) -> None:
    path = tmp_path / "subscriptions.toml"
    text = TOML + '\n[filter]\nkeep = ["x"]\n'
    path.write_text(text)
    add_subscription(path, choice("https://c.example/f"))
    assert path.read_text().startswith(text)
    assert len(load(path).feed) == 3


LONG_NAME = "Notices of the harbour office about mooring places and the hours of the lock at the old fish market"


@pytest.mark.parametrize("name", [LONG_NAME, "x" * 300, "⚓", "Tide tables " * 60])
def test_listed_feeds_of_one_name_are_all_added_however_long_it_is(name: str, tmp_path: Path) -> None:
    path = tmp_path / "subscriptions.toml"
    listed = [ListedFeed(f"https://a.example/{number}", name) for number in range(5)]
    assert add_listed_feeds(path, listed) == 5
    assert add_listed_feeds(path, listed) == 0
    assert add_listed_feeds(path, [ListedFeed("https://b.example/", name)]) == 1
    assert len({feed.slug for feed in load(path).feed}) == 6
    assert len({feed.name for feed in load(path).feed}) == 6


def test_a_chosen_feed_whose_name_is_taken_gets_a_number(tmp_path: Path) -> None:
    path = tmp_path / "subscriptions.toml"
    path.write_text(TOML)
    assert add_subscription(path, choice("https://c.example/f", "A")).name == "A 2"
    assert add_subscription(path, choice("https://d.example/f"), name="a").name == "a 3"
