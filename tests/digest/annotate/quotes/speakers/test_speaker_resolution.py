"""Whom an attribution names."""

import pytest

from tests.digest.annotate.quotes.quoting import OPENING, Annotate


@pytest.mark.parametrize(
    "sentence",
    [
        "“The sea is calm today,” Marlow and Helen Carver said.",
        "“The sea is calm today,” said Marlow and Helen Carver.",
    ],
)
def test_what_two_say_together_is_neither_ones(annotate: Annotate, sentence: str) -> None:
    text = OPENING + sentence
    [quote] = annotate(text).quotes
    assert quote.speaker is None
    assert quote.evidence.endswith("several speakers")
    assert quote.speaker_start is not None
    named = text[quote.speaker_start : quote.speaker_end]
    assert "Marlow" in named
    assert "Carver" in named


@pytest.mark.parametrize(
    "sentence",
    [
        "“The sea is calm today,” said Marlow, and Helen Carver agreed.",
        "“The sea is calm today,” said Marlow, who knows Helen Carver and Otto Brandt.",
    ],
)
def test_another_person_in_the_sentence_speaks_not(annotate: Annotate, sentence: str) -> None:
    assert annotate(OPENING + sentence).quotes[0].speaker == "Edward Marlow"
