"""Descriptions of a person who has just been named, and nouns for somebody else."""

import pytest

from tests.digest.annotate.quotes.quoting import Annotate


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("Leah Moss scored twice. “I closed my eyes,” the striker said.", "Leah Moss", ""),
        ("Aurelio Banti has cancelled the concert. “My voice is gone,” the singer wrote.", "Aurelio Banti", ""),
        ("Leah Moss was sent off. “I have never seen her so angry,” the coach said.", None, "the coach"),
        ("Carl Ostrow stood up. “This court has seen enough of you,” the magistrate said.", None, "the magistrate"),
        ("Carl Ostrow stood up. “This court has seen enough of you,” a singer said.", None, "a singer"),
        ("Nobody scored. “I closed my eyes and hoped for the best,” the striker said.", None, "the striker"),
    ],
)
def test_a_description_means_who_was_named_and_an_office_does_not(
    annotate: Annotate, text: str, speaker: str | None, words: str
) -> None:
    (quote,) = (quote for quote in annotate(text).quotes if quote.direct)
    assert (quote.speaker, quote.speaker_text) == (speaker, words)
