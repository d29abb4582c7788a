"""The attribution after a quotation: "said Moore", "Moore said", "according to Moore", "— Moore"."""

from collections.abc import Sequence
from typing import Final

from ...lexicon.reporting_verbs import LEADING_ON
from ...lexicon.word_lists import words
from ..spans.quotation import Quotation
from .attribution import Attribution
from .quoted_text import DASHES, RELATIVES, STOPS, QuotedText
from .speech_verbs import is_passive, is_reporting_verb

# These words begin a clause about something else: `,” when Clinton blasted him`.
CLAUSE_OPENERS: Final = words("clause_openers")

# A signature is a name, perhaps with an office or a place. A line with more tokens is something else.
MAX_SIGNATURE_TOKENS: Final = 12

# Words after a dash that have a verb with one of these tags are the next item of a list, not a signature.
FINITE_TAGS: Final = frozenset({"VBZ", "VBP", "VBD", "MD"})

# "“Which bridge?” the general shrugged.": a sentence with more tokens may be about something else.
MAX_EXCLAIMED_TOKENS: Final = 4

# The tags of words with which a subject after its verb begins: "read the statement".
NAME_TAGS: Final = frozenset({"NNP", "DT", "PRP$"})

# The tags of words in the subject of an attribution.
SUBJECT_TAGS: Final = frozenset({"PRP", "NNP", "DT", "NN", "PRP$", "JJ", "RB", "POS"})


def attribution_after(text: QuotedText, quotation: Quotation) -> Attribution | None:
    """The attribution in the rest of the sentence right after a quotation."""
    following = list(text.after(quotation))
    tokens = text.tokens
    dashed = False
    while following and tokens[following[0]].text in DASHES | {","}:
        dashed = dashed or tokens[following[0]].text != ","
        following.pop(0)
    if not following:
        return None
    if text.words[following[0]] == "as" and len(following) > 1:
        following.pop(0)  # ", as the poet put it"
    first, end = following[0], following[-1] + 1
    word = tokens[first].text.lower()
    if word == "according" and len(following) > 2 and tokens[first + 1].text == "to":
        return Attribution(first + 2, end, first, "according-to")
    if is_reporting_verb(text, first) and len(following) > 1 and word not in LEADING_ON:
        if tokens[first].tag == "VBG" or (tokens[first].tag == "VB" and tokens[first + 1].tag not in NAME_TAGS):
            return None
        return Attribution(_past_adverbs(text, first + 1, end - 1), end, first, "cue verb")
    verb = _first_reporting_verb(text, following[1:])
    if verb is not None and word not in CLAUSE_OPENERS:
        return Attribution(first, verb, verb, "cue verb")
    if by_any_verb := _by_any_verb(text, quotation, following):
        return by_any_verb
    is_short = len(following) <= MAX_SIGNATURE_TOKENS
    if dashed and is_short and not _has_verb(text, following) and tokens[first].text[:1].isupper():
        return Attribution(first, end, first, "signature")
    return None


def signature_after(text: QuotedText, quotation: Quotation) -> Attribution | None:
    """The signature in a separate paragraph: "“It was a fine boat.”", then "— Edmund Sayle, Stell"."""
    number = quotation.paragraph + 1
    if number >= len(text.document.paragraphs) or text.after(quotation):
        return None
    paragraph = text.document.paragraphs[number]
    line = [index for index, _ in text.document.tokens_in(paragraph.start, paragraph.end)]
    if line and text.tokens[line[-1]].text == ".":
        line.pop()
    if not line or text.tokens[line[0]].text[0] not in DASHES or any(text.inside[index] for index in line):
        return None
    first = line[0] if len(text.tokens[line[0]].text) > 1 else line[0] + 1  # a dash may be one token with its word
    if not 1 <= line[-1] + 1 - first <= MAX_SIGNATURE_TOKENS or text.tokens[line[-1]].text in STOPS:
        return None
    if not text.tokens[first].text.lstrip("—–-―")[:1].isupper() or _has_verb(text, line):
        return None
    return Attribution(first, line[-1] + 1, line[0], "signature")


def _has_verb(text: QuotedText, indices: Sequence[int]) -> bool:
    return any(text.tokens[index].tag in FINITE_TAGS for index in indices)


def _past_adverbs(text: QuotedText, index: int, last: int) -> int:
    while index < last and text.tokens[index].tag in {"RB", "RP"}:
        index += 1
    return index


def _first_reporting_verb(text: QuotedText, indices: Sequence[int]) -> int | None:
    """The first verb of speech that is the main verb of these words, rather than the verb of a clause within them."""
    for index in indices:
        if not is_reporting_verb(text, index) or text.tokens[index].tag in {"VBG", "VB"} or is_passive(text, index):
            continue
        previous = text.tokens[index - 1].text.lower()
        if previous in RELATIVES or previous == "to":
            continue
        return index
    return None


def _by_any_verb(text: QuotedText, quotation: Quotation, following: Sequence[int]) -> Attribution | None:
    """The attribution by a verb that is rarely used for speech: "“No, stay,” she deadpanned", "groaned Speke".

    If a quotation begins a sentence and ends with a comma, the words after it can only be its attribution. After a
    question or an exclamation, they must be the whole sentence, of MAX_EXCLAIMED_TOKENS at most.
    """
    tokens = text.tokens
    ending = text.document.text[quotation.inner_start : quotation.inner_end].rstrip()[-1:]
    first = following[0]
    if ending not in {",", "?", "!"} or tokens[first].start - quotation.end > 1:
        return None
    is_verb = tokens[first].tag in {"VBD", "VBZ"} and tokens[first].text.islower()
    if is_verb and len(following) > 1 and tokens[following[1]].tag in NAME_TAGS:
        return Attribution(following[1], following[-1] + 1, first, "cue verb", True)
    if text.before(quotation) or (ending != "," and len(following) > MAX_EXCLAIMED_TOKENS):
        return None
    for position, index in enumerate(following):
        if tokens[index].tag in {"VBD", "VBZ"}:
            return Attribution(first, index, index, "cue verb", True) if position else None
        if tokens[index].tag not in SUBJECT_TAGS and not tokens[index].text[0].isupper():
            return None
    return None
