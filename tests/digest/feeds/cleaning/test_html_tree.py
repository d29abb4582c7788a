"""The tree of a publisher's HTML, however broken or hostile it is."""

import pytest

from digest.feeds.cleaning.html_tree import MAX_DEPTH, HtmlElement, read_html, shown_text


def test_elements_and_text_are_a_tree() -> None:
    root = read_html('<p>a &amp; <a href="/x?a=1&amp;b=2">b<br>c</a></p>d')
    paragraph, text = root.children
    assert isinstance(paragraph, HtmlElement)
    assert text == "d"
    assert paragraph.children[0] == "a & "
    assert paragraph.children[1] == HtmlElement("a", {"href": "/x?a=1&b=2"}, ["b", HtmlElement("br"), "c"])


def test_plain_text_needs_no_parser() -> None:
    assert read_html("a > b").children == ["a > b"]
    assert read_html("").children == []


def test_a_reference_to_a_control_character_is_no_text() -> None:
    assert shown_text(read_html("<p>a&#x202e;b&#8294;c&#7;d</p>")).split() == ["abcd"]


def test_in_xml_an_element_may_close_itself() -> None:
    assert shown_text(read_html("<i/>a<script/>b", xml=True)) == "ab"
    assert shown_text(read_html("<i/>a<script/>b")) == "a"


def test_blocks_are_apart_in_shown_text() -> None:
    assert shown_text(read_html("<p>a</p><p>b<b>c</b></p>")).split() == ["a", "bc"]


@pytest.mark.parametrize("html", ["<ul><li>" * 20_000, "<b>" * 20_000, "<div>" * 20_000 + "</div>" * 20_000])
@pytest.mark.timeout(60)  # measured: 0.1 s
def test_markup_that_would_keep_a_parser_busy_is_given_up_for_its_text(html: str) -> None:
    root = read_html(f"{html}text")
    assert shown_text(root).strip() == "text"


def test_below_a_depth_only_text_and_line_breaks_are_kept() -> None:
    root = read_html("<blockquote>" * (MAX_DEPTH + 5) + "a<b>b</b><p>c</p>")
    depth, element = 0, root
    while (inner := next((child for child in element.children if isinstance(child, HtmlElement)), None)) is not None:
        depth, element = depth + 1, inner
    assert depth <= MAX_DEPTH + 1
    assert shown_text(root).split() == ["ab", "c"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<h2><a href="#tides">#</a>Tides</h2>', "Tides"),
        ('<h2>Tides<a class="headerlink" href="https://a.example/p#tides" title="Permalink">¶</a></h2>', "Tides"),
        ('<h2><a href="#tides"><span>🔗</span></a>Tides</h2>', "Tides"),
        ('<p>A note<a href="#r1">↩︎</a></p>', "A note"),
        ('<p>A note<a href="#n1">1</a></p>', "A note1"),
        ('<p><a href="https://a.example/tags/tides">#tides</a></p>', "#tides"),
        ('<p><a href="/tides">#</a></p>', "#"),
        ('<p><a href="#more">…</a></p>', "…"),
        ("<p># Tides</p>", "# Tides"),
    ],
)
def test_the_sign_that_points_to_a_place_on_the_page_is_no_text(html: str, text: str) -> None:
    assert shown_text(read_html(html)).strip() == text


def test_a_picture_stays_in_a_link_to_a_place_on_the_page() -> None:
    tree = read_html('<p><a href="#large">#<img src="https://a.example/a.png"></a></p>')
    assert shown_text(tree).strip() == "#"
