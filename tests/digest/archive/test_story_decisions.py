"""What is told of a file of decisions that can't be read; test_story_decisions of `site` has what decisions do."""

from pathlib import Path

import pytest

from digest.archive.story_decisions import EditorDecisions, decisions_in_text, load_decisions
from digest.errors import ConfigurationError

FILE = Path("decisions.toml")
ADDRESSES = 'expected a list of addresses, ["2026/11/22/ferry-strike"]'
LISTS = 'expected a list of lists, [["2026/11/22/ferry-strike", "2026/11/22/ferries-idle"]]'


@pytest.mark.parametrize("key", ["pin", "split", "lead", "drop"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('\n# ours\n{key} = "2026/11/22/a"\n', "line 3, {key}: " + ADDRESSES),
        ("{key} = [\n  3,\n]\n", "line 1, {key}, entry 1: " + ADDRESSES),
        ('{key} = [["a", "b"]]\n', "line 1, {key}, entry 1: " + ADDRESSES),
        ('[{key}]\nname = "a"\n', "line 1, {key}: " + ADDRESSES),
        (
            '# ours\n\n{key} = ["a"]\nmerge = [\n  ["b", "c"],\n]\n\n\n\n{key} = ["d"]\n',
            "line 10, {key}: it stands in lines 3 and 10: expected one list with the entries of all",
        ),
        (
            "merge = []\n{key}n = []\n",
            "line 2, {key}n: there is no such key: expected pin, merge, split, lead, drop; did you mean {key}?",
        ),
    ],
)
def test_a_mistake_names_its_line_and_what_is_expected(key: str, text: str, expected: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        decisions_in_text(text.format(key=key), FILE)
    assert str(error.value) == f"decisions.toml, {expected.format(key=key)}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('merge = [["a", "b"], "c"]\n', "line 1, merge, entry 2: " + LISTS),
        ('pin = ["a"]\nmerge = [["a", 1]]\n', "line 2, merge, entry 1, entry 2: " + LISTS),
        ("merge = 1\n", "line 1, merge: " + LISTS),
        ('rank = ["x"]\n', "line 1, rank: there is no such key: expected pin, merge, split, lead, drop"),
    ],
)
def test_a_mistake_about_one_event_or_without_a_key_that_is_near(text: str, expected: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        decisions_in_text(text, FILE)
    assert str(error.value) == f"decisions.toml, {expected}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\npin = [2026/11/22/a]\n", "line 2, pin: Unclosed array: expected commas between the entries of a list"),
        ('pin = ["a"\nsplit = ["b"]\n', "line 2, split: Unclosed array: expected commas between the entries of a list"),
        ("pin = [\n", "line 1, pin: Invalid value: expected "),
        ("[[pin]\n", "line 1: Expected ']]' at the end of an array declaration: expected a key and its value"),
        ("pin: ['a']\n", "line 1, pin: Expected '=' after a key in a key/value pair: expected an equals sign"),
    ],
)
def test_what_is_not_toml_is_told_with_its_line_and_what_is_expected(text: str, expected: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        decisions_in_text(text, FILE)
    assert str(error.value).startswith(f"decisions.toml: this isn't TOML: {expected}")


def test_each_mistake_has_a_line_in_the_order_of_the_file() -> None:
    with pytest.raises(ConfigurationError) as error:
        decisions_in_text('pinn = []\nmerge = ["a", "b"]\n', FILE)
    assert [line.partition(": ")[0] for line in str(error.value).splitlines()] == [
        "decisions.toml, line 1, pinn",
        "decisions.toml, line 2, merge, entry 1",
    ]


def test_what_looks_like_a_key_amid_a_list_is_none() -> None:
    text = "merge = [\n  [\n    'pin = 1', # ours,\n  ],\n  ['[split]'],\n] # so,\npin = ['a']\n"
    assert decisions_in_text(text, FILE) == EditorDecisions(pin=("a",), merge=(("pin = 1",), ("[split]",)))
    with pytest.raises(ConfigurationError, match=r"^decisions\.toml, line 8, lead: expected"):
        decisions_in_text(f"{text}lead = 1\n", FILE)


def test_a_file_from_an_editor_that_begins_it_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "decisions.toml"
    file.write_bytes(b"\xef\xbb\xbfpin = ['2026/11/22/a']\r\n")
    assert load_decisions(file).pin == ("2026/11/22/a",)
