"""What each policy lets through."""

import pytest

from digest.markup.html_policy import clean_page_html, clean_publisher_html, without_elements


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p onclick="x()" style="a">a <b>b</b></p>', "<p>a <b>b</b></p>"),
        ("<script>x()</script>a<style>b</style>", "a"),
        ('<img src="/i.jpg" alt="i" onload="x">', '<img src="/i.jpg" alt="i">'),
        ('<a href="javascript:x()">a</a><a href="/b" rel="x">b</a>', '<a>a</a><a href="/b">b</a>'),
        ("<blink>a</blink>", "a"),
        ("<section><h1>a</h1></section>", "<section><h1>a</h1></section>"),
    ],
)
def test_a_publishers_text_keeps_what_an_article_can_be_made_of(html: str, expected: str) -> None:
    assert clean_publisher_html(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="/i.jpg" alt="i">a', "a"),
        ("<section><h2>a</h2></section>", "<h2>a</h2>"),
        (
            '<a href="https://a.example/" title="t" id="i">a</a>',
            '<a href="https://a.example/" title="t" rel="noopener external nofollow ugc">a</a>',
        ),
        ("<abbr>a</abbr><u>b</u>", "<abbr>a</abbr><u>b</u>"),
    ],
)
def test_a_page_holds_no_pictures_and_marks_its_links(html: str, expected: str) -> None:
    assert clean_page_html(html) == expected


def test_without_elements_only_text_is_left() -> None:
    assert without_elements("<b>a</b> &amp; &lt;b><script>c</script>") == "a &amp; &lt;b&gt;"
