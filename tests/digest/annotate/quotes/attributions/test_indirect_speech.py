"""Indirect speech."""

import pytest

from tests.digest.annotate.quotes.quoting import OPENING, Annotate


@pytest.mark.parametrize(
    ("sentence", "clause", "speaker", "evidence"),
    [
        ("Marlow said the harbour would be closed.", "the harbour would be closed", "Edward Marlow", "cue verb"),
        ("Carver warned that the sea was rising fast.", "that the sea was rising fast", "Helen Carver", "cue verb"),
        ("The pier is not safe, Helen Carver said.", "The pier is not safe", "Helen Carver", "cue verb"),
        ("According to Marlow, the pier is not safe.", "the pier is not safe", "Edward Marlow", "according-to"),
        ("The pier is not safe, according to Marlow.", "The pier is not safe", "Edward Marlow", "according-to"),
    ],
)
def test_indirect_speech_is_reported_as_such(
    annotate: Annotate, sentence: str, clause: str, speaker: str, evidence: str
) -> None:
    text = OPENING + sentence
    (quote,) = annotate(text).quotes
    assert (quote.direct, quote.text, quote.speaker, quote.evidence) == (False, clause, speaker, evidence)
    assert text[quote.segments[0].start : quote.segments[0].end] == clause


@pytest.mark.parametrize("sentence", ["Marlow did not say that it was closed.", "Did Marlow say that it was closed?"])
def test_what_was_not_said_is_not_reported(annotate: Annotate, sentence: str) -> None:
    assert annotate(OPENING + sentence).quotes == ()
