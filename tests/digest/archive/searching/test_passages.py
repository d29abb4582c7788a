"""Passages are verbatim, of one paragraph, and show what they are there for."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from digest.archive.model.article_body import ArticleBody
from digest.archive.searching.passages import EvidenceSpan, Passage, passages_of
from tests.digest.archive.small_records import NORTH, article

TEXT = "The ferries lie idle. " * 20 + "\n\nOdo Flinck spoke of NATO.\n\n" + "Nothing else was said. " * 30
PLAIN = replace(article(1, NORTH), headline="Ferries idle", body=ArticleBody((), TEXT, ()))


def _span(words: str) -> EvidenceSpan:
    start = TEXT.index(words)
    return EvidenceSpan(False, start, start + len(words))


def test_marks_of_one_paragraph_share_a_passage() -> None:
    (passage,) = passages_of(PLAIN, [_span("NATO"), _span("Odo Flinck")])
    assert passage.pieces(PLAIN) == (("Odo Flinck", True), (" spoke of ", False), ("NATO", True), (".", False))
    assert passage.text(PLAIN) == "Odo Flinck spoke of NATO."


def test_a_passage_begins_with_a_sentence_where_one_is_near() -> None:
    text = (
        "A short one. The ferries of the northern harbour lay idle all day while the pilots met and voted on a strike."
    )
    long = replace(PLAIN, body=ArticleBody((), text, ()))
    start = text.index("strike")
    (passage,) = passages_of(long, [EvidenceSpan(False, start, start + 6)])
    assert passage.text(long).startswith("The ferries of")


def test_a_headline_is_shown_whole_and_first() -> None:
    headline, text = passages_of(PLAIN, [_span("Odo"), EvidenceSpan(True, 8, 12)])
    assert headline.pieces(PLAIN) == (("Ferries ", False), ("idle", True))
    assert text.text(PLAIN) == "Odo Flinck spoke of NATO."


def test_a_hit_without_words_shows_how_the_text_begins() -> None:
    (passage,) = passages_of(PLAIN, [])
    assert (passage.start, passage.marks) == (0, ())
    assert passage.text(PLAIN).startswith("The ferries lie idle.")
    empty = replace(PLAIN, body=ArticleBody((), "", ()))
    assert passages_of(empty, []) == (Passage(True, 0, len("Ferries idle")),)


@given(
    st.text("ab \n", max_size=900),
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 400)), max_size=5),
)
def test_passages_cover_all_marks_without_overlapping(text: str, places: list[tuple[int, int]]) -> None:
    one = replace(PLAIN, body=ArticleBody((), text, ()))
    spans = [
        EvidenceSpan(False, start, min(start + length, len(text))) for start, length in places if start < len(text)
    ]
    passages = [passage for passage in passages_of(one, spans) if not passage.in_headline]
    for before, after in pairwise(passages):
        assert before.end <= after.start
    for passage in passages:
        assert 0 <= passage.start <= passage.end <= len(text)
        assert "".join(piece for piece, _ in passage.pieces(one)) == passage.text(one)
        assert all(passage.start <= start < end <= passage.end for start, end in passage.marks)
    for span in spans:
        marks = [mark for passage in passages for mark in passage.marks]
        assert any(start <= span.start < end for start, end in marks)
