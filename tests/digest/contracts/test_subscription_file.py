from pathlib import Path

import pytest

from digest.contracts.subscription_file import CHECKED_FILE, load
from digest.errors import ConfigurationError

FEED = '[[feed]]\nurl = "https://wire.example.org/world.xml"\nname = "Example Wire"\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "subscriptions.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_feed_needs_only_an_address_and_a_name(tmp_path: Path) -> None:
    (feed,) = load(write(tmp_path, FEED)).feed
    assert (feed.slug, feed.section, feed.show) == ("example-wire", "News", "excerpt")


def test_an_empty_file_is_no_fault(tmp_path: Path) -> None:
    assert load(write(tmp_path, "")).feed == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FEED + 'sektion = "x"\n', "feed 1 ('Example Wire'): sektion: there is no such key; is it section?"),
        (FEED + 'colour = "x"\n', "colour: there is no such key: url, name, slug, section, lang"),
        ("[fetch]\ntimeout = 3\n", "fetch.timeout: there is no such key; is it timeout_s?"),
        ("[fetsch]\ntimeout = 3\n", "fetsch: there is no such key; is it fetch?"),
        (FEED + 'show = "all"\n', "show: Input should be 'excerpt' or 'full'"),
        (FEED + "interval = 20000\n", "interval: expected minutes from 0 to 10080"),
        (FEED + 'keep = "grain"\n', "keep: expected a list"),
        (FEED + "keep = [3]\n", "keep.0: expected a rule"),
        (FEED + FEED, "feed 2 ('Example Wire'): slug: 'example-wire' is feed 1's already"),
        (FEED + FEED.replace("Example", "Other"), "url: 'https://wire.example.org/world.xml' is feed 1's already"),
        (FEED + '[[feed]]\nurl = "https://x.example/"\nname = "!!!"\n', "give a slug"),
        (FEED + '[[feed]]\nurl = "https://x.example/"\nname = "a\\nb"\n', "feed 2"),
        (FEED + 'slug = "../up"\n', "slug"),
        (FEED + 'lang = "english!"\n', "lang"),
        (FEED.replace("https://", "https://user:secret@"), "user name or password"),
        (
            '[[feed]]\nurl = "https://user:secret@wire.example.org/"\n',
            "feed 1 ('wire.example.org/'): name: this key is",
        ),
        ('[fetch]\nallow_private = ["127.0.0.1"]\n', 'fetch.allow_private.0: expected "host:port"'),
        ('[fetch]\ncontact = "a\\nb"\n', "fetch.contact"),
        ("[fetch]\nconnections = 0\n", "fetch.connections"),
        ("feed = 3\n", "feed"),
    ],
)
def test_each_fault_is_named_with_its_place(text: str, expected: str, tmp_path: Path) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigurationError) as raised:
        load(path)
    assert expected in str(raised.value)
    assert str(raised.value).startswith(str(path))
    assert "secret" not in str(raised.value)


def test_a_missing_and_an_unreadable_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no such file"):
        load(tmp_path / "none.toml")
    path = tmp_path / "binary.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigurationError, match="UTF-8"):
        load(path)


def test_a_file_that_was_found_to_be_right_is_not_checked_again_until_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = FEED + 'keep = ["grain"]\n[fetch]\nallow_private = ["127.0.0.1:8000"]\n'
    path, cache = write(tmp_path, text), tmp_path / "cache"
    first = load(path, cache)
    with monkeypatch.context() as patch:
        patch.setattr("digest.contracts.subscription_file.check", None)
        assert load(path, cache) == first == load(path, cache)
    assert load(write(tmp_path, text.replace("Example", "Other")), cache).feed[0].slug == "other-wire"
    with pytest.raises(ConfigurationError, match="sektion"):
        load(write(tmp_path, FEED + 'sektion = "x"\n'), cache)


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"key": 1}', b"\xff", b"[" * 100_000])
def test_what_the_cache_kept_may_be_damaged(damage: bytes, tmp_path: Path) -> None:
    path, cache = write(tmp_path, FEED), tmp_path / "cache"
    first = load(path, cache)
    (cache / CHECKED_FILE).write_bytes(damage)
    assert load(path, cache) == first
    (cache / CHECKED_FILE).unlink()
    (cache / CHECKED_FILE).mkdir()
    assert load(path, cache) == first
