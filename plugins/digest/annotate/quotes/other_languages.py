"""Speakers in texts that no model reads: only a followed actor right beside a verb of saying."""

import re
from collections.abc import Sequence
from typing import Final

from ..records import Mention, Quote, Segment
from ..text.parsed_document import ParsedDocument
from .dialogue_dashes import SAID, without_attribution
from .quotation_spans import Quotation
from .speaker_confidence import confidence

CUE: Final = re.compile(rf"(?<!\w)(?:{SAID})(?!\w)", re.IGNORECASE)

# "sagte der russische Präsident Wladimir Putin": so many words may stand between verb and name.
MAX_BETWEEN: Final = re.compile(r"[\s\w.-]{0,60}")
SENTENCE_MARK: Final = re.compile(r"[.!?…]")
MIN_FREE_WORDS: Final = 4


def quotes(reading: ParsedDocument, quotations: Sequence[Quotation], mentions: Sequence[Mention]) -> tuple[Quote, ...]:
    """The quotations that are sentences, or have their speaker beside them."""
    found: list[Quote] = []
    parts = without_attribution(reading.text, quotations)
    for number, quotation in enumerate(parts):
        speaker = _after(reading, parts, number, mentions) or _before(reading, parts, number, mentions)
        if quotation.resumed and found and found[-1].segments[-1] == _segment(parts[number - 1]):
            found[-1] = _quote(
                reading, (*found[-1].segments, _segment(quotation)), _speaker(found[-1], mentions, speaker)
            )
        elif _is_speech(reading, parts, number, speaker):
            found.append(_quote(reading, (_segment(quotation),), speaker))
    return tuple(found)


def _segment(quotation: Quotation) -> Segment:
    return Segment(quotation.start, quotation.end)


def _speaker(quote: Quote, mentions: Sequence[Mention], later: Mention | None) -> Mention | None:
    """The mention that a quote's first part has as its speaker, else the one found beside a later part."""
    return next((mention for mention in mentions if mention.start == quote.speaker_start), later)


def _quote(reading: ParsedDocument, segments: tuple[Segment, ...], speaker: Mention | None) -> Quote:
    text = " […] ".join(reading.text[segment.start : segment.end] for segment in segments)
    if speaker is None:
        return Quote(segments, text, None, None, None, "no speaker")
    trust = confidence("person named" if speaker.kind == "person" else "organisation named")
    return Quote(segments, text, speaker.actor, speaker.start, speaker.end, "cue verb", confidence=trust)


def _is_speech(reading: ParsedDocument, parts: Sequence[Quotation], number: int, speaker: Mention | None) -> bool:
    quotation = parts[number]
    inner = reading.text[quotation.inner_start : quotation.inner_end].strip()
    words = re.findall(r"\w+", inner)
    if not words or quotation.single:
        return False
    goes_on = number + 1 < len(parts) and parts[number + 1].resumed
    sentence = len(words) >= MIN_FREE_WORDS and inner[0].isupper() and _stands_alone(reading, quotation)
    after = reading.text[quotation.end : quotation.end + 2].lstrip()[:1]
    whole = after in {",", ".", ""} and len(words) >= 2 * MIN_FREE_WORDS
    return bool(speaker) or sentence or whole or goes_on


def _stands_alone(reading: ParsedDocument, quotation: Quotation) -> bool:
    """Whether a quotation begins after the end of a sentence and ends one itself, on either side of its mark."""
    before = reading.text[: quotation.start].rstrip()[-1:]
    around = reading.text[quotation.inner_end - 1] + reading.text[quotation.end : quotation.end + 1]
    return before in {"", ".", "!", "?", "…", ":", "»", "“", "”"} and any(mark in ".!?…," for mark in around)


def _after(
    reading: ParsedDocument, quotations: Sequence[Quotation], number: int, mentions: Sequence[Mention]
) -> Mention | None:
    quotation = quotations[number]
    end = reading.paragraphs[quotation.paragraph].end
    if number + 1 < len(quotations):
        end = min(end, quotations[number + 1].start)
    frame = SENTENCE_MARK.split(reading.text[quotation.end : end])[0]
    return _beside(frame, quotation.end, mentions) if re.match(r"\s?[,—–-]|\s\w", frame) else None


def _before(
    reading: ParsedDocument, quotations: Sequence[Quotation], number: int, mentions: Sequence[Mention]
) -> Mention | None:
    quotation = quotations[number]
    begin = reading.paragraphs[quotation.paragraph].start
    if number:
        begin = max(begin, quotations[number - 1].end)
    frame = SENTENCE_MARK.split(reading.text[begin : quotation.start])[-1]
    if not frame.rstrip().endswith(":"):
        return None
    return _beside(frame, quotation.start - len(frame), mentions)


def _beside(frame: str, offset: int, mentions: Sequence[Mention]) -> Mention | None:
    """The only actor of a frame, where a verb of saying stands right before or after its name."""
    own = [mention for mention in mentions if offset <= mention.start and mention.end <= offset + len(frame)]
    cues = [match.span() for match in CUE.finditer(frame)]
    if not cues or not own or own[0].kind not in {"person", "organisation", "group"}:
        return None
    first = own[0]
    for start, end in cues:
        between = (
            frame[end : first.start - offset] if end <= first.start - offset else frame[first.end - offset : start]
        )
        if MAX_BETWEEN.fullmatch(between):
            return first
    return None
