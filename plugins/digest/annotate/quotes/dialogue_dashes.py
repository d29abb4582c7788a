"""Speech that a dash opens instead of a mark, and attributions that stand within the marks: spans only."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ..text.parsed_document import Paragraph
from .quotation_spans import Quotation

# Verbs of saying in the languages that lead speech with a dash or put the attribution into the marks, in the forms that
# news uses; compiled for this project.
SAID: Final = (
    "сказал|сказала|заявил|заявила|заявили|сообщил|сообщила|сообщили|отметил|отметила|подчеркнул|подчеркнула|добавил"
    "|добавила|написал|написала|пояснил|пояснила|объяснил|объяснила|ответил|ответила|говорит|считает|уточнил|уточнила"
    "|рассказал|рассказала|спросил|спросила|признался|призналась|уверен|уверена"
    "|сказав|заявив|заявила|повідомив|повідомила|зазначив|зазначила|наголосив|наголосила|додав|додала|написав|пояснив"
    "|розповів|розповіла|відповів|відповіла|каже|вважає"
    "|sagte|sagt|erklärte|betonte|schrieb|teilte|warnte|fügte|meinte|forderte"
    "|dit|déclaré|déclare|affirmé|affirme|ajouté|ajoute|expliqué|explique|assuré|assure|écrit|estimé|estime|prévenu"
    "|lancé|confie|confié|raconte|raconté|répond|répondu|souligne|souligné"
    "|dijo|dice|afirmó|afirma|aseguró|asegura|declaró|explicó|explica|añadió|señaló|escribió|advirtió|respondió|preguntó"
    "|disse|diz|afirmou|declarou|explicou|acrescentou|detto|dichiarato|ha scritto|spiega|zei|zegt|verklaarde|sade|säger"
    "|säger|svarade|powiedział|powiedziała|oświadczył|dodał|dodała|mówi|řekl|řekla"
)
ENGLISH: Final = "said|says|asked|asks|replied|answered|added|wrote|cried|whispered|insisted|muttered|shouted"
DASH: Final = "[—–―]"

# «Квота останется, — заявила Вейн. — Мы не можем»: where the attribution within the marks begins.
INNER: Final = re.compile(
    rf"(?:,|[?!…])\s?{DASH}\s?(?=(?:{SAID})(?!\w))|,\s(?=(?:(?:m'|l'|nous |lui )?(?:a|ont|avait) )?(?:{SAID})(?![\w]))",
    re.IGNORECASE,
)
# And where it ends: at the dash that opens the speech again, or with the sentence.
REOPENED: Final = re.compile(rf"[.,:;]?\s?{DASH}[.,:;]?\s?|[.,]\s(?=[^\W\d_])")

LED: Final = re.compile(rf"{DASH}\s?(?=[^\W\d_]|[¿¡])")
LED_INNER: Final = re.compile(
    rf"(?P<mark>[,?!…]?)\s?{DASH}\s?(?=(?:{SAID})(?!\w))"
    rf"|(?P<comma>,)\s(?=(?:{ENGLISH}) (?:[A-Z]|he\b|she\b|they\b|the\b|a\b))"
    rf"|(?P<inverted>[,?!])\s(?=(?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){{0,2}}|he|she|the [a-z]+) (?:{ENGLISH})\b)",
)

# "заявила на встрече с рыбаками министр рыболовства Оттолина Вейн": an attribution is no longer than a line and a half.
MAX_ATTRIBUTION_CHARS: Final = 120


def with_dash_led(text: str, paragraphs: Sequence[Paragraph], quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations, and the speech of paragraphs that begin with a dash and have no marks."""
    marked = {quotation.paragraph for quotation in quotations}
    found = [*quotations]
    for number, paragraph in enumerate(paragraphs):
        if number not in marked and LED.match(text, paragraph.start, paragraph.end):
            found += _led(text, paragraph, number)
    return tuple(sorted(found, key=lambda quotation: quotation.start))


def _led(text: str, paragraph: Paragraph, number: int) -> Iterator[Quotation]:
    opened = LED.match(text, paragraph.start, paragraph.end)
    attribution = LED_INNER.search(text, paragraph.start + 1, paragraph.end)
    if opened is None or attribution is None or attribution.start() <= opened.end():
        return
    start, end = opened.end(), attribution.start() + len(attribution.group(attribution.lastgroup or 0))
    yield Quotation(start, end, start, end, number)
    dash = re.compile(rf"[.,:;]?\s?{DASH}[.,:;]?\s?")
    again = dash.search(text, attribution.end(), min(paragraph.end, attribution.end() + MAX_ATTRIBUTION_CHARS))
    if again and again.end() < paragraph.end:
        yield Quotation(again.end(), paragraph.end, again.end(), paragraph.end, number, resumed=True)


def without_attribution(text: str, quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations; those with an attribution within their marks, as in French and Russian, are cut around it."""
    found: list[Quotation] = []
    for quotation in quotations:
        found += _cut(text, quotation)
    return tuple(found)


def _cut(text: str, quotation: Quotation) -> Iterator[Quotation]:
    attribution = INNER.search(text, quotation.inner_start, quotation.inner_end)
    if attribution is None or not re.search(r"\w", text[quotation.inner_start : attribution.start()]):
        yield quotation
        return
    end = attribution.start() + 1  # with its comma
    yield replace(quotation, end=end, inner_end=end, continued=False)
    limit = min(quotation.inner_end, attribution.end() + MAX_ATTRIBUTION_CHARS)
    again = REOPENED.search(text, attribution.end(), limit)
    if again and re.search(r"\w", text[again.end() : quotation.inner_end]):
        yield replace(quotation, start=again.end(), inner_start=again.end(), resumed=True)
