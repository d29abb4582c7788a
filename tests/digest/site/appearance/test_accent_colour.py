"""An accent colour is readable, or the message names one that is."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import ConfigurationError
from digest.site.appearance.accent_colour import accent, contrast

ROOT = Path(__file__).resolve().parents[4]


TOKENS = (ROOT / "theme" / "static" / "css" / "tokens.css").read_text(encoding="utf-8")


def test_one_colour_is_enough_and_is_made_lighter_for_dark_pages() -> None:
    light, dark = re.findall(r"--spot: (#\w+)", accent(("#7a1f3d",), TOKENS).decode())
    assert light == "#7a1f3d"
    assert contrast(dark, "#121517") >= 4.5
    assert contrast(dark, "#1f2528") >= 4.5


def test_two_colours_are_taken_as_they_are() -> None:
    assert re.findall(r"--bar: (#\w+)", accent(("#0b5570", "#7fc3da"), TOKENS).decode()) == ["#0b5570", "#7fc3da"]


@pytest.mark.parametrize(("colours", "scheme"), [(("#ffcc00",), "light"), (("#0b5570", "#0b5570"), "dark")])
def test_too_little_contrast_is_an_error_that_names_a_colour_with_enough(colours: tuple[str, ...], scheme: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"contrast of \d\.\d on {scheme} pages") as error:
        accent(colours, TOKENS)
    better = re.findall(r"(#[0-9a-f]{6}) would do", str(error.value))
    accent((*better, "#7fc3da") if scheme == "light" else (colours[0], *better), TOKENS)


@pytest.mark.parametrize("colour", ["red", "#12", "0b5570", "#0b5570; } body { display: none", "#0b557g"])
def test_what_is_no_colour_is_an_error(colour: str) -> None:
    with pytest.raises(ConfigurationError, match="is no colour"):
        accent((colour,), TOKENS)


@given(st.integers(0, 0xFFFFFF))
def test_any_colour_is_taken_or_refused_with_one_that_is_taken(number: int) -> None:
    try:
        accent((f"#{number:06x}",), TOKENS)
    except ConfigurationError as error:
        accent((re.findall(r"(#[0-9a-f]{6}) would do", str(error))[0],), TOKENS)
