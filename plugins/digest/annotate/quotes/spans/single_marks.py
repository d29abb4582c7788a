"""Quotations in single marks outside double ones, as in British newspapers. An apostrophe isn't a mark."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from ...text.parsed_document import Paragraph
from .double_marks import characters_around
from .quotation import Quotation

SINGLE_MARK: Final = re.compile(r"[‘’‚‛'‹›]")

# Words that begin with an apostrophe: 'em, 'til, 'tis, 'twas, 'cause, 'n', '90s.
ELIDED: Final = re.compile(r"(?:em|til|tis|twas|cause|n|round|bout|cos)\b|\d", re.IGNORECASE)

# A closing mark whose space was lost: `the quay,’she said`, but not the apostrophe of "the U.S.’s quay".
STUCK_CLOSING_MARK: Final = re.compile(r"[,.!?][’'](?=[A-Za-z]{2})")

# Single marks are apostrophes too: two of them at a greater distance are not a quotation.
MAX_SINGLE_CHARS: Final = 800


def single_mark_quotations(
    text: str, paragraphs: Sequence[Paragraph], double: Sequence[Quotation]
) -> Iterator[Quotation]:
    """The quotations in single marks outside those in `double` marks."""
    spans_by_paragraph: dict[int, list[tuple[int, int]]] = {}
    for quotation in double:
        spans_by_paragraph.setdefault(quotation.paragraph, []).append((quotation.start, quotation.end))
    for number, paragraph in enumerate(paragraphs):
        double_spans = sorted(spans_by_paragraph.get(number, []))
        starts = [start for start, _ in double_spans]
        position = paragraph.start
        while match := SINGLE_MARK.search(text, position, paragraph.end):
            position = match.end()
            next_double = bisect_right(starts, match.start())
            if next_double and match.start() < double_spans[next_double - 1][1]:
                position = double_spans[next_double - 1][1]
            elif _opens(text, match, paragraph):
                limit = starts[next_double] if next_double < len(starts) else paragraph.end
                limit = min(limit, match.end() + MAX_SINGLE_CHARS)
                end = _closing_mark(text, match.end(), limit, straight=match.group() == "'")
                if end is not None:
                    yield Quotation(match.start(), end + 1, match.end(), end, number, single=True)
                    position = end + 1


def _opens(text: str, match: re.Match[str], paragraph: Paragraph) -> bool:
    before, after = characters_around(text, match, paragraph)
    if match.group() not in "‘‚‛'‹" or (before and not before.isspace() and before not in "([—–-“,:"):
        return False
    return (after.isalnum() or after in "…[$") and not ELIDED.match(text, match.end())


def _closing_mark(text: str, start: int, limit: int, *, straight: bool) -> int | None:
    """Offset of the first closing mark after punctuation, or else of the first one that isn't an apostrophe."""
    candidates: list[int] = []
    for match in SINGLE_MARK.finditer(text, start, limit):
        after = text[match.end()] if match.end() < limit else ""
        if STUCK_CLOSING_MARK.match(text, match.start() - 1, limit):
            candidates.append(match.start())
            break
        if match.group() == "‘" or after.isalnum() or text[match.start() - 1].isspace():
            if match.group() == "‘" or (straight and text[match.start() - 1].isspace()):
                break
            continue
        candidates.append(match.start())
    after_punctuation = [offset for offset in candidates if text[offset - 1] in ",.!?…"]
    if after_punctuation:
        return after_punctuation[0]
    # The mark after a word that ends with "s" may be a genitive's apostrophe: "the sailors' wages".
    not_genitives = [
        offset
        for offset in candidates
        if text[offset - 1] != "s" or (offset + 1 < limit and text[offset + 1] in ",.;:!?)")
    ]
    return next(iter(not_genitives or candidates), None)
