"""Attributions after a quotation."""

import pytest

from tests.digest.annotate.quotes.quoting import OPENING, Annotate, said


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“We stay,” she deadpanned.", "Helen Carver"),
        ("Their host, the pilot Edward Marlow, laughed. “We sail at dawn, all of us.”", "Edward Marlow"),
        ("“We sail at dawn.” said Edward Marlow, who had slept well.", "Edward Marlow"),
        ("“We sail at dawn.”\n\n— Helen Carver, London", "Helen Carver"),
        ("Its head, Helen Carver, wrote: “We sail at dawn.”", "Helen Carver"),
        ("Said Edward Marlow: “We sail at dawn.”", "Edward Marlow"),
        ("— We sail at dawn, said Edward Marlow.", "Edward Marlow"),
    ],
)
def test_speakers_are_found_where_attribution_is_unusual(annotate: Annotate, sentence: str, speaker: str) -> None:
    assert said(annotate(OPENING + sentence))[-1][1] == speaker
