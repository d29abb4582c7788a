"""Speech that a dash opens, and attributions within the marks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.annotate.quotes.spans.dialogue_dashes import with_dash_led
from digest.annotate.quotes.spans.inner_attributions import without_inner_attributions
from digest.annotate.quotes.spans.quotation_spans import quotations
from digest.annotate.text.normalised_text import normalised
from digest.annotate.text.paragraphs import paragraphs


def parts(text: str) -> list[str]:
    joined, spans = paragraphs(normalised(text).text)
    marks = with_dash_led(joined, spans, quotations(joined, spans))
    return [joined[quotation.start : quotation.end] for quotation in without_inner_attributions(joined, marks)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("— Мы выходим утром, — сказала Вейн.", ["Мы выходим утром,"]),
        ("— Мы выходим, — сказала Вейн. — Все до одного.", ["Мы выходим,", "Все до одного."]),
        ("—Salimos al alba —dijo Vane—. Todos.", ["Salimos al alba", "Todos."]),
        ("— The boat is late, said Edmund Sayle.", ["The boat is late,"]),
        ("— The boat is late, he said.", ["The boat is late,"]),
        ("«Мы выходим, — заявила Вейн. — Все до одного».", ["«Мы выходим,", "Все до одного»"]),
        ("«Ми виходимо, — сказав він, — усі до одного»", ["«Ми виходимо,", "усі до одного»"]),
        ("« Nous partons, a déclaré Vane. Tous. »", ["« Nous partons,", "Tous. »"]),
        ("«Мы выходим утром».", ["«Мы выходим утром»"]),
        ("— Edmund Sayle, Stell", []),
        ("— a list of things, and another", []),
    ],
)
def test_the_attribution_is_no_part_of_the_speech(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(["—", "– ", "«", "»", "“", "”", ", ", ". ", "said ", "сказал ", "Ann ", "a", "\n\n"])))
def test_speech_stays_in_its_paragraph_and_never_overlaps(pieces: list[str]) -> None:
    joined, spans = paragraphs(normalised("".join(pieces)).text)
    end = 0
    for quotation in without_inner_attributions(joined, with_dash_led(joined, spans, quotations(joined, spans))):
        assert end <= quotation.start <= quotation.inner_start <= quotation.inner_end <= quotation.end
        assert spans[quotation.paragraph].start <= quotation.start < quotation.end <= spans[quotation.paragraph].end
        end = quotation.end
