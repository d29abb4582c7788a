"""Where quotation marks open and close: spans only, not yet who speaks or whether anybody does."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ..text.parsed_document import Paragraph

MARK: Final = re.compile(r"[“”„‟«»\"]|``|''")
SINGLE: Final = re.compile(r"[‘’‚‛'‹›]")
WORD: Final = re.compile(r"[^\W_]")
OPENERS: Final = "“„‟«``"

# Words that begin with an apostrophe of their own: 'em, 'til, 'tis, 'twas, 'cause, 'n', '90s.
ELIDED: Final = re.compile(r"(?:em|til|tis|twas|cause|n|round|bout|cos)\b|\d", re.IGNORECASE)

# What follows a closing mark that stands on the wrong side of its space: `falsified, ”he added`.
ATTRIBUTION: Final = re.compile(
    r"(?:he|she|they|I|we|it|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}|the \w+) \w+(?:ed|s|d|id|t|ote|oke|old)\b"
    r"|(?:said|says|added|told|asked|wrote)\b"
)

# A quotation in a quotation in a quotation is the most that news prints; what goes deeper is rubbish.
MAX_DEPTH: Final = 4

# Single marks are apostrophes too: what is as long as a paragraph is no quotation but two stray marks.
MAX_SINGLE_CHARS: Final = 800

# A paragraph that opens a quotation and ends so has lost its closing mark; its speech doesn't go on in the next one.
ENDS_ATTRIBUTED: Final = re.compile(
    r", (?:(?:he|she|they|[A-Z]\w+(?: [A-Z]\w+){0,2}) (?:said|says|added|told \w+)|(?:said|says|added) [^.,]{3,60})\.$"
)

# An unclosed mark may be closed some paragraphs later (a speech set as several paragraphs), rarely more than these.
MAX_SPEECH_PARAGRAPHS: Final = 8


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks.

    `continued` says that the speech goes on in the next paragraph's first quotation; `resumed`, that it goes on from
    the quotation before, where the attribution stands between two dashes or within the marks.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    paragraph: int
    continued: bool = False
    single: bool = False
    resumed: bool = False


@dataclass(slots=True)
class _Open:
    start: int
    mark: str
    inner: list[Quotation]

    @property
    def family(self) -> str:
        return _family(self.mark)


def _family(mark: str) -> str:
    return '"' if mark == '"' else "''" if mark in {"``", "''"} else "«" if mark in "«»" else "“"


def quotations(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Quotation, ...]:
    """Outermost quotations in the order of the text; nested ones are part of the outer one.

    A mark that pairs with nothing costs the quotation it belongs to and no other.
    """
    outward = _outward_guillemets(text)
    found: list[Quotation] = []
    number = 0
    while number < len(paragraphs):
        own, left_open = _in_paragraph(text, paragraphs[number], number, outward=outward)
        found += own
        number += 1
        if left_open is None:
            continue
        opening = MARK.match(text, paragraphs[number].start) if number < len(paragraphs) else None
        if opening:
            paragraph = paragraphs[number - 1]
            same = _family(opening.group()) == left_open.family
            if same and not left_open.inner and not ENDS_ATTRIBUTED.search(text, left_open.start, paragraph.end):
                found.append(_quotation(left_open, paragraph.end, paragraph.end, number - 1, continued=True))
                continue
        else:
            speech, after = _closed_later(text, paragraphs, number, left_open)
            if speech:
                found += speech
                number = after
                continue
        found += left_open.inner
    found = [quotation for quotation in found if WORD.search(text, quotation.inner_start, quotation.inner_end)]
    found += _single(text, paragraphs, found)
    return tuple(sorted(found, key=lambda quotation: quotation.start))


def _outward_guillemets(text: str) -> bool:
    """True where »…« is used rather than «…»."""
    return len(re.findall(r"(?<!\S)»\w", text)) > len(re.findall(r"(?<!\S)«\s?\w", text))


def _in_paragraph(
    text: str, paragraph: Paragraph, number: int, *, outward: bool
) -> tuple[list[Quotation], _Open | None]:
    """The closed quotations of one paragraph, and the mark that stayed open with what was closed inside it."""
    done: list[Quotation] = []
    stack: list[_Open] = []
    marks = list(MARK.finditer(text, paragraph.start, paragraph.end))
    for position, match in enumerate(marks):
        mark = match.group()
        if outward and mark in "«»":
            mark = "»" if mark == "«" else "«"
        target = _closes(text, match, mark, stack, paragraph)
        if target is not None:
            opened = stack[target]
            for lost in stack[target + 1 :]:  # odd marks inside: part of the outer quotation
                opened.inner += lost.inner
            del stack[target:]
            quotation = _quotation(opened, match.start(), match.end(), number)
            (stack[-1].inner if stack else done).append(quotation)
        elif _opens(text, match, mark, stack, paragraph):
            straight = mark == '"' and any(item.mark == '"' for item in stack)
            if len(stack) >= MAX_DEPTH or (straight and (len(marks) - position) % 2 == 0):
                # A straight mark that would nest needs marks enough behind it to close both quotations.
                for lost in stack:
                    done += lost.inner
                stack.clear()
            stack.append(_Open(match.start(), mark, []))
    if not stack:
        return done, None
    outer = stack[0]
    for lost in stack[1:]:
        outer.inner += lost.inner
    if len(stack) > 1:
        done += outer.inner
        last = stack[-1]
        return done, _Open(last.start, last.mark, [])
    return done, outer


def _closes(text: str, match: re.Match[str], mark: str, stack: Sequence[_Open], paragraph: Paragraph) -> int | None:
    """Index in the stack of the quotation that this mark closes."""
    if not stack:
        return None
    before, after = _around(text, match, paragraph)
    families = [item.family for item in stack]
    if mark == '"':
        if '"' in families:
            inside = before.isspace() and after.isalnum()
            displaced = inside and text[match.start() - 2] in ",.!?" and ATTRIBUTION.match(text, match.end())
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


def _opens(text: str, match: re.Match[str], mark: str, stack: Sequence[_Open], paragraph: Paragraph) -> bool:
    before, after = _around(text, match, paragraph)
    free = before == "" or not (before.isalnum() or before in ".,!?…%")
    if mark == '"':
        return (
            after != "" and not after.isspace() and (free or (not stack and not before.isdigit() and after.isalnum()))
        )
    if mark == "''":  # "''We sail,'' she said", as plain typewriters and some markup have it
        return not stack and free and after.isalnum()
    if mark == "”":  # as in Swedish and Finnish, or a slip of the keyboard
        return not stack and free and after.isalnum()
    return mark in OPENERS


def _around(text: str, match: re.Match[str], paragraph: Paragraph) -> tuple[str, str]:
    before = text[match.start() - 1] if match.start() > paragraph.start else ""
    after = text[match.end()] if match.end() < paragraph.end else ""
    return before, after


def _last(families: Sequence[str], family: str) -> int | None:
    return len(families) - 1 - families[::-1].index(family) if family in families else None


def _quotation(opened: _Open, inner_end: int, end: int, paragraph: int, *, continued: bool = False) -> Quotation:
    return Quotation(opened.start, end, opened.start + len(opened.mark), inner_end, paragraph, continued)


def _closed_later(
    text: str, paragraphs: Sequence[Paragraph], number: int, opened: _Open
) -> tuple[list[Quotation], int]:
    """A speech over several paragraphs whose mark is closed in a later one and not opened again in between."""
    for last in range(number, min(number + MAX_SPEECH_PARAGRAPHS, len(paragraphs))):
        match = MARK.search(text, paragraphs[last].start, paragraphs[last].end)
        if match is None:
            continue
        before, after = _around(text, match, paragraphs[last])
        if match.group() in OPENERS or before.isspace() or before == "" or after.isalnum():
            return [], number
        first = paragraphs[number - 1]
        speech = [_quotation(opened, first.end, first.end, number - 1, continued=True)]
        for between in range(number, last):
            start, end = paragraphs[between].start, paragraphs[between].end
            speech.append(Quotation(start, end, start, end, between, continued=True))
        start = paragraphs[last].start
        speech.append(Quotation(start, match.end(), start, match.start(), last))
        rest, _ = _in_paragraph(text, Paragraph(match.end(), paragraphs[last].end), last, outward=False)
        return speech + rest, last + 1
    return [], number


def _single(text: str, paragraphs: Sequence[Paragraph], double: Sequence[Quotation]) -> Iterator[Quotation]:
    """Quotations in single marks outside double ones, as British newspapers set them."""
    by_paragraph: dict[int, list[tuple[int, int]]] = {}
    for item in double:
        by_paragraph.setdefault(item.paragraph, []).append((item.start, item.end))
    for number, paragraph in enumerate(paragraphs):
        taken = sorted(by_paragraph.get(number, []))
        starts = [start for start, _ in taken]
        position = paragraph.start
        while match := SINGLE.search(text, position, paragraph.end):
            position = match.end()
            following = bisect_right(starts, match.start())
            if following and match.start() < taken[following - 1][1]:
                position = taken[following - 1][1]
            elif _opens_single(text, match, paragraph):
                limit = starts[following] if following < len(starts) else paragraph.end
                limit = min(limit, match.end() + MAX_SINGLE_CHARS)
                end = _single_end(text, match.end(), limit, straight=match.group() == "'")
                if end is not None:
                    yield Quotation(match.start(), end + 1, match.end(), end, number, single=True)
                    position = end + 1


def _opens_single(text: str, match: re.Match[str], paragraph: Paragraph) -> bool:
    before, after = _around(text, match, paragraph)
    if match.group() not in "‘‚‛'‹" or (before and not before.isspace() and before not in "([—–-“"):
        return False
    return (after.isalnum() or after in "…[$") and not ELIDED.match(text, match.end())


def _single_end(text: str, start: int, limit: int, *, straight: bool) -> int | None:
    """Where a single quotation ends: the first closing mark after punctuation, else the first that is no apostrophe."""
    candidates: list[int] = []
    for match in SINGLE.finditer(text, start, limit):
        after = text[match.end()] if match.end() < limit else ""
        if match.group() == "‘" or after.isalnum() or text[match.start() - 1].isspace():
            if match.group() == "‘" or (straight and text[match.start() - 1].isspace()):
                break
            continue
        candidates.append(match.start())
    ended = [at for at in candidates if text[at - 1] in ",.!?…"]
    if ended:
        return ended[0]
    sure = [at for at in candidates if text[at - 1] != "s" or (at + 1 < limit and text[at + 1] in ",.;:!?)")]
    return next(iter(sure or candidates), None)
