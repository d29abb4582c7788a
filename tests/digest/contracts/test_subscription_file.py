from pathlib import Path

import pytest

from digest.contracts.subscription_file import CHECKED_FILE, load
from digest.errors import ConfigurationError

FEED = '[[feed]]\nurl = "https://wire.example.org/world.xml"\nname = "Example Wire"\n'
WIRE = "line 4, feed 1 ('Example Wire'): "
WIRE_URL = WIRE.replace("4", "2")


def write(folder: Path, text: str) -> Path:
    path = folder / "subscriptions.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_feed_needs_only_an_address_and_a_name(tmp_path: Path) -> None:
    (feed,) = load(write(tmp_path, FEED)).feed
    assert (feed.slug, feed.section, feed.show) == ("example-wire", "News", "excerpt")


def test_an_empty_file_is_no_fault(tmp_path: Path) -> None:
    assert load(write(tmp_path, "")).feed == ()


# Each mistake with the place that its line has to name, what is there, and what is expected or meant.
MISTAKES = [
    # The form of the file
    ("[feed]" + FEED[8:], "line 1, [feed]", "one table", "expected [[feed]]"),
    ("[feed.wire]" + FEED[8:], "line 1, [feed.wire]", "one table", "expected [[feed]]"),
    ("[[feeds]]" + FEED[8:], "line 1, [[feeds]]", "no such table", "did you mean [[feed]]?"),
    ("[[Sources]]" + FEED[8:], "line 1, [[Sources]]", "no such table", "did you mean [[feed]]?"),
    ('[Filter]\nkeep = ["x"]\n', "line 1, [Filter]", "no such table", "did you mean [filter]?"),
    ("[fetsch]\ntimeout_s = 3\n", "line 1, [fetsch]", "no such table", "did you mean [fetch]?"),
    (
        "[weather]\nrain = 3\n",
        "line 1, [weather]",
        "no such table",
        "expected [fetch], [filter], [retention], [versions] or [[feed]]",
    ),
    ("[[fetch]]\ntimeout_s = 3\n", "line 1, [[fetch]]", "a list of tables", "expected [fetch]"),
    ("fetch = 3\n", "line 1, fetch", "= 3", "expected a table [fetch]"),
    ("feed = 3\n", "line 1, feed", "= 3", "expected [[feed]]"),
    ('feed = ["https://a.example/"]\n', "line 1, feed 1", '"https://a.example/"', "expected a table [[feed]]"),
    (FEED[9:], "line 1, url, name", "above the first table", "expected below [[feed]]"),
    ("timeout_s = 3\n" + FEED, "line 1, timeout_s", "above the first table", "expected below [fetch]"),
    # Keys
    (FEED + 'sektion = "x"\n', WIRE + "sektion", "no such key", "did you mean section?"),
    (FEED + 'Section = "x"\n', WIRE + "Section", "no such key", "did you mean section?"),
    (FEED + 'category = "x"\n', WIRE + "category", "no such key", "did you mean section?"),
    (FEED + 'exclude = ["x"]\n', WIRE + "exclude", "no such key", "did you mean drop?"),
    (FEED + "timeout_s = 3\n", WIRE + "timeout_s", "no such key", "expected below [fetch]"),
    (FEED + "time_out = 3\n", WIRE + "time_out", "no such key", "did you mean timeout_s"),
    (FEED + 'mood = "x"\n', WIRE + "mood", "no such key", "expected one of url, name, slug"),
    (FEED + '"\\u001b[31m" = "x"\n', WIRE + "�[31m", "no such key", "expected one of url"),
    (
        FEED.replace("name", "title"),
        "line 3, feed 1 ('https://wire.example.org/world.xml'): title",
        "no such",
        "did you mean name?",
    ),
    (FEED.replace("url", "link"), WIRE_URL + "link", "no such key", "did you mean url?"),
    ("[fetch]\ninterval = 3\n", "line 2, [fetch]: interval", "no such key", "expected below [[feed]]"),
    ("[fetch]\ntimeout = 3\n", "line 2, [fetch]: timeout", "no such key", "did you mean timeout_s?"),
    ('[filter]\nblock = ["x"]\n', "line 2, [filter]: block", "no such key", "did you mean drop?"),
    (
        '[[feed]]\nname = "Example Wire"\n',
        "line 1, feed 1 ('Example Wire'): url",
        "missing",
        'expected url = "https://',
    ),
    (
        '[[feed]]\nurl = "https://user:secret@wire.example.org/"\n',
        "line 1, feed 1 ('wire.example.org/'): name",
        "missing",
        'expected name = "',
    ),
    (FEED + "[[feed]]\n", "line 4, feed 2: url and name", "missing", "expected url"),
    # Values
    (FEED + 'keep = "grain"\n', WIRE + "keep", '= "grain"', 'expected a list; did you mean keep = ["grain"]?'),
    (FEED + 'drop = "a, b"\n', WIRE + "drop", '= "a, b"', 'did you mean drop = ["a", "b"]?'),
    (FEED + "keep = [3]\n", WIRE + "keep: entry 1", "3", "expected a rule"),
    (FEED + 'section = ["World"]\n', WIRE + "section", '= ["World"]', 'did you mean section = "World"?'),
    (FEED + "section = 3\n", WIRE + "section", "= 3", 'did you mean "3"?'),
    (FEED + 'show = "all"\n', WIRE + "show", '= "all"', 'expected "excerpt" or "full"'),
    (FEED + 'show = "exerpt"\n', WIRE + "show", '= "exerpt"', 'did you mean "excerpt"?'),
    (FEED + "images = true\n", WIRE + "images", "= true", 'did you mean "show"?'),
    (FEED + 'text = "Page"\n', WIRE + "text", '= "Page"', 'did you mean "page"?'),
    (FEED + "interval = 20000\n", WIRE + "interval", "= 20000", "expected minutes from 0 to 10080"),
    (FEED + 'interval = "30 min"\n', WIRE + "interval", '= "30 min"', "did you mean interval = 30?"),
    (FEED + "interval = true\n", WIRE + "interval", "= true", "expected minutes"),
    (FEED + 'lang = "German"\n', WIRE + "lang", '= "German"', 'did you mean "de"?'),
    (FEED + 'lang = "pt_BR"\n', WIRE + "lang", '= "pt_BR"', 'did you mean "pt-BR"?'),
    (FEED + 'slug = "Our Wire"\n', WIRE + "slug", '= "Our Wire"', 'did you mean "our-wire"?'),
    (FEED + 'slug = "../up"\n', WIRE + "slug", '= "../up"', 'did you mean "up"?'),
    (FEED + 'home = "wire.example.org"\n', WIRE + "home", '"wire.example.org"', 'mean "https://wire.example.org"?'),
    (FEED + 'credentials = "anna:secret"\n', WIRE + "credentials", "…", "expected the name of an environment variable"),
    (
        FEED.replace("https://", ""),
        WIRE_URL + "url",
        '"wire.example.org/world.xml"',
        'mean "https://wire.example.org/world',
    ),
    (
        FEED.replace("https:", "feed:"),
        WIRE_URL + "url",
        '"feed://wire',
        'did you mean "https://wire.example.org/world.xml"?',
    ),
    (
        FEED.replace("https:", "htp:"),
        WIRE_URL + "url",
        '"htp://wire',
        'did you mean "http://wire.example.org/world.xml"?',
    ),
    (
        FEED.replace("https:", "Htps:"),
        WIRE_URL + "url",
        '"Htps://w',
        'did you mean "https://wire.example.org/world.xml"?',
    ),
    (
        FEED.replace("https:", "http:/"),
        WIRE_URL + "url",
        '"http:///w',
        'did you mean "http://wire.example.org/world.xml"',
    ),
    (
        FEED.replace("https:", "feed:http:"),
        WIRE_URL + "url",
        '"feed:h',
        'did you mean "http://wire.example.org/world.xml"',
    ),
    (FEED.replace(".org/", ".org:99999/"), WIRE_URL + "url", ":99999/", "expected an address with a host and a port"),
    (FEED.replace("https://", "https://user:secret@"), WIRE_URL + "url", "", "expected an address without a user name"),
    (FEED.replace("Example Wire", "!!!"), "line 3, feed 1 ('!!!'): name", '= "!!!"', "expected a slug"),
    (FEED.replace("Example Wire", "a\\nb"), "line 3, feed 1", '= "a\\nb"', "expected one line"),
    (FEED + FEED, "line 5, feed 2 ('Example Wire'): url", "feed 1's already", "expected each feed once"),
    (
        FEED + FEED.replace("world", "local"),
        "line 4, feed 2 ('Example Wire'): slug",
        '"example-wire"',
        "expected one of its own",
    ),
    (
        '[fetch]\nallow_private = ["127.0.0.1"]\n',
        "line 2, [fetch]: allow_private: entry 1",
        '"127.0.0.1"',
        'expected "host:',
    ),
    (
        '[fetch]\ncontact = "a\\nb"\n',
        "line 2, [fetch]: contact",
        '= "a\\nb"',
        "expected at most 200 characters of ASCII",
    ),
    ('[fetch]\nconnections = "many"\n', "line 2, [fetch]: connections", '= "many"', "expected a number from 1 to 1000"),
    # Rules
    (FEED + 'drop = ["/tide( table/"]\n', WIRE + "drop: entry 1", '"/tide( table/"', "expected a regular expression"),
    (FEED + 'drop = ["x", "autor: Ray"]\n', WIRE + "drop: entry 2", '"autor: Ray"', "did you mean author: Ray?"),
    ('[filter]\nkeep = ["text:"]\n', "line 2, [filter]: keep: entry 1", '"text:"', "expected a word"),
    (FEED + 'drop = [" "]\n', WIRE + "drop: entry 1", '" "', "expected a rule"),
    # What isn't TOML
    (FEED + "section = World\n", "line 4, feed 1 ('Example Wire'), section", "`section = World`", "expected text in"),
    (FEED + "section: World\n", "line 4, feed 1 ('Example Wire')", "`section: World`", "expected an equals sign"),
    (FEED + "section = “World”\n", "line 4, feed 1 ('Example Wire'), section", "“World”", "expected straight quot"),
    (
        FEED + 'section = "World\n',
        "line 4, feed 1 ('Example Wire'), section",
        '`section = "World`',
        "expected a second quotation",
    ),
    (
        FEED + 'drop = ["/\\d+/"]\n',
        "line 4, feed 1 ('Example Wire'), drop",
        "`drop = ",
        "expected single quotation marks",
    ),
    (FEED + 'keep = ["a" "b"]\n', "line 4, feed 1 ('Example Wire'), keep", '`keep = ["a" "b"]`', "expected commas"),
    (FEED + 'name = "Other"\n', "line 4, feed 1 ('Example Wire'), name", '`name = "Other"`', "expected each key once"),
    ("[[feed]\n", "line 1, feed 1", "`[[feed]`", "expected [[feed]]"),
    ("[fetch]\n[fetch]\n", "line 2", "`[fetch]`", "expected each table once"),
    ("[feed]\n[feed]\n", "line 2", "`[feed]`", "each feed under a head [[feed]]"),
    ("// feeds\n", "line 1", "`// feeds`", "expected # at the beginning of a comment"),
    ('<opml version="2.0">\n', "line 1", '`<opml version="2.0">`', "concordance opml --file"),
    (
        FEED + 'credentials = "secret\n',
        "line 4, feed 1 ('Example Wire'), credentials",
        "what stands there",
        "expected a",
    ),
]


@pytest.mark.parametrize(("text", "place", "found", "expected"), MISTAKES)
def test_a_mistake_has_one_line_with_its_place_what_is_there_and_what_is_expected(
    text: str, place: str, found: str, expected: str, tmp_path: Path
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigurationError) as raised:
        load(path)
    line = str(raised.value)
    assert line.startswith(f"{path}: {place}")
    assert found in line
    assert expected in line
    assert "\n" not in line
    assert "secret" not in line
    assert "\x1b" not in line


def test_several_mistakes_have_a_line_each_and_a_thousand_have_fifty(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as raised:
        load(write(tmp_path, "[weather]\n" + FEED + 'show = "all"\nmood = 1\n'))
    assert len(str(raised.value).splitlines()) == 3
    with pytest.raises(ConfigurationError) as raised:
        load(write(tmp_path, "[[feed]]\n" * 1000))
    lines = str(raised.value).splitlines()
    assert len(lines) == 51
    assert "950 faults more" in lines[-1]


def test_the_mark_that_an_editor_puts_before_the_text_and_the_line_ends_of_windows_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "subscriptions.toml"
    path.write_bytes(b"\xef\xbb\xbf" + FEED.replace("\n", "\r\n").encode())
    assert [feed.name for feed in load(path).feed] == ["Example Wire"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (FEED.encode("utf-16"), "UTF-16"),
        (FEED.replace("Wire", "Küste").encode("cp1252"), "line 3 has a byte that isn't UTF-8"),
    ],
)
def test_another_encoding_is_named_with_its_line(data: bytes, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "subscriptions.toml"
    path.write_bytes(data)
    with pytest.raises(ConfigurationError, match=expected):
        load(path)


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
