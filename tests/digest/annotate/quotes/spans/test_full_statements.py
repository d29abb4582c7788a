"""Speeches and letters in full, without marks."""

import pytest

from digest.annotate.quotes.spans.quotation_spans import quotations
from digest.annotate.text.normalised_text import normalised
from digest.annotate.text.paragraphs import paragraphs


def parts(text: str) -> list[str]:
    joined, spans = paragraphs(normalised(text).text)
    return [joined[quotation.start : quotation.end] for quotation in quotations(joined, spans)]


@pytest.mark.parametrize(
    "announcement",
    [
        "Here is Vane's statement in full:",
        "The full text of Vane's letter:",
        "Vane's speech, printed in full below:",
        "Read the full statement by Ottoline Vane here:",
    ],
)
def test_the_paragraphs_after_an_announcement_are_speech(announcement: str) -> None:
    text = f"Vane resigned.\n\n{announcement}\n\nI leave in good health.\n\nMy successor has our trust."
    assert parts(text) == ["I leave in good health.", "My successor has our trust."]


@pytest.mark.parametrize(
    "text",
    [
        "Vane's statement was short.\n\nI leave in good health.",
        "Here is Vane's statement in full:\n\nThe harbour closes at nine. Nobody may stay.",
        "Here are the results of the vote in full:\n\nI. Stell\n\nII. Velm",
        "Here is Vane's statement in full:",
    ],
)
def test_other_paragraphs_are_none(text: str) -> None:
    assert parts(text) == []


def test_it_ends_where_the_newspaper_goes_on() -> None:
    text = "Here is Vane's statement in full:\n\nI leave in good health.\n\nVane said no more.\n\nI am no quote."
    assert parts(text) == ["I leave in good health."]


def test_marks_within_it_are_quotations_of_their_own() -> None:
    text = "Here is Vane's letter in full:\n\nI leave in ‘good’ health.\n\n“Farewell.”"
    assert parts(text) == ["I leave in ‘good’ health.", "“Farewell.”"]
