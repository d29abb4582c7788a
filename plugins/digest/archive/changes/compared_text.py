"""The words by which two versions of a text are compared: all but those of page boilerplate, bylines and times.

Case, accents, punctuation and white space don't count, as in the search.
"""

import re
from collections.abc import Iterator
from typing import Final

from ...annotate.text.page_boilerplate import BREADCRUMBS, MAX_LINE_CHARS, PROMPT, picture_credits
from ..searching.text_words import TextWords

MAX_WORDS: Final = 6_000  # of a text that are compared; reports of news have some hundreds
_PARAGRAPH: Final = re.compile(r"[^\n]+")
_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_ZONE: Final = r"(?:\s*\(?(?:GMT|UTC|BST|CE?S?T|E[SD]?T|P[SD]?T)\)?)?"
_CLOCK: Final = rf"\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?\s*(?:[ap]\.?m\.?)?{_ZONE}"
_AGE: Final = r"\d+\s*(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?)\s+ago"
_DATE: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY: Final = rf"(?:{_DATE}\s+{_MONTH}|{_MONTH}\s+{_DATE})(?:,?\s+\d{{4}})?"
_DATED: Final = r"(?:(?:first |last |originally )?(?:published|updated|posted|modified)\b"
# Lines that say who wrote the text and when, and stamps of time within a line: "Updated at 10:32 GMT, 21 April 2020".
_DATED_LINE: Final = re.compile(rf"^\W*(?:{_DATED}|(?-i:By [A-Z])|{_AGE}|{_CLOCK}\W*$|{_DAY}\W*$))", re.IGNORECASE)
_STAMP: Final = re.compile(
    rf"\(?\b{_DATED}(?: at| on)?:?\s+(?:{_CLOCK}|{_AGE}|{_DAY})(?:,?\s+(?:{_CLOCK}|{_DAY}))?)\)?", re.IGNORECASE
)
_MAX_DATED_CHARS: Final = 120


class ComparedText:
    """A text and its words that count. `words` are plain; `starts` and `ends` are their offsets in the text."""

    __slots__ = ("ends", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        found = TextWords(text)
        passed_over = iter([*sorted(_boilerplate(text)), (len(text) + 1, len(text) + 1)])
        start, end = next(passed_over)
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for word, first, last in zip(found.words[:MAX_WORDS], found.starts, found.ends, strict=False):
            while first >= end:
                start, end = next(passed_over)
            if first < start:
                self.words.append(word)
                self.starts.append(first)
                self.ends.append(last)

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Start and end of the words from the number `first` to that before `last`; of no words, the end of the word
        before them, twice."""
        if first < last:
            return self.starts[first], self.ends[last - 1]
        offset = self.ends[first - 1] if first else 0
        return offset, offset

    def span(self, first: int, last: int) -> str:
        """The text of these words, as it stands there."""
        start, end = self.place(first, last)
        return self.text[start:end]


def _boilerplate(text: str) -> Iterator[tuple[int, int]]:
    """The spans that are no part of the report."""
    for match in _PARAGRAPH.finditer(text):
        line = match[0]
        is_boilerplate = len(line) <= MAX_LINE_CHARS and (BREADCRUMBS.search(line) or PROMPT.match(line))
        if is_boilerplate or (len(line) <= _MAX_DATED_CHARS and _DATED_LINE.match(line)):
            yield match.span()
        else:
            yield from ((match.start() + stamp.start(), match.start() + stamp.end()) for stamp in _STAMP.finditer(line))
            yield from ((match.start() + start, match.start() + end) for start, end in picture_credits(line))
