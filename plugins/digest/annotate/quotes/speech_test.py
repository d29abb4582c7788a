"""Tests whether a quotation is speech, or else a title, a name, an adjective, a word quoted as a word."""

import re
from collections.abc import Sequence
from typing import Final

from ..lexicon.reporting_verbs import NAMING_VERBS, TITLING_VERBS, WORKS
from .attributions.quoted_text import QuotedText
from .spans.quotation import Quotation
from .spoken_quotation import SpokenQuotation

WORDS: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# A quotation without a speaker is speech only if it is a sentence of at least this many words. Shorter ones are
# captions, titles and slogans.
MIN_SPEAKERLESS_WORDS: Final = 4

# A fragment with fewer words, whose speaker has no name, is only a figure of speech: a mortgage "holiday".
MIN_NAMELESS_WORDS: Final = 4

# An adjective in quotation marks before its noun is one word or two: new “affordable” dwellings.
MAX_ATTRIBUTE_WORDS: Final = 2

# A quotation with more words is speech; a title such as "Dr. Strangelove or: How I Learned to Stop Worrying" is rare.
MAX_TITLE_WORDS: Final = 8

# A term has few words: "the ratchet effect".
MAX_TERM_WORDS: Final = 4

# Words before the title of a programme or book, which may end with any mark: 'On "Face the Nation," Senator X said'.
TITLE_BEFORE: Final = frozenset({"of", "on", "in", "at", "'s", "’s", "from", "the", "for", "his", "her", "their"})

# Nouns before a quoted word or phrase: "the word “boat”".
WORD_NOUNS: Final = frozenset({"word", "term", "words", "phrase", "expression"})

# The evidence of a fragment in a sentence that reports speech ends with this.
IN_SENTENCE: Final = "words in reported speech"


def is_speech(text: QuotedText, candidate: SpokenQuotation) -> bool:
    """Whether a quotation is speech, rather than a title, slogan, nickname or word quoted as a word."""
    quotation, speaker = candidate.quotation, candidate.speaker
    words = spoken_words(text, quotation)
    if not words or _is_title(text, quotation):
        return False
    if not candidate.is_sentence and len(words) <= MAX_ATTRIBUTE_WORDS and _is_attribute(text, quotation):
        return False
    if speaker is None:
        is_long_enough = candidate.is_sentence and len(words) >= MIN_SPEAKERLESS_WORDS
        return is_long_enough and not quotation.single and not _is_in_title_case(words)
    if speaker.name is None:
        if len(words) == 1 and not candidate.is_sentence and "pronoun" not in speaker.evidence:
            return False  # a word from which the newspaper distances itself, or a word that it writes about
        if speaker.evidence.endswith(IN_SENTENCE) and len(words) < MIN_NAMELESS_WORDS:
            return False
    return True


def is_sentence(text: QuotedText, quotation: Quotation) -> bool:
    """Whether a quotation is a sentence or more: it has a capital letter, a final mark or comma, and enough words."""
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
    several_sentences = re.search(r"[.!?]\s", inner)
    if inner[-1:] == "," and _is_in_title_case(words) and len(words) > MAX_TERM_WORDS and not several_sentences:
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
    """Whether a quotation is an adjective between an article and its noun: the “smart” bins."""
    before, after = text.before(quotation), text.after(quotation)
    if not before or not after or text.document.text[quotation.inner_end - 1] in ".,!?":
        return False
    is_after_article = text.tokens[before[-1]].tag in {"DT", "PRP$", "JJ", "CD", "POS"}
    return is_after_article and text.tokens[after[0]].tag in {"NN", "NNS"}


def _is_in_title_case(words: Sequence[str]) -> bool:
    """Whether words are in title case: all but the short ones begin with a capital, and not all are in capitals."""
    long_words = [word for word in words if len(word) > 3]
    return (
        len(long_words) > 1
        and all(word[0].isupper() for word in long_words)
        and not all(word.isupper() for word in long_words)
    )
