"""Quotes of whole texts."""

import pytest

from tests.digest.annotate.quotes.quoting import OPENING, Annotate, said


@pytest.mark.parametrize(
    ("sentence", "speaker", "evidence"),
    [
        ("“The sea is calm today,” said Marlow.", "Edward Marlow", "cue verb"),
        ("“The sea is calm today,” Marlow said.", "Edward Marlow", "cue verb"),
        ("“The sea is calm today,” Mrs. Carver later told reporters in London.", "Helen Carver", "cue verb"),
        ("Marlow said, “The sea is calm today.”", "Edward Marlow", "cue verb"),
        ("Marlow added: “The sea is calm today.”", "Edward Marlow", "colon"),
        ("According to Helen Carver, “the sea is calm today.”", "Helen Carver", "according-to"),
        ("“The sea is calm today,” she said.", "Helen Carver", "cue verb, pronoun"),
        ("“The sea is calm today,” the mayor said.", "Edward Marlow", "cue verb, role"),
        ("“The sea is calm today.” — Helen Carver", "Helen Carver", "signature"),
        ("“The sea, ”said Marlow, “is calm today.”", "Edward Marlow", "cue verb"),
        ("Marlow said,“The sea is calm today.”He left.", "Edward Marlow", "cue verb"),
        ('"The sea is calm today,"Marlow said."It was rough."', "Edward Marlow", "cue verb"),
        ("“The sea is calm today”,Marlow said.", "Edward Marlow", "cue verb"),
    ],
)
def test_the_speaker_is_found_by_a_rule_that_is_named(
    annotate: Annotate, sentence: str, speaker: str, evidence: str
) -> None:
    quote = annotate(OPENING + sentence).quotes[0]
    assert (quote.speaker, quote.evidence) == (speaker, evidence)


def test_names_within_the_quote_are_not_its_speaker(annotate: Annotate) -> None:
    text = (
        OPENING
        + "Carver dismissed the claim. “If the sea were calm, you, Edward Marlow, would be out there,” she said."
    )
    assert said(annotate(text))[-1][1] == "Helen Carver"


def test_a_nameless_speaker_is_null_and_still_shown_where_it_stands(annotate: Annotate) -> None:
    text = "“The sea is calm today,” said a spokesman for the port."
    (quote,) = annotate(text).quotes
    assert (quote.speaker, quote.speaker_text) == (None, "a spokesman for the port")
    assert quote.speaker_start is not None
    assert text[quote.speaker_start : quote.speaker_end].startswith("a spokesman")


def test_words_within_reported_speech_belong_to_its_speaker(annotate: Annotate) -> None:
    text = OPENING + "Marlow said the plan was a “dangerous gamble with the harbour” and left."
    assert said(annotate(text)) == [("“dangerous gamble with the harbour”", "Edward Marlow")]


def test_every_quote_is_a_verbatim_part_of_the_text(annotate: Annotate) -> None:
    opening = "😀 Жизнь\r\n\r\nEdward\u00a0Marlow said: "
    text = opening + "“The sea\u00a0is  calm\u200b today,” he said, “and we sail.”\r\n\r\n“Now.”"
    quotes = annotate(text, lang="en").quotes
    assert quotes
    for quote in quotes:
        assert " […] ".join(text[segment.start : segment.end] for segment in quote.segments) == quote.text
        assert quote.speaker_start is None or quote.speaker_end is None or quote.speaker_start < quote.speaker_end
