"""Indirect speech: what the text says in its own words that somebody said; spans only, with the act that reports it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ..lexicon.word_lists import words
from .attribution import BREAKS, STOPS, Attribution, Frames

REPORTING: Final = words("reporting")

# What the parser calls the clause that a verb of saying governs.
CONTENT: Final = frozenset({"ccomp", "xcomp"})

# "Yes, she said" is nothing to report; a clause has a subject and a verb.
MIN_WORDS: Final = 3

# The parser's trees are as deep as its sentences are long; a sentence of news has fewer tokens.
MAX_TOKENS: Final = 120


@dataclass(frozen=True, slots=True)
class Reported:
    """A clause that an act of speech reports, from its first to its last letter; `act` is the act's number."""

    start: int
    end: int
    act: int


def reported(frames: Frames, acts: Sequence[tuple[int, Attribution]]) -> Iterator[Reported]:
    """The clauses that acts of speech govern, in the order of the acts, without those that are mostly quotations."""
    for number, (cue, attribution) in enumerate(acts):
        if frames.words[cue] not in REPORTING or _is_denied(frames, cue):
            continue
        found = _clause(frames, cue, attribution)
        if found is None:
            continue
        first, last = found
        inside = sum(frames.inside[first : last + 1])
        if last - first + 1 - inside >= MIN_WORDS and inside * 2 <= last - first + 1:
            yield Reported(frames.reading.tokens[first].start, frames.reading.tokens[last].end, number)


def _is_denied(frames: Frames, cue: int) -> bool:
    """Whether the text says that it was not said, or only that it might be: "did not say", "would say"."""
    tokens = frames.reading.tokens
    children = frames.reading.children[cue]
    return any(tokens[child].dep == "neg" or tokens[child].tag == "MD" for child in children)


def _clause(frames: Frames, cue: int, attribution: Attribution) -> tuple[int, int] | None:
    """First and last token of the clause that a verb governs, on one side of the verb and in its own sentence."""
    tokens, children = frames.reading.tokens, frames.reading.children
    speaker = range(attribution.first, attribution.last)
    for child in children[cue]:
        if tokens[child].dep not in CONTENT or frames.inside[child] or child in speaker:
            continue
        has_subject = any(tokens[below].dep in {"nsubj", "nsubjpass", "expl", "csubj"} for below in children[child])
        if not has_subject:
            continue
        own = sorted(_below(frames, child))
        own = [index for index in own if (index > cue) == (child > cue) and index not in speaker]
        first, last = own[0], own[-1]
        bare = STOPS | BREAKS | {'"', "'", "“", "”"}
        while first < last and tokens[first].text in bare:
            first += 1
        while last > first and tokens[last].text in bare:
            last -= 1
        if frames.reading.paragraph_of(tokens[first].start) == frames.reading.paragraph_of(tokens[last].start):
            return first, last
    return None


def _below(frames: Frames, index: int) -> list[int]:
    """A token and all that depends on it, up to MAX_TOKENS."""
    found: list[int] = []
    waiting = [index]
    while waiting and len(found) < MAX_TOKENS:
        found.append(waiting.pop())
        waiting += frames.reading.children[found[-1]]
    return found


def according(frames: Frames) -> Iterator[tuple[Attribution, int, int]]:
    """What is so "according to" somebody: the attribution and the span of the rest of its sentence."""
    tokens = frames.reading.tokens
    for index in range(len(tokens) - 2):
        if frames.words[index] != "according" or frames.words[index + 1] != "to" or frames.inside[index]:
            continue
        first, last = _sentence(frames, index)
        stop = next((at for at in range(index + 2, last + 1) if tokens[at].text in BREAKS), last + 1)
        attribution = Attribution(index + 2, stop, index, "according-to")
        begin, end = (stop, last) if index == first else (first, index - 1)
        while begin < end and tokens[begin].text in BREAKS:
            begin += 1
        while end > begin and tokens[end].text in BREAKS:
            end -= 1
        inside = sum(frames.inside[begin : end + 1])
        if end - begin + 1 - inside >= MIN_WORDS and inside * 2 <= end - begin + 1:
            yield attribution, tokens[begin].start, tokens[end].end


def _sentence(frames: Frames, index: int) -> tuple[int, int]:
    """First and last token of the sentence around a token, without its stop."""
    tokens = frames.reading.tokens
    paragraph = frames.reading.paragraphs[frames.reading.paragraph_of(tokens[index].start)]
    first = last = index
    while first and index - first < MAX_TOKENS and tokens[first - 1].start >= paragraph.start:
        if tokens[first - 1].text in STOPS:
            break
        first -= 1
    while last + 1 < len(tokens) and last - index < MAX_TOKENS and tokens[last + 1].start < paragraph.end:
        if tokens[last + 1].text in STOPS:
            break
        last += 1
    return first, last
