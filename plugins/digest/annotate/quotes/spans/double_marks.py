"""Pairs of double quotation marks within one paragraph.

Open quotations are on a stack, since one quotation may be within another. A mark without a partner loses only its own
quotation.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ...lexicon.reporting_verbs import AFTER_DISPLACED_MARK
from ...lexicon.word_lists import alternatives
from ...text.parsed_document import Paragraph
from .quotation import Quotation

MARK: Final = re.compile(r"[“”„‟«»\"]|``|''")
OPENERS: Final = "“„‟«``"

# Words after a closing mark that is on the wrong side of its space: `falsified, ”he added`.
DISPLACED_ATTRIBUTION: Final = re.compile(
    r"(?:he|she|they|I|we|it|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}|the \w+) \w+(?:ed|s|d|id|t|ote|oke|old)\b"
    rf"|(?:{alternatives(AFTER_DISPLACED_MARK)})\b"
)

# News prints at most a quotation in a quotation in a quotation. Deeper nesting is an error in the text.
MAX_DEPTH: Final = 4


@dataclass(slots=True)
class OpenQuotation:
    """A quotation whose closing mark hasn't been found yet, with the quotations that were closed inside it."""

    start: int
    mark: str
    inner: list[Quotation]

    @property
    def family(self) -> str:
        """The family of the opening mark, as `mark_family` gives it."""
        return mark_family(self.mark)

    def closed(self, inner_end: int, end: int, paragraph: int, *, continued: bool = False) -> Quotation:
        """The quotation from this opening mark to `end`, which is after the closing mark."""
        return Quotation(self.start, end, self.start + len(self.mark), inner_end, paragraph, continued)


def quotations_in_paragraph(
    text: str, paragraph: Paragraph, number: int, *, outward: bool
) -> tuple[list[Quotation], OpenQuotation | None]:
    """The closed quotations of paragraph `number`, and the one that is still open at its end.

    `outward` says that the text uses »…« rather than «…».
    """
    closed: list[Quotation] = []
    stack: list[OpenQuotation] = []
    marks = list(MARK.finditer(text, paragraph.start, paragraph.end))
    for position, match in enumerate(marks):
        mark = match.group()
        if outward and mark in "«»":
            mark = "»" if mark == "«" else "«"
        target = _closed_by(text, match, mark, stack, paragraph)
        if target is not None:
            opened = stack[target]
            for unclosed in stack[target + 1 :]:  # marks without a partner inside: part of the outer quotation
                opened.inner += unclosed.inner
            del stack[target:]
            quotation = opened.closed(match.start(), match.end(), number)
            (stack[-1].inner if stack else closed).append(quotation)
        elif _opens(text, match, mark, stack, paragraph):
            nests_straight = mark == '"' and any(opened.mark == '"' for opened in stack)
            if len(stack) >= MAX_DEPTH or (nests_straight and (len(marks) - position) % 2 == 0):
                # A nested straight mark is only possible if enough marks follow to close both quotations.
                for unclosed in stack:
                    closed += unclosed.inner
                stack.clear()
            stack.append(OpenQuotation(match.start(), mark, []))
    return _left_open(closed, stack)


def characters_around(text: str, match: re.Match[str], paragraph: Paragraph) -> tuple[str, str]:
    """The characters before and after a mark; "" at the beginning or end of its paragraph."""
    before = text[match.start() - 1] if match.start() > paragraph.start else ""
    after = text[match.end()] if match.end() < paragraph.end else ""
    return before, after


def mark_family(mark: str) -> str:
    """The representative of all marks that can be paired with `mark`."""
    return '"' if mark == '"' else "''" if mark in {"``", "''"} else "«" if mark in "«»" else "“"


def _closed_by(
    text: str, match: re.Match[str], mark: str, stack: Sequence[OpenQuotation], paragraph: Paragraph
) -> int | None:
    """Index in the stack of the quotation that this mark closes."""
    if not stack:
        return None
    before, after = characters_around(text, match, paragraph)
    families = [opened.family for opened in stack]
    if mark == '"':
        if '"' in families:
            inside = before.isspace() and after.isalnum()
            displaced = inside and text[match.start() - 2] in ",.!?" and DISPLACED_ATTRIBUTION.match(text, match.end())
            return None if inside and not displaced else _last(families, '"')
        closing = not before.isspace() and not after.isalnum()
        return len(stack) - 1 if closing else None
    if mark in {"“", "‟"}:
        if stack[-1].mark == "„" or (
            after != "" and not after.isalnum() and after not in "“‘'[($…" and not before.isspace()
        ):
            return _last(families, "“") if "“" in families else None
        return None
    if mark == "”":
        return _last(families, "“") if "“" in families else _last(families, '"')
    if mark == "''":
        return _last(families, "''") if "''" in families else _last(families, '"')
    if mark == "»":
        return _last(families, "«")
    return None


def _last(families: Sequence[str], family: str) -> int | None:
    return len(families) - 1 - families[::-1].index(family) if family in families else None


def _opens(text: str, match: re.Match[str], mark: str, stack: Sequence[OpenQuotation], paragraph: Paragraph) -> bool:
    before, after = characters_around(text, match, paragraph)
    free = before == "" or not (before.isalnum() or before in ".,!?…%")
    if mark == '"':
        return (
            after != "" and not after.isspace() and (free or (not stack and not before.isdigit() and after.isalnum()))
        )
    if mark == "''":  # "''We sail,'' she said", as in some markup
        return not stack and free and after.isalnum()
    if mark == "”":  # as in Swedish and Finnish, or by mistake
        return not stack and free and after.isalnum()
    return mark in OPENERS


def _left_open(closed: list[Quotation], stack: Sequence[OpenQuotation]) -> tuple[list[Quotation], OpenQuotation | None]:
    """The closed quotations, and the last open one: only that may be closed in a later paragraph."""
    if not stack:
        return closed, None
    *lost, last = stack
    return closed + [quotation for opened in lost for quotation in opened.inner], last
