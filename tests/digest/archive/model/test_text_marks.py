"""Marks around passages of a body."""

import re

from hypothesis import assume, given
from hypothesis import strategies as st
from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from digest.archive.model.article_body import read_body, sanitise
from digest.archive.model.text_marks import TextMark, weave


def text_of(markup: str) -> str:
    """The text as a browser shows it, where a line end is a space."""
    return LexborHTMLParser(f"<body>{markup}").body.text().replace("\n", " ")  # type: ignore[union-attr]  # there is one


def test_offsets_of_the_text_lead_back_into_the_markup() -> None:
    body = read_body("<p>Before <em>the</em> speech, MI6 &amp; others.</p><p>After it, MI6 again.</p>")
    start = body.text.index("MI6")
    mark = TextMark(start, start + 3, Markup("<a>"), Markup("<a>"), Markup("</a>"), whole=True)
    assert weave(body, [mark])[0].count("<a>MI6</a> &amp; others") == 1


def test_a_passage_over_several_elements_is_marked_piece_by_piece_with_one_anchor() -> None:
    body = read_body("<p>He said: “Go <em>now</em>, all</p><p>of you.”</p>")
    start = body.text.index("“")
    mark = TextMark(start, len(body.text), Markup('<span id="q1">'), Markup("<span>"), Markup("</span>"))
    tree = LexborHTMLParser(f"<body>{weave(body, [mark])[0]}")
    assert [node.text() for node in tree.css("span")] == ["“Go ", "now", ", all", "of you.”"]
    assert len(tree.css("#q1")) == 1


def test_marks_nest_and_the_later_of_two_that_cross_is_left_out() -> None:
    body = read_body("<p>abcdefghij</p>")

    def mark(start: int, end: int, name: str) -> TextMark:
        return TextMark(start, end, Markup(f"<{name}>"), Markup(f"<{name}>"), Markup(f"</{name}>"))

    woven = weave(body, [mark(1, 6, "q"), mark(2, 4, "u"), mark(5, 8, "s"), mark(8, 10, "b")])[0]
    assert woven == "<p>a<q>b<u>cd</u>ef</q>gh<b>ij</b></p>"


def test_no_link_of_ours_stands_in_a_link_or_in_code() -> None:
    body = read_body('<p><a href="https://a.example/">MI6</a> <code>MI6</code> MI6</p>')
    marks = [
        TextMark(match.start(), match.end(), Markup("<i>"), Markup("<i>"), Markup("</i>"), whole=True)
        for match in re.finditer("MI6", body.text)
    ]
    assert weave(body, marks)[0].endswith("<code>MI6</code> <i>MI6</i></p>")


def test_a_body_is_cut_before_top_level_blocks_only() -> None:
    body = read_body("<p>one</p><ul><li>two</li><li>three</li></ul><p>four</p>")
    pieces = weave(body, [], [body.text.index("three"), body.text.index("four")])
    assert pieces == ("<p>one</p>", "<ul><li>two</li><li>three</li></ul>", "<p>four</p>")


def test_a_table_scrolls_by_itself_for_the_keyboard_too() -> None:
    [woven] = weave(read_body("<table><tbody><tr><td>x</td></tr></tbody></table>"), [])
    tree = LexborHTMLParser(f"<body>{woven}")
    assert tree.css_first("section.scroll[tabindex='0'] > table") is not None


TAGS = ["<p>", "</p>", "<em>", "</em>", "</a>", "<br>", "<pre>", "</pre>", "<li>", "<table><tr><td>", "</table>"]
TEXTS = ["text ", "\n", "&amp;", "&lt;b&gt;", "“q”", "é", "😀", "\u00a0", "<", ">"]
PIECES = st.sampled_from([*TAGS, *TEXTS, "<a href='https://x.example/?a=1&b=\">'>"])


@given(st.lists(PIECES, max_size=25), st.data())
def test_marks_change_nothing_but_add_themselves(pieces: list[str], data: st.DataObject) -> None:
    body = read_body("".join(pieces))
    assume("<pre>\n" not in body.html)  # read again, a pre loses its first line end (HTML standard, 13.1.2.5)
    assert text_of(body.html) == text_of(sanitise("".join(pieces)))
    offsets = st.integers(0, len(body.text))
    spans = data.draw(st.lists(st.tuples(offsets, offsets), max_size=5))
    marks = [
        TextMark(start, end, Markup("<u>"), Markup("<u>"), Markup("</u>"), whole=whole)
        for (start, end), whole in zip(spans, [True, False] * 5, strict=False)
        if start < end
    ]
    cuts = sorted(data.draw(st.lists(offsets, max_size=3)))
    woven = "".join(weave(body, marks, cuts))
    woven = woven.replace('<section class="scroll" tabindex="0" aria-label="Table">', "").replace("</section>", "")
    assert woven.replace("<u>", "").replace("</u>", "") == body.html
    assert sanitise(woven) == woven.replace("\u00a0", "&nbsp;")  # escaped or not, it is the same


def test_a_table_is_called_by_the_word_of_the_interface() -> None:
    (woven,) = weave(read_body("<table><tbody><tr><td>1</td></tr></tbody></table>"), [], table='Tabelle "1"')
    section = LexborHTMLParser(woven).css_first("section[tabindex='0'] > table")
    assert section is not None
    assert section.parent is not None
    assert section.parent.attributes["aria-label"] == 'Tabelle "1"'
