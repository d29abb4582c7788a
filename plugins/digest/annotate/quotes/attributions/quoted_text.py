"""A parsed document with its quotations: the tokens inside, before and after each of them."""

from collections.abc import Sequence
from typing import Final

from ...lexicon.word_lists import words
from ...text.parsed_document import ParsedDocument
from ..spans.quotation import Quotation

STOPS: Final = frozenset({".", "!", "?", "...", "…", ";"})
BREAKS: Final = frozenset({",", "(", "[", "—", "–", "--", "-", ":", "―"})
DASHES: Final = frozenset({"—", "–", "-", "--", "―"})
RELATIVES: Final = frozenset({"who", "that", "which", "whom"})

# Honorifics and ranks before a name that end with a full stop: "col".
ABBREVIATIONS: Final = words("abbreviated_titles")

# "reiterating" has eleven letters. Words of hundreds of characters, which only cost time, are cut off here.
MAX_WORD_CHARS: Final = 20

# A sentence that a feed breaks into paragraphs has at most this many breaks.
MAX_BREAKS: Final = 2
OPENING_MARKS: Final = frozenset("“\"«„‘'")
# The last characters of a paragraph after which a small letter continues its sentence.
CONTINUING: Final = frozenset(",”\"»’'—–-)")


class QuotedText:
    """A document and its quotations.

    Attributes:
        inside: for each token, 1 if it is part of a quotation, else 0.
        words: for each token, its first MAX_WORD_CHARS characters in small letters.
    """

    def __init__(self, document: ParsedDocument, quotations: Sequence[Quotation]) -> None:
        self.document = document
        self.quotations = quotations
        self.tokens = document.tokens
        self.children = document.children
        self.inside = bytearray(len(document.tokens))
        self.words = tuple(token.text[:MAX_WORD_CHARS].lower() for token in document.tokens)
        for quotation in quotations:
            for index, _ in document.tokens_in(quotation.start, quotation.end):
                self.inside[index] = 1

    def after(self, quotation: Quotation) -> Sequence[int]:
        """Indices of the tokens after a quotation: to the end of its sentence or paragraph, or the next quotation."""
        indices: list[int] = []
        paragraph_end = self.document.paragraphs[self._last_of_sentence(quotation.paragraph)].end
        index = self.document.first_token_at(quotation.end)
        while index < len(self.tokens) and not self.inside[index]:
            if self.tokens[index].start >= paragraph_end or self._ends_sentence(index):
                break
            indices.append(index)
            index += 1
        return indices

    def before(self, quotation: Quotation) -> Sequence[int]:
        """Indices of the tokens before a quotation, back to the start of its sentence or the quotation before it."""
        indices: list[int] = []
        paragraph_start = self.document.paragraphs[self._first_of_sentence(quotation.paragraph)].start
        index = self.document.first_token_at(quotation.start) - 1
        while index >= 0 and not self.inside[index]:
            if self.tokens[index].start < paragraph_start or self._ends_sentence(index):
                break
            indices.append(index)
            index -= 1
        return indices[::-1]

    def _last_of_sentence(self, number: int) -> int:
        """The number of the last paragraph of the sentence with which paragraph `number` ends."""
        last = number
        while last - number < MAX_BREAKS and self._goes_on(last + 1):
            last += 1
        return last

    def _first_of_sentence(self, number: int) -> int:
        """The number of the first paragraph of the sentence with which paragraph `number` begins."""
        first = number
        while number - first < MAX_BREAKS and self._goes_on(first):
            first -= 1
        return first

    def _goes_on(self, number: int) -> bool:
        """Whether a paragraph continues the sentence before it: a break stands where there should be a space."""
        paragraphs, text = self.document.paragraphs, self.document.text
        if not 0 < number < len(paragraphs):
            return False
        start = paragraphs[number].start
        before = text[paragraphs[number - 1].start : paragraphs[number - 1].end].rstrip()[-1:]
        opening = text[start : start + 1]
        if opening in OPENING_MARKS:
            return before == "," and text[start + 1 : start + 2].islower()
        return opening.islower() and (before.isalnum() or before in CONTINUING)

    def is_outside(self, start: int, end: int) -> bool:
        """Whether no token of a span is part of a quotation."""
        return not any(self.inside[index] for index, _ in self.document.tokens_in(start, end))

    def is_inside(self, offset: int) -> bool:
        """Whether the first token at `offset` or after it is part of a quotation."""
        index = self.document.first_token_at(offset)
        return index < len(self.inside) and bool(self.inside[index])

    def _ends_sentence(self, index: int) -> bool:
        """Whether a token ends a sentence. The full stop of "Col.", which the tokeniser cuts off, doesn't."""
        mark = self.tokens[index]
        if mark.text not in STOPS:
            return False
        before = self.tokens[index - 1] if index else None
        abbreviates = before is not None and before.end == mark.start and self.words[index - 1] in ABBREVIATIONS
        return not (mark.text == "." and abbreviates)
