from hypothesis import given
from hypothesis import strategies as st

from digest.feeds.untrusted.plain_text import exact_line, one_line, readable, text_of_html


@given(st.text(st.characters()))
def test_one_line_is_one_line_for_every_way_of_splitting_lines(text: str) -> None:
    line = one_line(text, 50)
    assert len(line.splitlines()) <= 1
    assert len(line) <= 50
    assert line == line.strip()
    line.encode("utf-8")


@given(st.text(st.characters()))
def test_an_exact_line_can_be_made_again_from_itself(text: str) -> None:
    line = exact_line(text, 40)
    assert exact_line(line, 40) == line
    assert len(line) <= 40
    assert len(line.splitlines()) <= 1


def test_long_lines_are_cut_at_a_word_and_say_so() -> None:
    assert one_line("one two three four", 11) == "one two…"


def test_long_identifiers_stay_distinct() -> None:
    assert exact_line("x" * 600 + "a", 500) != exact_line("x" * 600 + "b", 500)


def test_reversing_and_control_characters_are_removed_and_joiners_stay() -> None:
    assert readable("a\u202eb\x00c\u2066d\ud800e") == "abcde"
    assert readable("می\u200cخواهم 👨\u200d👩") == "می\u200cخواهم 👨\u200d👩"
    assert readable("a\r\nb\u2028c\x0bd\x85e") == "a\nb\nc\nd\ne"


def test_html_of_a_title_is_decoded_once() -> None:
    assert text_of_html("Q&amp;A: <b>5 &lt; 6</b> &amp;amp; more") == "Q&A: 5 < 6 &amp; more"
    assert text_of_html("a<script>alert(1)</script>b") == "ab"
