"""Joins quotations that are one quote: a speech over several paragraphs, a sentence split by its attribution."""

import re
from collections.abc import Sequence
from typing import Final

from .spans.quotation import Quotation
from .spoken_quotation import SpokenQuotation

# The most characters of an attribution in the middle of a sentence: `,” he told reporters in Prague, “`.
MAX_ATTRIBUTION_CHARS: Final = 160

BREAK_MARKS: Final = ",—–"


def joined_speech(text: str, spoken: Sequence[SpokenQuotation]) -> list[list[SpokenQuotation]]:
    """The quotations in groups. Each group is one quote."""
    groups: list[list[SpokenQuotation]] = []
    for quotation in spoken:
        if groups and _is_one_quote(text, groups[-1][-1], quotation):
            groups[-1].append(quotation)
        else:
            groups.append([quotation])
    return groups


def is_interrupted_by(text: str, last: SpokenQuotation, quotation: Quotation) -> bool:
    """Whether `quotation` continues a sentence of speech that a comma interrupted: `,” quoting Hamlet, “and he`."""
    first = text[last.quotation.inner_start : last.quotation.inner_end].rstrip()
    between = text[last.quotation.end : quotation.start].strip()
    second = text[quotation.inner_start : quotation.inner_start + 1]
    return (
        last.quotation.paragraph == quotation.paragraph
        and last.is_sentence
        and first[-1:] in BREAK_MARKS
        and second.islower()
        and between[-1:] in BREAK_MARKS
        and len(between) < MAX_ATTRIBUTION_CHARS
    )


def _is_one_quote(text: str, before: SpokenQuotation, after: SpokenQuotation) -> bool:
    if after.quotation.resumed:
        return True
    if before.quotation.continued:
        if before.speaker and after.speaker and before.speaker.name != after.speaker.name:
            return False
        return after.quotation.paragraph == before.quotation.paragraph + 1
    if before.quotation.paragraph != after.quotation.paragraph or not before.speaker or not after.speaker:
        return False
    between = text[before.quotation.end : after.quotation.start]
    if (
        len(between) > MAX_ATTRIBUTION_CHARS
        or re.search(r"[.!?;:]\s", between)
        or not between.rstrip().endswith((",", "—", "–", "-"))
    ):
        return False
    first = text[before.quotation.inner_start : before.quotation.inner_end].rstrip()
    second = text[after.quotation.inner_start : after.quotation.inner_end].lstrip()
    return (
        before.speaker.name == after.speaker.name
        and before.is_sentence
        and first[-1:] in ",—–-?!"
        and (second[:1].islower() or second[:2] in {"I ", "I’", "I'"})
    )
