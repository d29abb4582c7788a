"""Utterances: what somebody said in one go, which a text cuts in parts: “It leans,” she said. “It always has.”"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from ...annotate.records import Quote

# What stands at the end of a part, and before the next one, where the text cuts an utterance. A reporter's sentence
# that runs into a quote or goes on after it has none: they dropped “X” for “Y”.
CUTS: Final = (*".,;:!?…", "—", "–", "-")
QUOTE_MARKS: Final = "\"'“”‘’«»„‚"
MAX_CHARS: Final = 320  # as many as three lines of a card hold; what is longer stays in its parts
MAX_GAP_WORDS: Final = 12  # "said Ann Ray, the harbourmaster of Neverhaven"; more is a story of its own
OMISSION: Final = " […] "  # what parts the segments of a quote


def utterances(quotes: Iterable[Quote], text: str) -> Iterator[Quote]:
    """The quotes of a text, in its order; those that are parts of one utterance are one, of several segments.

    Parts are by one speaker and in one paragraph, with no more between them than says whose they are, and cut by
    punctuation.
    """
    last: Quote | None = None
    for quote in quotes:
        if last is not None and _goes_on(last, quote, text):
            last = _joined(last, quote)
            continue
        if last is not None:
            yield last
        last = quote
    if last is not None:
        yield last


def _goes_on(first: Quote, second: Quote, text: str) -> bool:
    """Whether the second quote goes on with what the first one says."""
    gap = text[first.segments[-1].end : second.segments[0].start]
    return (
        (first.speaker, first.speaker_text) == (second.speaker, second.speaker_text)
        and bool(first.speaker or first.speaker_text)
        and first.segments[-1].end <= second.segments[0].start
        and "\n\n" not in gap
        and len(gap.split()) <= MAX_GAP_WORDS
        and len(first.text) + len(second.text) <= MAX_CHARS
        and _is_cut(first.text, gap)
    )


def _is_cut(first: str, gap: str) -> bool:
    """Whether punctuation ends a part and the words after it: “No,” said Ada. “Not yet.” Or: ‘No’, she said, ‘no’."""
    end, words = first.rstrip(QUOTE_MARKS), gap.strip()
    return (end.endswith(CUTS) or words.startswith(CUTS)) and (not words or words.endswith(CUTS))


def _joined(first: Quote, second: Quote) -> Quote:
    return replace(
        first,
        segments=(*first.segments, *second.segments),
        text=f"{first.text}{OMISSION}{second.text}",
        confidence=min(first.confidence, second.confidence),
    )
