"""Speakers in texts that no model reads: only a followed actor right beside a verb of saying."""

import re
from collections.abc import Sequence
from typing import Final

from .quotations import Quotation
from .reading import Reading
from .records import Mention, Quote, Segment

SAID: Final = (
    "сказал|сказала|заявил|заявила|сообщил|сообщила|отметил|отметила|подчеркнул|подчеркнула|добавил|добавила|написал|написала"
    "|пояснил|пояснила|объяснил|объяснила|ответил|ответила|говорит|считает|уточнил|уточнила|рассказал|рассказала"
    "|сказав|заявив|повідомив|повідомила|зазначив|зазначила|наголосив|наголосила|додав|додала|написав|пояснив"
    "|sagte|sagt|erklärte|betonte|schrieb|teilte|warnte|fügte|meinte|forderte"
    "|dit|déclaré|déclare|affirmé|affirme|ajouté|ajoute|expliqué|explique|assuré|assure|écrit|estimé|estime|prévenu|lancé"
    "|dijo|dice|afirmó|aseguró|declaró|explicó|añadió|señaló|escribió|advirtió"
    "|disse|diz|afirmou|declarou|detto|dichiarato|ha scritto|zei|zegt|verklaarde|sade|säger"
    "|powiedział|powiedziała|oświadczył"
)
CUE: Final = re.compile(rf"(?<!\w)(?:{SAID})(?!\w)", re.IGNORECASE)

# "sagte der russische Präsident Wladimir Putin": so many words may stand between verb and name.
MAX_BETWEEN: Final = re.compile(r"[\s\w.-]{0,60}")
SENTENCE_MARK: Final = re.compile(r"[.!?…]")
MIN_FREE_WORDS: Final = 4


def quotes(reading: Reading, quotations: Sequence[Quotation], mentions: Sequence[Mention]) -> tuple[Quote, ...]:
    """The quotations that are sentences, or have their speaker beside them."""
    found = []
    for number, quotation in enumerate(quotations):
        speaker = _after(reading, quotations, number, mentions) or _before(reading, quotations, number, mentions)
        inner = reading.text[quotation.inner_start : quotation.inner_end].strip()
        words = re.findall(r"\w+", inner)
        sentence = len(words) >= MIN_FREE_WORDS and inner[0].isupper() and _stands_alone(reading, quotation)
        whole = (
            reading.text[quotation.end : quotation.end + 2].lstrip()[:1] in {",", ".", ""}
            and len(words) >= 2 * MIN_FREE_WORDS
        )
        if not words or quotation.single or not (speaker or sentence or whole):
            continue
        segments = (Segment(quotation.start, quotation.end),)
        text = reading.text[quotation.start : quotation.end]
        if speaker:
            found.append(Quote(segments, text, speaker.actor, speaker.start, speaker.end, "cue verb"))
        else:
            found.append(Quote(segments, text, None, None, None, "no speaker"))
    return tuple(found)


def _stands_alone(reading: Reading, quotation: Quotation) -> bool:
    """Whether a quotation begins after the end of a sentence and ends one itself, on either side of its mark."""
    before = reading.text[: quotation.start].rstrip()[-1:]
    around = reading.text[quotation.inner_end - 1] + reading.text[quotation.end : quotation.end + 1]
    return before in {"", ".", "!", "?", "…", ":", "»", "“", "”"} and any(mark in ".!?…," for mark in around)


def _after(
    reading: Reading, quotations: Sequence[Quotation], number: int, mentions: Sequence[Mention]
) -> Mention | None:
    quotation = quotations[number]
    end = reading.paragraphs[quotation.paragraph].end
    if number + 1 < len(quotations):
        end = min(end, quotations[number + 1].start)
    frame = SENTENCE_MARK.split(reading.text[quotation.end : end])[0]
    return _beside(frame, quotation.end, mentions) if re.match(r"\s?[,—–-]|\s\w", frame) else None


def _before(
    reading: Reading, quotations: Sequence[Quotation], number: int, mentions: Sequence[Mention]
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
