"""Speech that begins with a dash instead of a mark: «— Квота останется, — заявила Вейн.»"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ...lexicon.reporting_verbs import DIALOGUE_VERBS, OTHER_LANGUAGES_VERBS
from ...lexicon.word_lists import alternatives
from ...text.parsed_document import Paragraph
from .quotation import Quotation

DASH: Final = "[—–―]"

OPENING_DASH: Final = re.compile(rf"{DASH}\s?(?=[^\W\d_]|[¿¡])")
# The beginning of the attribution, with the mark before it that belongs to the speech.
ATTRIBUTION_BEGINS: Final = re.compile(
    rf"(?P<mark>[,?!…]?)\s?{DASH}\s?(?=(?:{alternatives(OTHER_LANGUAGES_VERBS)})(?!\w))"
    rf"|(?P<comma>,)\s(?=(?:{alternatives(DIALOGUE_VERBS)}) (?:[A-Z]|he\b|she\b|they\b|the\b|a\b))"
    r"|(?P<inverted>[,?!])\s(?=(?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}|he|she|the [a-z]+)"
    rf" (?:{alternatives(DIALOGUE_VERBS)})\b)",
)
# The dash after the attribution with which the speech resumes.
SPEECH_RESUMES: Final = re.compile(rf"[.,:;]?\s?{DASH}[.,:;]?\s?")

# The most characters of an attribution: "заявила на встрече с рыбаками министр рыболовства Оттолина Вейн".
MAX_ATTRIBUTION_CHARS: Final = 120


def with_dash_led(text: str, paragraphs: Sequence[Paragraph], quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations, and the speech of paragraphs that begin with a dash and have no marks."""
    marked = {quotation.paragraph for quotation in quotations}
    together = [*quotations]
    for number, paragraph in enumerate(paragraphs):
        if number not in marked and OPENING_DASH.match(text, paragraph.start, paragraph.end):
            together += _dash_led(text, paragraph, number)
    return tuple(sorted(together, key=lambda quotation: quotation.start))


def _dash_led(text: str, paragraph: Paragraph, number: int) -> Iterator[Quotation]:
    """The speech before the attribution, and after it if it resumes; nothing if there is no attribution."""
    opening = OPENING_DASH.match(text, paragraph.start, paragraph.end)
    attribution = ATTRIBUTION_BEGINS.search(text, paragraph.start + 1, paragraph.end)
    if opening is None or attribution is None or attribution.start() <= opening.end():
        return
    start, end = opening.end(), attribution.start() + len(attribution.group(attribution.lastgroup or 0))
    yield Quotation(start, end, start, end, number)
    limit = min(paragraph.end, attribution.end() + MAX_ATTRIBUTION_CHARS)
    resumption = SPEECH_RESUMES.search(text, attribution.end(), limit)
    if resumption and resumption.end() < paragraph.end:
        yield Quotation(resumption.end(), paragraph.end, resumption.end(), paragraph.end, number, resumed=True)
