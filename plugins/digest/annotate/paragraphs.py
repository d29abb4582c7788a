"""A legible text as paragraphs: where a line end is only a broken line, and where speech and names must not cross."""

import re

from .reading import Paragraph

# Lines broken by a mail program or an editor are between these lengths (72 to 80 columns, less the last word);
# real one-line paragraphs of news vary far more, so a block counts as broken only where every full line fits.
BROKEN_LINE_CHARS = range(50, 91)

BLOCK = re.compile(r"[^\n](?:[^\n]|\n(?!\n))*")
LINE = re.compile(r"[^\n]+")


def paragraphs(text: str) -> tuple[str, tuple[Paragraph, ...]]:
    """The text with broken lines joined by a space (its length stays), and its paragraphs."""
    joined = list(text)
    found: list[Paragraph] = []
    for block in BLOCK.finditer(text):
        lines = [(match.start(), match.end()) for match in LINE.finditer(text, block.start(), block.end())]
        all_broken = len(lines) > 2 and all(end - start in BROKEN_LINE_CHARS for start, end in lines[:-1])
        begin = lines[0][0]
        for (start, end), (after, _) in zip(lines, [*lines[1:], (block.end(), 0)], strict=True):
            last = after == block.end()
            if not last and (all_broken or _runs_on(text[start:end], text[after])):
                joined[end:after] = " " * (after - end)
                continue
            found += _trimmed(text, begin, end)
            begin = after
    return "".join(joined), tuple(found)


def _runs_on(line: str, following: str) -> bool:
    return following.islower() and not re.search(r"[.!?:…][\"'”’»)]*\s*$", line)


def _trimmed(text: str, start: int, end: int) -> list[Paragraph]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [Paragraph(start, end)] if end > start else []
