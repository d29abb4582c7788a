"""Passages: verbatim parts of an article's headline and text, in which the words that make it a hit are marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from ..model.article import Article

_BEFORE_CHARS: Final = 90  # what goes before the first mark at least, as far as it is of the same paragraph
_SENTENCE_CHARS: Final = 160  # and at most, if a sentence begins there
_PASSAGE_CHARS: Final = 260  # two or three lines; longer ones are cut between words
_MAX_MARK_CHARS: Final = 160  # of a quote, of which the beginning shows who is meant
_SENTENCE_ENDS: Final = (". ", "! ", "? ", "” ")
_BREAK: Final = "\n\n"


class EvidenceSpan(NamedTuple):
    """A span of the headline or the text that makes an article a hit."""

    in_headline: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """headline[start:end] or text[start:end]. `marks` are spans in it, with offsets that index the same."""

    in_headline: bool
    start: int
    end: int
    marks: tuple[tuple[int, int], ...] = ()

    def text(self, article: Article) -> str:
        """The characters of the passage, unchanged."""
        return _whole(article, self.in_headline)[self.start : self.end]

    def pieces(self, article: Article) -> tuple[tuple[str, bool], ...]:
        """The text in pieces, each with whether it is marked."""
        text = _whole(article, self.in_headline)
        bounds = [self.start, *(bound for mark in self.marks for bound in mark), self.end]
        pieces = ((text[start:end], number % 2 == 1) for number, (start, end) in enumerate(pairwise(bounds)))
        return tuple(piece for piece in pieces if piece[0])


def passages_of(article: Article, spans: Iterable[EvidenceSpan]) -> tuple[Passage, ...]:
    """The passages that show these spans, in the order of headline and text; without any span, the beginning of the
    text, or the headline of an article without text."""
    shortened = {span._replace(end=min(span.end, span.start + _MAX_MARK_CHARS)) for span in spans}
    of_headline = [span for span in shortened if span.in_headline]
    of_text = sorted(span for span in shortened if not span.in_headline)
    if not shortened and article.body.text.strip():
        of_text = [EvidenceSpan(in_headline=False, start=0, end=0)]
    passages = []
    if of_headline or not of_text:
        marks = _united(sorted(of_headline))
        passages.append(Passage(True, 0, len(article.headline), marks))
    return (*passages, *_text_passages(article.body.text, of_text))


def _text_passages(text: str, spans: Sequence[EvidenceSpan]) -> Iterable[Passage]:
    """The passages of a text. A span that begins in a passage belongs to it, and another one begins the next."""
    group: list[EvidenceSpan] = []
    start = end = 0
    for span in spans:
        if group and span.start < end:
            group.append(span)
            end = max(end, span.end)
            continue
        if group:
            yield _text_passage(start, end, group)
        start, end = _bounds(text, span, after=end if group else 0)
        group = [span]
    if group:
        yield _text_passage(start, end, group)


def _text_passage(start: int, end: int, spans: Sequence[EvidenceSpan]) -> Passage:
    return Passage(False, start, end, tuple(mark for mark in _united(spans) if mark[0] < mark[1]))


def _bounds(text: str, span: EvidenceSpan, after: int) -> tuple[int, int]:
    """Where the passage around a span begins and ends: within its paragraph, between words, not before `after`."""
    paragraph = max(text.rfind(_BREAK, 0, span.start) + len(_BREAK) if _BREAK in text[: span.start] else 0, after)
    start = max(paragraph, span.start - _BEFORE_CHARS)
    sentence = max(text.rfind(end, max(paragraph, span.start - _SENTENCE_CHARS), span.start) for end in _SENTENCE_ENDS)
    if start > paragraph and sentence >= 0:
        start = sentence + len(". ")
    elif start > paragraph and (blank := text.find(" ", start, span.start)) >= 0:
        start = blank + 1
    paragraph_end = text.find(_BREAK, span.end)
    paragraph_end = len(text) if paragraph_end < 0 else paragraph_end
    end = min(paragraph_end, max(start + _PASSAGE_CHARS, span.end))
    if end < paragraph_end and (blank := text.rfind(" ", span.end, end + 1)) >= 0:
        end = blank
    while start < span.start and text[start].isspace():
        start += 1
    while end > max(start, span.end) and text[end - 1].isspace():
        end -= 1
    return start, end


def _united(spans: Sequence[EvidenceSpan]) -> tuple[tuple[int, int], ...]:
    """The spans, in order, as marks that don't overlap."""
    marks: list[tuple[int, int]] = []
    for _, start, end in spans:
        if marks and start <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(marks[-1][1], end))
        else:
            marks.append((start, end))
    return tuple(marks)


def _whole(article: Article, in_headline: bool) -> str:
    return article.headline if in_headline else article.body.text
