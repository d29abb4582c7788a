"""Whom a pronoun means."""

import pytest

from tests.digest.annotate.quotes.quoting import OPENING, Annotate, said


def test_a_surname_that_is_a_pronoun_is_a_name(annotate: Annotate) -> None:
    annotation = annotate("“The sea is calm today,” said Ben He, an engineer. “It was not,” he added.")
    assert [quote.speaker for quote in annotation.quotes] == ["Ben He", "Ben He"]
    assert [mention.text for mention in annotation.mentions] == ["Ben He"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The sea is calm today,” he said.", "Edward Marlow"),
        ("“The sea is calm today,” she said.", "Helen Carver"),
        ("Helen Carver laughed. “The sea is calm today,” she said.", "Helen Carver"),
        ("“We sail,” said Marlow. “The sea is calm today,” he added.", "Edward Marlow"),
        ("Otto Brandt smiled. “The sea is calm today,” he said.", "Otto Brandt"),
    ],
)
def test_a_pronoun_means_the_last_subject_or_speaker_of_its_gender(annotate: Annotate, text: str, speaker: str) -> None:
    assert said(annotate(OPENING + text))[-1][1] == speaker


def test_it_is_no_person(annotate: Annotate) -> None:
    text = "“The sea is calm today,” said Otto Brandt of the Norhaven Port Authority. But it said “no ship will sail”."
    assert said(annotate(text)) == [("“The sea is calm today,”", "Otto Brandt"), ("“no ship will sail”", None)]
