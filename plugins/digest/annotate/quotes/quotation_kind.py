"""What a quotation is: speech, a title, a name, an adjective, a word quoted as a word."""

import re
from collections.abc import Sequence
from typing import Final

from ..lexicon.reporting_verbs import NAMING_VERBS, TITLING_VERBS, WORKS
from .attributions.quoted_text import QuotedText
from .spans.quotation import Quotation
from .spoken_quotation import SpokenQuotation

WORDS: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# What is said without a reporting verb near it must at least be a sentence of this many words; shorter ones are
# captions, titles and slogans.
MIN_FREE_WORDS: Final = 4

# A fragment of fewer words that belongs to nobody in particular is a way of speaking: a mortgage "holiday".
MIN_NAMELESS_WORDS: Final = 4

# An adjective in quotation marks before its noun is one word or two: new “affordable” dwellings.
MAX_ATTRIBUTE_WORDS: Final = 2

# "Dr. Strangelove or: How I Learned to Stop Worrying" is the exception; a longer quotation is speech.
MAX_TITLE_WORDS: Final = 8

# What something is called has few words: "the ratchet effect".
MAX_TERM_WORDS: Final = 4

# 'On "Face the Nation," Senator X said': a programme or a book, whatever mark ends it.
TITLE_BEFORE: Final = frozenset({"of", "on", "in", "at", "'s", "’s", "from", "the", "for", "his", "her", "their"})

# Nouns before a quotation that is what they say: "the word “boat”".
WORD_NOUNS: Final = frozenset({"word", "term", "words", "phrase", "expression"})

# Evidence of a fragment: its sentence reports speech.
IN_SENTENCE: Final = "words in reported speech"


def is_speech(text: QuotedText, candidate: SpokenQuotation) -> bool:
    """Whether a quotation is speech and no title, slogan, nickname or word quoted as a word."""
    quotation, speaker = candidate.quotation, candidate.speaker
    words = spoken_words(text, quotation)
    if not words or _is_title(text, quotation):
        return False
    if not candidate.is_sentence and len(words) <= MAX_ATTRIBUTE_WORDS and _is_attribute(text, quotation):
        return False
    if speaker is None:
        is_long_enough = candidate.is_sentence and len(words) >= MIN_FREE_WORDS
        return is_long_enough and not quotation.single and not _is_in_title_case(words)
    if speaker.name is None:
        if len(words) == 1 and not candidate.is_sentence and "pronoun" not in speaker.evidence:
            return False  # a word that a newspaper keeps away from, or speaks about
        if speaker.evidence.endswith(IN_SENTENCE) and len(words) < MIN_NAMELESS_WORDS:
            return False
    return True


def is_sentence(text: QuotedText, quotation: Quotation) -> bool:
    """Whether a quotation is a sentence or more by itself: capital letter, end mark or comma, enough words."""
    inner = text.document.text[quotation.inner_start : quotation.inner_end].strip()
    words = WORDS.findall(inner)
    if len(words) < 2:
        return False
    begins = inner[0].isupper() or not inner[0].isalpha()
    before = text.before(quotation)
    at_start = not before or text.tokens[before[-1]].text in {",", ":", "—", "–"}
    ending = inner.rstrip("'’\"”)")[-1:] or inner[-1]
    return begins and (ending in ".!?…,—–-" or quotation.continued) and (at_start or len(words) > 5)


def spoken_words(text: QuotedText, quotation: Quotation) -> list[str]:
    """The words within the marks."""
    return WORDS.findall(text.document.text[quotation.inner_start : quotation.inner_end])


def _is_title(text: QuotedText, quotation: Quotation) -> bool:
    """Whether a quotation is the title of a work, a programme, a heading or a nickname."""
    inner = text.document.text[quotation.inner_start : quotation.inner_end].strip()
    words = spoken_words(text, quotation)
    if len(words) > MAX_TITLE_WORDS or (inner[-1:] in "?!" and len(words) > 3):
        return False
    paragraph = text.document.paragraphs[quotation.paragraph]
    if quotation.single and (quotation.start, quotation.end) == (paragraph.start, paragraph.end):
        return True  # a heading
    before = text.before(quotation)
    last = text.tokens[before[-1]].text.lower() if before else ""
    if last in TITLE_BEFORE and len(words) > 1 and all(word[0].isupper() or len(word) < 4 for word in words):
        return True
    if last in TITLING_VERBS:
        return True
    if len(words) <= MAX_TERM_WORDS and _is_named_so(text, before):
        return True
    if inner[-1:] == "," and _is_in_title_case(words) and len(words) > MAX_TERM_WORDS:
        return True
    if last == "," and len(before) > 1:
        last = text.tokens[before[-2]].text.lower()
    has_capital = any(word[0].isupper() or word[0].isdigit() for word in words)
    has_small = any(word[0].islower() and len(word) > 3 for word in words)
    is_named = last in WORKS or last in NAMING_VERBS or (inner[-1:] not in ".!?,")
    return has_capital and not has_small and is_named


def _is_named_so(text: QuotedText, before: Sequence[int]) -> bool:
    """Whether the words before give something its name: "is called", "known as", "the word", "a folder named"."""
    if not before:
        return False
    last, earlier = text.tokens[before[-1]], text.words[before[-2]] if len(before) > 1 else ""
    word = text.words[before[-1]]
    return (
        word in WORD_NOUNS
        or (word == "as" and earlier == "known")
        or (word in {"called", "named", "nicknamed"} and last.tag == "VBN" and earlier not in {"has", "have", "had"})
    )


def _is_attribute(text: QuotedText, quotation: Quotation) -> bool:
    """Whether a quotation stands as an adjective between an article and its noun: the “smart” bins."""
    before, after = text.before(quotation), text.after(quotation)
    if not before or not after or text.document.text[quotation.inner_end - 1] in ".,!?":
        return False
    is_after_article = text.tokens[before[-1]].tag in {"DT", "PRP$", "JJ", "CD", "POS"}
    return is_after_article and text.tokens[after[0]].tag in {"NN", "NNS"}


def _is_in_title_case(words: Sequence[str]) -> bool:
    """Whether words are set as a title: all of them with a capital but the small ones, and not all in capitals."""
    long_words = [word for word in words if len(word) > 3]
    return (
        len(long_words) > 1
        and all(word[0].isupper() for word in long_words)
        and not all(word.isupper() for word in long_words)
    )
