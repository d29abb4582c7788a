"""The stylesheet: all of its parts, in order, and nothing that a strict policy or another script would trip over."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from digest.site.views.article_views import PictureView

CSS = Path(__file__).resolve().parents[2] / "theme" / "static" / "css"
PHYSICAL = re.compile(r"(?:margin|padding|border|inset)-(?:left|right)|(?<![\w-])(?:left|right)\s*:|float\s*:")
# Written by Markdown and the plugin into bodies, not by templates.
IN_BODIES = {"actor", "said"}
PICTURE = PictureView("/a-640.webp", 640, 427, "", "A bridge", "Northline")
BY_THE_SEARCH = {"found", "search-status"}  # static/js/search.js makes them


def stylesheet() -> str:
    return "\n".join((CSS / name).read_text(encoding="utf-8") for name in (CSS / "ORDER").read_text().split())


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def test_order_lists_every_part_once() -> None:
    names = (CSS / "ORDER").read_text(encoding="utf-8").split()
    assert names[0] == "tokens.css"
    assert names[-1] == "print.css"
    assert sorted(names) == sorted(path.name for path in CSS.glob("*.css"))


def test_nothing_is_loaded_from_anywhere() -> None:
    assert not re.search(r"url\(|@import|@font-face|expression\(|javascript:", stylesheet(), re.IGNORECASE)


def test_lengths_follow_the_direction_of_the_text() -> None:
    """Logical properties only: with left and right, a page in Arabic falls apart."""
    assert PHYSICAL.findall(without_comments(stylesheet())) == []


def test_every_block_is_closed() -> None:
    css = without_comments(stylesheet())
    assert css.count("{") == css.count("}")
    depth = 0
    for char in css:
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0


def test_every_token_that_is_used_is_defined() -> None:
    css = stylesheet()
    assert set(re.findall(r"var\((--[\w-]+)\)", css)) <= set(re.findall(r"(--[\w-]+):", css))


def test_colours_stand_among_the_tokens_alone() -> None:
    """But for the black and white of paper."""
    for path in CSS.glob("*.css"):
        if path.name not in ("tokens.css", "print.css"):
            assert not re.search(r"#[0-9a-f]{3,8}\b|rgba?\(", without_comments(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("dark", [False, True])
def test_contrast_is_enough_for_small_text(*, dark: bool) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1 for text, on the paper and on the tint; 1.4.11: 3 to 1 for graphics."""
    first, second = re.findall(r"--paper: [^}]*", (CSS / "tokens.css").read_text(encoding="utf-8"))[:2]
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", second if dark else first))
    for ground in ("paper", "tint"):
        for name in ("ink", "soft", "spot"):
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
        assert contrast(colours["bar"], colours[ground]) >= 3, ground


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_class_in_the_stylesheet_is_used(
    render: Callable[..., str],
    minimal_views: Mapping[str, Any],
    ordinary_views: Mapping[str, Any],
    reworded: Callable[[Any, str], Any],
) -> None:
    written = IN_BODIES | BY_THE_SEARCH
    long = {"article.html": reworded(ordinary_views["article.html"], "A long title of a dozen words " * 6)}
    wordy = {"front.html": reworded(ordinary_views["front.html"], "A long title of a dozen words " * 3)}
    pictured = {"article.html": replace(ordinary_views["article.html"], picture=PICTURE)}
    brief = {"article.html": replace(ordinary_views["article.html"], brief=True)}
    empty = {"article.html": replace(ordinary_views["article.html"], brief=True, body=())}
    for views in (ordinary_views, minimal_views, long, wordy, pictured, brief, empty):
        for template, view in views.items():
            for node in LexborHTMLParser(render(template, view)).css("[class]"):
                written.update((node.attributes["class"] or "").split())
    css = re.sub(r"\{[^{}]*\}", "{}", without_comments(stylesheet()))
    styled = set(re.findall(r"\.([a-z][\w-]*)", css))
    assert styled - written == set()
