"""Bodies: what the sanitiser leaves of them, their text, and excerpts."""

import html
import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from digest.archive.model.article_body import excerpt, read_body, sanitise

ACTIVE_TAGS = {"script", "style", "iframe", "object", "embed", "form", "input", "button", "svg", "math", "link", "meta"}


def test_the_text_has_a_blank_line_between_blocks_and_every_character_of_a_paragraph() -> None:
    body = read_body("<p>One &amp; two<br>three</p>\n<ul>\n<li>four</li>\n<li>five</li>\n</ul><p>six\nseven</p>")
    assert body.text == "One & two\nthree\n\nfour\n\nfive\n\nsix seven"


def test_headings_begin_below_the_title_and_skip_no_level() -> None:
    body = read_body("<h1>a</h1><h4>b</h4><h4>c</h4><h6>d</h6><h2>e</h2>")
    assert body.html == "<h2>a</h2><h3>b</h3><h3>c</h3><h4>d</h4><h3>e</h3>"


def test_an_excerpt_ends_between_words_and_closes_what_is_open() -> None:
    shown, reach = excerpt(read_body("<p>one two <em>three four five</em> six</p><p>seven</p>"), 4)
    assert shown.html == "<p>one two <em>three four …</em></p>"
    assert reach == len("one two three four")


def test_a_short_text_is_its_own_excerpt() -> None:
    body = read_body("<p>one two</p>")
    assert excerpt(body, 2) == (body, len("one two"))


@pytest.mark.corpus
def test_nothing_active_is_left_of_the_security_cheat_sheet(corpus: Path) -> None:
    vectors = json.loads((corpus / "hostile" / "h5sc.json").read_text(encoding="utf-8"))
    assert len(vectors) == 149
    for vector in vectors:
        for payload in (vector["payload"], html.escape(vector["payload"])):
            tree = LexborHTMLParser(f"<body>{sanitise(payload)}")
            for node in tree.css("body *"):
                assert node.tag not in ACTIVE_TAGS, vector
                for name, value in node.attributes.items():
                    assert not name.startswith("on"), vector
                    assert name not in {"style", "src", "srcset", "id", "class", "action"}, vector
                    assert "script:" not in (value or "").lower().replace("\t", ""), vector
