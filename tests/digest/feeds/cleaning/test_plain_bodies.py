"""A blank line parts paragraphs wherever nothing else does, and a line that a person ended stays a line."""

import pytest

from digest.feeds.cleaning.item_cleaning import clean_item
from digest.feeds.parsing.item import Item, TextConstruct, TextType


def body(text: str, kind: TextType = "text/html") -> str:
    return clean_item(Item(number=1, base="https://harbour.example/", title="t", body=TextConstruct(text, kind))).body


WRAPPED = """The harbour office says that the ferry to the island sails
again on Monday, after three weeks of repairs at the yard in the
north, and that tickets cost what they cost in spring."""


@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_text_without_a_tag_keeps_its_paragraphs_and_lines(kind: TextType) -> None:
    assert body("One.\n\nTwo:\n- a\n- b\n \nThree.", kind) == "One.\n\nTwo:  \n\\- a  \n\\- b\n\nThree."
    assert body("0:00 Start\n1:00 Harbour", kind) == "0:00 Start  \n1:00 Harbour"
    assert body(WRAPPED, kind) == WRAPPED.replace("\n", " ")
    assert body(f"{WRAPPED}\n\nShort.", kind) == WRAPPED.replace("\n", " ") + "\n\nShort."


def test_entities_of_html_without_a_tag_are_read_once() -> None:
    assert body("Sail &amp; row\n\n&lt;b&gt; is a tag") == "Sail & row\n\n&lt;b> is a tag"
    assert body("Sail &amp; row\n\nx", "text/plain") == "Sail &amp;amp; row\n\nx"


def test_html_without_an_element_that_ends_a_line_has_paragraphs_by_blank_lines() -> None:
    assert body("One <b>bold</b>.\n\nTwo <a href='/x'>x</a>.") == "One **bold**.\n\nTwo [x](https://harbour.example/x)."
    assert body("<p>One\n\nline.</p><p>Two.</p>") == "One line.\n\nTwo."
    assert body("One<br>two\n\nthree") == "One  \ntwo three"


def test_markdown_of_a_feed_is_read_as_markdown_and_sanitised() -> None:
    text = "# News\n\n*Ann* sails, <script>x</script>[here](javascript:x) and [there](/t).\n\n- one\n- two"
    assert body(text, "text/markdown") == (
        "## News\n\n*Ann* sails, here and [there](https://harbour.example/t).\n\n- one\n- two"
    )
    assert body("*a* " * 20_000, "text/markdown").startswith("\\*a\\*")


def test_the_caption_of_a_table_stands_above_it() -> None:
    rows = "<tr><th>Port</th><th>Ships</th></tr><tr><td>A</td><td>1</td></tr>"
    assert (
        body(f"<table><caption>Ships <b>a year</b></caption>{rows}</table>")
        == "*Ships a year*\n\n| Port | Ships |\n| --- | --- |\n| A | 1 |"
    )
