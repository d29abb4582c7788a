"""Speeches and letters in full, without quotation marks: the paragraphs after "Here is Moore's statement in full:"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ...text.parsed_document import Paragraph
from .quotation import Quotation

TEXTS: Final = r"(?:statement|speech|remarks|letter|address|message|text|transcript|email|memo|note)s?"
ANNOUNCED: Final = re.compile(
    rf"\b{TEXTS}\b[^.!?]{{0,60}}\bin full\b|\bfull {TEXTS}\b|\bHere (?:is|are) (?:the )?[^.!?]{{0,60}}\b{TEXTS}\b",
    re.IGNORECASE,
)
MAX_ANNOUNCEMENT_CHARS: Final = 200

# Whoever speaks says "I" or "we"; a paragraph that reports what somebody said is the newspaper's again.
FIRST_PERSON: Final = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s|me)\b")
REPORTING: Final = re.compile(r"(?<!I )(?<!we )\b(?:said|told|added|says|wrote)\b")
MARKS: Final = re.compile(r"[“”„«»\"]")

# The most paragraphs of such a speech that count: what follows may be the newspaper's text.
MAX_PARAGRAPHS: Final = 8


def full_statements(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Quotation]:
    """The paragraphs that a paragraph with a colon announces as a speech or letter in full, as quotations.

    Each but the last is continued. There are none if the first paragraph has a mark, since then it has quotations of
    its own, or if it isn't in the first person.
    """
    for number, paragraph in enumerate(paragraphs[:-1]):
        announcement = text[paragraph.start : paragraph.end].rstrip()
        if not announcement.endswith(":") or not ANNOUNCED.search(
            announcement, max(0, len(announcement) - MAX_ANNOUNCEMENT_CHARS)
        ):
            continue
        following = paragraphs[number + 1 : number + 1 + MAX_PARAGRAPHS]
        length = next((at for at, one in enumerate(following) if _is_of_newspaper(text, one)), len(following))
        if not length or not FIRST_PERSON.search(text, following[0].start, following[0].end):
            continue
        for at, one in enumerate(following[:length]):
            yield Quotation(one.start, one.end, one.start, one.end, number + 1 + at, continued=at + 1 < length)


def _is_of_newspaper(text: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph has marks or reports speech, is a signature, or is no sentence."""
    start, end = paragraph.start, paragraph.end
    return bool(
        MARKS.search(text, start, end)
        or REPORTING.search(text, start, end)
        or text[start] in "—–-―"
        or text[end - 1] not in ".!?…:,;"
    )
