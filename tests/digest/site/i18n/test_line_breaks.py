import pytest
from markupsafe import Markup

from digest.site.i18n.line_breaks import LONGEST_WHOLE, unbroken


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One new Covid-19 case", 'One new <span class="nb">Covid-19</span> case'),
        (
            "“F-35” and F-16, G-7",
            '<span class="nb">“F-35”</span> and <span class="nb">F-16,</span> <span class="nb">G-7</span>',
        ),
        ("Woman’s 21-year-old son", 'Woman’s <span class="nb">21-year-old</span> son'),
        ("2–1 at home", '<span class="nb">2–1</span> at home'),
        ("A father-of-three and a counter-offensive", "A father-of-three and a counter-offensive"),
        ("Rain - and <b> & more", "Rain - and &lt;b&gt; &amp; more"),
        ("R&D-led <i>", '<span class="nb">R&amp;D-led</span> &lt;i&gt;'),
        ("  two  F-16 ", '  two  <span class="nb">F-16</span> '),
        ("", ""),
    ],
)
def test_short_words_with_a_hyphen_stay_on_one_line_and_long_ones_may_be_divided(text: str, html: str) -> None:
    assert unbroken(text) == Markup(html)


def test_a_word_without_end_costs_no_more_than_its_length() -> None:
    word = "-" * 100_000 + "a" * 100_000 + "-b"
    assert unbroken(word) == word
    assert unbroken(f"{'a' * (LONGEST_WHOLE - 2)}-b") == f'<span class="nb">{"a" * (LONGEST_WHOLE - 2)}-b</span>'
