"""Attributions within the quotation marks, as in French and Russian: «Квота останется, — заявила Вейн. — Да»."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ...lexicon.reporting_verbs import OTHER_LANGUAGES_VERBS
from ...lexicon.word_lists import alternatives
from .dialogue_dashes import DASH, MAX_ATTRIBUTION_CHARS
from .quotation import Quotation

# The beginning of the attribution: a dash before a verb, or in French a comma before one.
ATTRIBUTION_BEGINS: Final = re.compile(
    rf"(?:,|[?!…])\s?{DASH}\s?(?=(?:{alternatives(OTHER_LANGUAGES_VERBS)})(?!\w))"
    rf"|,\s(?=(?:(?:m'|l'|nous |lui )?(?:a|ont|avait) )?(?:{alternatives(OTHER_LANGUAGES_VERBS)})(?![\w]))",
    re.IGNORECASE,
)
# The end of the attribution: the dash with which the speech resumes, or the end of the sentence.
SPEECH_RESUMES: Final = re.compile(rf"[.,:;]?\s?{DASH}[.,:;]?\s?|[.,]\s(?=[^\W\d_])")


def without_inner_attributions(text: str, quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations. One with an attribution within its marks is split into the parts before and after it."""
    return tuple(part for quotation in quotations for part in _parts(text, quotation))


def _parts(text: str, quotation: Quotation) -> Iterator[Quotation]:
    attribution = ATTRIBUTION_BEGINS.search(text, quotation.inner_start, quotation.inner_end)
    if attribution is None or not re.search(r"\w", text[quotation.inner_start : attribution.start()]):
        yield quotation
        return
    end = attribution.start() + 1  # with its comma
    yield replace(quotation, end=end, inner_end=end, continued=False)
    limit = min(quotation.inner_end, attribution.end() + MAX_ATTRIBUTION_CHARS)
    resumption = SPEECH_RESUMES.search(text, attribution.end(), limit)
    if resumption and re.search(r"\w", text[resumption.end() : quotation.inner_end]):
        yield replace(quotation, start=resumption.end(), inner_start=resumption.end(), resumed=True)
