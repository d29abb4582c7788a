"""The quotations of a whole text, in double and in single marks, with speeches over several paragraphs."""

import re
from collections.abc import Sequence
from typing import Final

from ...lexicon.reporting_verbs import ENDING_PARAGRAPH, WITH_HEARER
from ...lexicon.word_lists import alternatives
from ...text.parsed_document import Paragraph
from .double_marks import (
    MARK,
    OPENERS,
    OpenQuotation,
    characters_around,
    mark_family,
    quotations_in_paragraph,
)
from .full_statements import full_statements
from .quotation import Quotation
from .single_marks import single_mark_quotations

WORD: Final = re.compile(r"[^\W_]")

# A paragraph with an open quotation that ends like this has lost its closing mark. Its speech doesn't continue in the
# next paragraph.
ENDS_ATTRIBUTED: Final = re.compile(
    r", (?:(?:he|she|they|[A-Z]\w+(?: [A-Z]\w+){0,2}) "
    rf"(?:{alternatives(ENDING_PARAGRAPH)}|(?:{alternatives(WITH_HEARER)}) \w+)"
    rf"|(?:{alternatives(ENDING_PARAGRAPH)}) [^.,]{{3,60}})\.$"
)

# The most paragraphs of one speech: an open mark may be closed some paragraphs later.
MAX_SPEECH_PARAGRAPHS: Final = 8


def quotations(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Quotation, ...]:
    """The outermost quotations, in the order of the text. Nested quotations are part of the outer one.

    A mark without a partner loses only its own quotation. Speeches that are announced in full need no marks.
    """
    outward = _has_outward_guillemets(text)
    double: list[Quotation] = []
    number = 0
    while number < len(paragraphs):
        closed, left_open = quotations_in_paragraph(text, paragraphs[number], number, outward=outward)
        double += closed
        number += 1
        if left_open is None:
            continue
        opening = MARK.match(text, paragraphs[number].start) if number < len(paragraphs) else None
        if opening:
            end = paragraphs[number - 1].end
            same_family = mark_family(opening.group()) == left_open.family
            if same_family and not left_open.inner and not ENDS_ATTRIBUTED.search(text, left_open.start, end):
                double.append(left_open.closed(end, end, number - 1, continued=True))
                continue
        elif speech := _closed_later(text, paragraphs, number, left_open):
            double += speech
            number = speech[-1].paragraph + 1
            continue
        double += left_open.inner
    double = [quotation for quotation in double if WORD.search(text, quotation.inner_start, quotation.inner_end)]
    marked = {quotation.paragraph for quotation in double}
    unmarked = [statement for statement in full_statements(text, paragraphs) if statement.paragraph not in marked]
    single = single_mark_quotations(text, paragraphs, (*double, *unmarked))
    return tuple(sorted((*double, *single, *unmarked), key=lambda quotation: quotation.start))


def _has_outward_guillemets(text: str) -> bool:
    """Whether a text uses »…« rather than «…»."""
    return len(re.findall(r"(?<!\S)»\w", text)) > len(re.findall(r"(?<!\S)«\s?\w", text))


def _closed_later(text: str, paragraphs: Sequence[Paragraph], number: int, opened: OpenQuotation) -> list[Quotation]:
    """The quotations of a speech that is closed in paragraph `number` or later.

    They are followed by the other quotations of the last paragraph. The list is empty if there is no such speech, or if
    another opening mark comes first.
    """
    for last in range(number, min(number + MAX_SPEECH_PARAGRAPHS, len(paragraphs))):
        match = MARK.search(text, paragraphs[last].start, paragraphs[last].end)
        if match is None:
            continue
        before, after = characters_around(text, match, paragraphs[last])
        if match.group() in OPENERS or before.isspace() or before == "" or after.isalnum():
            return []
        first = paragraphs[number - 1]
        speech = [opened.closed(first.end, first.end, number - 1, continued=True)]
        for between in range(number, last):
            start, end = paragraphs[between].start, paragraphs[between].end
            speech.append(Quotation(start, end, start, end, between, continued=True))
        start = paragraphs[last].start
        speech.append(Quotation(start, match.end(), start, match.start(), last))
        after_speech = Paragraph(match.end(), paragraphs[last].end)
        others, _ = quotations_in_paragraph(text, after_speech, last, outward=False)
        return speech + others
    return []
