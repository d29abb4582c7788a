"""The paragraphs of a normalised text: some line ends only break a line, the others end a paragraph."""

import re
from collections.abc import Sequence
from typing import Final

from .parsed_document import Paragraph

# Mail programs, editors and feed generators break lines at these lengths. A longer line is a whole paragraph, a shorter
# one a heading.
BROKEN_LINE_CHARS: Final = range(40, 141)

# If only one line of a text has a length in BROKEN_LINE_CHARS, it counts as broken if its length is in this range and
# it has no final mark: few headlines are this long.
LONE_LINE_CHARS: Final = range(60, 141)

# If each line is a paragraph, nearly all lines end with a mark. In a text with broken lines most don't. The lines count
# as broken if more than this share end without a mark.
MIN_OPEN_SHARE: Final = 1 / 3

BLOCK: Final = re.compile(r"[^\n](?:[^\n]|\n(?!\n))*")
LINE: Final = re.compile(r"[^\n]+")
ENDED: Final = re.compile(r"[.!?:;…][\"'”’»)\]]*\s*$")
ITEM: Final = re.compile(r"\s*(?:[-*•–—]|\d+[.)])\s")


def paragraphs(text: str) -> tuple[str, tuple[Paragraph, ...]]:
    """The text, of the same length, with a space for each line end that only breaks a line; and its paragraphs."""
    blocks = [
        [(match.start(), match.end()) for match in LINE.finditer(text, block.start(), block.end())]
        for block in BLOCK.finditer(text)
    ]
    broken = _is_broken(text, blocks)
    joined = list(text)
    result: list[Paragraph] = []
    for lines in blocks:
        begin = lines[0][0]  # the beginning of the current paragraph
        for number, (start, end) in enumerate(lines):
            if number + 1 < len(lines) and _goes_on(text, (start, end), lines[number + 1], broken=broken):
                after = lines[number + 1][0]
                joined[end:after] = " " * (after - end)
                continue
            result += _trimmed(text, begin, end)
            begin = lines[number + 1][0] if number + 1 < len(lines) else end
    return "".join(joined), tuple(result)


def _is_broken(text: str, blocks: Sequence[Sequence[tuple[int, int]]]) -> bool:
    """Whether the lines of a text are broken: many lines of full length end in the middle of a sentence.

    The last line of a block doesn't count, since it ends the paragraph anyway.
    """
    full = [(start, end) for lines in blocks for start, end in lines[:-1] if end - start in BROKEN_LINE_CHARS]
    if len(full) == 1:
        return full[0][1] - full[0][0] in LONE_LINE_CHARS and not ENDED.search(text[full[0][0] : full[0][1]])
    return sum(not ENDED.search(text[start:end]) for start, end in full) > MIN_OPEN_SHARE * len(full)


def _goes_on(text: str, line: tuple[int, int], next_line: tuple[int, int], *, broken: bool) -> bool:
    """Whether a paragraph goes on from a line to the next one."""
    start, end = line
    if ITEM.match(text, next_line[0]):
        return False
    if broken and end - start in BROKEN_LINE_CHARS:
        return True
    return text[next_line[0]].islower() and not ENDED.search(text[start:end])


def _trimmed(text: str, start: int, end: int) -> list[Paragraph]:
    """A list of one paragraph: the span without the spaces around it. The list is empty if nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [Paragraph(start, end)] if end > start else []
