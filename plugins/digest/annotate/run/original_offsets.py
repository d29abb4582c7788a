"""Converts records with offsets of the normalised text to records with offsets of the original text."""

from dataclasses import replace
from typing import TypeVar

from ..records import Credit, Decision, Mention, Nationality, Quote, Segment
from ..text.normalised_text import NormalisedText

Span = TypeVar("Span", Mention, Decision, Nationality)


def original_span(span: Span, normalised_text: NormalisedText) -> Span:
    """The record with the offsets and the text of the original."""
    start, end = normalised_text.span(span.start, span.end)
    return replace(span, start=start, end=end, text=normalised_text.source[start:end])


def original_quote(quote: Quote, normalised_text: NormalisedText) -> Quote:
    """The quote with the offsets and the text of the original."""
    segments = tuple(Segment(*normalised_text.span(segment.start, segment.end)) for segment in quote.segments)
    text = " […] ".join(normalised_text.source[segment.start : segment.end] for segment in segments)
    if quote.speaker_start is None or quote.speaker_end is None:
        return replace(quote, segments=segments, text=text)
    start, end = normalised_text.span(quote.speaker_start, quote.speaker_end)
    words = " ".join(normalised_text.source[start:end].split()) if quote.speaker_text else ""
    return replace(quote, segments=segments, text=text, speaker_start=start, speaker_end=end, speaker_text=words)


def original_credit(credit: Credit, normalised_text: NormalisedText) -> Credit:
    """The credit with the offsets of the original. Its name stays that of the normalised text."""
    return Credit(credit.name, *normalised_text.span(credit.start, credit.end))
