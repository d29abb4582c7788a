"""What a quotation is by its own look: a sentence of speech, a title, or neither."""

import re
from collections.abc import Sequence
from typing import Final

from ..lexicon.reporting_verbs import NAMING, WORKS
from .attribution import Frames
from .quotation_spans import Quotation

WORDS: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# "Dr. Strangelove or: How I Learned to Stop Worrying" is the exception; a longer quotation is speech.
MAX_TITLE_WORDS: Final = 8

# After these stands a title, however it is set.
TITLING: Final = frozenset({"entitled", "titled", "headlined"})

# What something is called has few words: "the ratchet effect".
MAX_TERM_WORDS: Final = 4

# 'On "Face the Nation," Senator X said': a programme or a book, whatever mark ends it.
TITLE_BEFORE: Final = frozenset({"of", "on", "in", "at", "'s", "’s", "from", "the", "for", "his", "her", "their"})


def spoken_words(frames: Frames, quotation: Quotation) -> list[str]:
    """The words within the marks."""
    return WORDS.findall(frames.reading.text[quotation.inner_start : quotation.inner_end])


def is_sentence(frames: Frames, quotation: Quotation) -> bool:
    """A quotation that is a sentence or more by itself: capital letter, end mark or comma, enough words."""
    inner = frames.reading.text[quotation.inner_start : quotation.inner_end].strip()
    words = WORDS.findall(inner)
    if len(words) < 2:
        return False
    begins = inner[0].isupper() or not inner[0].isalpha()
    before = frames.before(quotation)
    at_start = not before or frames.reading.tokens[before[-1]].text in {",", ":", "—", "–"}
    ending = inner.rstrip("'’\"”)")[-1:] or inner[-1]
    return begins and (ending in ".!?…,—–-" or quotation.continued) and (at_start or len(words) > 5)


def is_title(frames: Frames, quotation: Quotation) -> bool:
    """Whether a quotation is the title of a work, a programme, a heading or a nickname."""
    inner = frames.reading.text[quotation.inner_start : quotation.inner_end].strip()
    words = spoken_words(frames, quotation)
    if len(words) > MAX_TITLE_WORDS or (inner[-1:] in "?!" and len(words) > 3):
        return False
    paragraph = frames.reading.paragraphs[quotation.paragraph]
    if quotation.single and (quotation.start, quotation.end) == (paragraph.start, paragraph.end):
        return True  # a heading
    before = frames.before(quotation)
    last = frames.reading.tokens[before[-1]].text.lower() if before else ""
    if last in TITLE_BEFORE and len(words) > 1 and all(word[0].isupper() or len(word) < 4 for word in words):
        return True
    if last in TITLING and len(words) <= MAX_TITLE_WORDS:
        return True
    if len(words) <= MAX_TERM_WORDS and _is_named_so(frames, before):
        return True
    if inner[-1:] == "," and in_title_case(words) and len(words) > MAX_TERM_WORDS:
        return True
    if last == "," and len(before) > 1:
        last = frames.reading.tokens[before[-2]].text.lower()
    capital = [word for word in words if word[0].isupper() or word[0].isdigit()]
    small = [word for word in words if word[0].islower() and len(word) > 3]
    titled = len(capital) >= 1 and not small
    return titled and (last in WORKS or last in NAMING or (inner[-1:] not in ".!?,"))


def _is_named_so(frames: Frames, before: Sequence[int]) -> bool:
    """Whether the words before give something its name: "is called", "known as", "the word", "a folder named"."""
    if not before:
        return False
    tokens = frames.reading.tokens
    last, earlier = tokens[before[-1]], frames.words[before[-2]] if len(before) > 1 else ""
    word = frames.words[before[-1]]
    return (
        word in {"word", "term", "words", "phrase", "expression"}
        or (word == "as" and earlier == "known")
        or (word in {"called", "named", "nicknamed"} and last.tag == "VBN" and earlier not in {"has", "have", "had"})
    )


def is_attribute(frames: Frames, quotation: Quotation) -> bool:
    """Whether a quotation stands as an adjective between an article and its noun: the “smart” bins."""
    before, after = frames.before(quotation), frames.after(quotation)
    tokens = frames.reading.tokens
    if not before or not after or frames.reading.text[quotation.inner_end - 1] in ".,!?":
        return False
    return tokens[before[-1]].tag in {"DT", "PRP$", "JJ", "CD", "POS"} and tokens[after[0]].tag in {"NN", "NNS"}


def in_title_case(words: Sequence[str]) -> bool:
    """Whether words are set as a title: all of them with a capital but the small ones, and not all in capitals."""
    long = [word for word in words if len(word) > 3]
    return len(long) > 1 and all(word[0].isupper() for word in long) and not all(word.isupper() for word in long)
