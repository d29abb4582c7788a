"""The spans of indirect speech (statements in the text's words), each with the act of speech that reports it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ...lexicon.reporting_verbs import INDIRECT_SPEECH_VERBS
from .attribution import Attribution
from .quoted_text import BREAKS, STOPS, QuotedText

# The parser's labels for a clause that is the object of a verb of speech.
CLAUSE_LABELS: Final = frozenset({"ccomp", "xcomp"})

# Shorter clauses aren't reported: "Yes, she said".
MIN_WORDS: Final = 3

# Longer clauses and sentences are cut off, since the parser's trees are as deep as its sentences are long. A sentence
# of news has fewer tokens.
MAX_TOKENS: Final = 120

# Marks that are left out at the beginning and the end of a clause.
OUTER_MARKS: Final = STOPS | BREAKS | {'"', "'", "“", "”"}


@dataclass(frozen=True, slots=True)
class IndirectSpeech:
    """The span of a clause that an act of speech reports. `act` is the number of the act."""

    start: int
    end: int
    act: int


def indirect_speech(text: QuotedText, acts: Sequence[Attribution]) -> Iterator[IndirectSpeech]:
    """The clauses that acts of speech report, in the order of the acts, without those that are mostly quotations."""
    for number, act in enumerate(acts):
        if text.words[act.verb] not in INDIRECT_SPEECH_VERBS or _is_denied(text, act.verb):
            continue
        clause = _clause(text, act)
        if clause and _is_mostly_the_texts_own(text, *clause):
            first, last = clause
            yield IndirectSpeech(text.tokens[first].start, text.tokens[last].end, number)


def according_to(text: QuotedText) -> Iterator[tuple[Attribution, int, int]]:
    """Sentences with "according to" somebody: the attribution, and the span of the rest of the sentence."""
    tokens = text.tokens
    for index in range(len(tokens) - 2):
        if text.words[index] != "according" or text.words[index + 1] != "to" or text.inside[index]:
            continue
        first, last = _sentence(text, index)
        end_of_name = next((at for at in range(index + 2, last + 1) if tokens[at].text in BREAKS), last + 1)
        begin, end = (end_of_name, last) if index == first else (first, index - 1)
        while begin < end and tokens[begin].text in BREAKS:
            begin += 1
        while end > begin and tokens[end].text in BREAKS:
            end -= 1
        if _is_mostly_the_texts_own(text, begin, end):
            attribution = Attribution(index + 2, end_of_name, index, "according-to")
            yield attribution, tokens[begin].start, tokens[end].end


def _is_mostly_the_texts_own(text: QuotedText, first: int, last: int) -> bool:
    """Whether the tokens from `first` to `last` are enough words, and at most half of them are inside quotations."""
    quoted = sum(text.inside[first : last + 1])
    unquoted = last - first + 1 - quoted
    return unquoted >= MIN_WORDS and quoted <= unquoted


def _is_denied(text: QuotedText, verb: int) -> bool:
    """Whether the verb is negated, or only possible: "did not say", "would say"."""
    return any(text.tokens[child].dep == "neg" or text.tokens[child].tag == "MD" for child in text.children[verb])


def _clause(text: QuotedText, act: Attribution) -> tuple[int, int] | None:
    """First and last token of the clause that is a verb's object, on one side of the verb and in the same paragraph."""
    tokens, children, verb = text.tokens, text.children, act.verb
    speaker = range(act.first, act.last)
    for child in children[verb]:
        if tokens[child].dep not in CLAUSE_LABELS or text.inside[child] or child in speaker:
            continue
        has_subject = any(tokens[below].dep in {"nsubj", "nsubjpass", "expl", "csubj"} for below in children[child])
        if not has_subject:
            continue
        clause = sorted(_below(text, child))
        clause = [index for index in clause if (index > verb) == (child > verb) and index not in speaker]
        first, last = clause[0], clause[-1]
        while first < last and tokens[first].text in OUTER_MARKS:
            first += 1
        while last > first and tokens[last].text in OUTER_MARKS:
            last -= 1
        if text.document.paragraph_of(tokens[first].start) == text.document.paragraph_of(tokens[last].start):
            return first, last
    return None


def _below(text: QuotedText, index: int) -> list[int]:
    """A token and all its descendants in the parse tree, up to MAX_TOKENS."""
    indices: list[int] = []
    waiting = [index]
    while waiting and len(indices) < MAX_TOKENS:
        indices.append(waiting.pop())
        waiting += text.children[indices[-1]]
    return indices


def _sentence(text: QuotedText, index: int) -> tuple[int, int]:
    """First and last token of the sentence around a token, without its final mark."""
    tokens = text.tokens
    paragraph = text.document.paragraphs[text.document.paragraph_of(tokens[index].start)]
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
