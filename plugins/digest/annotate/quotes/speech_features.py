"""The features of a quotation on which it depends whether it is speech, or a title, a name, a word quoted as a word."""

from collections.abc import Sequence
from typing import Final

from ..lexicon.reporting_verbs import NAMING_VERBS, TITLING_VERBS, WORKS
from .attributions.quoted_text import QuotedText
from .attributions.speech_verbs import is_reporting_verb
from .quoted_words import spoken_words
from .spoken_quotation import SpokenQuotation

Features = dict[str, float]

# The classes of the last word before a quotation: 'On "Face the Nation," Senator X said', "the word “boat”".
LINKS: Final = frozenset({"of", "on", "in", "at", "'s", "’s", "from", "the", "for", "his", "her", "their"})
WORD_NOUNS: Final = frozenset({"word", "term", "words", "phrase", "expression"})

FIRST_OR_SECOND_PERSON: Final = frozenset({"i", "we", "you", "me", "us", "my", "our", "your"})
FINITE_TAGS: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
ATTRIBUTIVE_TAGS: Final = frozenset({"DT", "PRP$", "JJ", "CD", "POS"})

# A word with at most this many letters begins with a small letter in titles: "of", "the".
SMALL_WORD_CHARS: Final = 3

# A name or title has a few words, a longer title rarely more than some.
FEW_WORDS: Final = 3
SOME_WORDS: Final = 8

# How far from a quotation its words are searched for a second time: the length of an article.
REACH_CHARS: Final = 10_000


def speech_features(text: QuotedText, candidate: SpokenQuotation) -> Features:
    """The features of a quotation with the speaker who was chosen for it, each 1 or a probability."""
    quotation = candidate.quotation
    words = spoken_words(text, quotation)
    length, case, ending = _length(words), _case(words), _ending(text, candidate)
    link, following = _link(text, candidate), _following(text, candidate)
    speaker = _speaker(candidate)
    classes = [length, case, ending, link, following, speaker]
    together = [
        f"{length}, {speaker}",
        f"{length}, {link}, {following}",
        f"{case}, {ending}",
        f"{case}, {link}",
        f"{speaker}, {case}",
        f"{speaker}, {link}",
    ]
    features: Features = dict.fromkeys([*classes, *together], 1.0)
    if candidate.speaker:
        features[f"probability of the words, {length}"] = candidate.speaker.words_confidence
    inside = [index for index, _ in text.document.tokens_in(quotation.inner_start, quotation.inner_end)]
    paragraph = text.document.paragraphs[quotation.paragraph]
    signs = {
        "sentence": candidate.is_sentence,
        "single marks": quotation.single,
        "single marks without a speaker": quotation.single and candidate.speaker is None,
        "whole paragraph in single marks": quotation.single
        and (quotation.start, quotation.end) == (paragraph.start, paragraph.end),
        "another quotation in the sentence": _follows_another(text, candidate),
        "has a verb": any(text.tokens[index].tag in FINITE_TAGS for index in inside),
        "first or second person": any(text.words[index] in FIRST_OR_SECOND_PERSON for index in inside),
        "again in the text": _is_again(text, candidate),
        "in brackets": text.document.text[max(0, quotation.start - 1) : quotation.start] in {"(", "["},
    }
    return features | {sign: 1.0 for sign, holds in signs.items() if holds}


def _length(words: Sequence[str]) -> str:
    number = len(words)
    if number <= FEW_WORDS:
        return "one word" if number == 1 else f"{number} words"
    return "some words" if number <= SOME_WORDS else "many words"


def _case(words: Sequence[str]) -> str:
    long_words = [word for word in words if len(word) > SMALL_WORD_CHARS] or list(words)
    capitals = sum(not word[0].islower() for word in long_words)
    if capitals == len(long_words):
        return "title case"
    begins = words[0][0].isupper()
    if capitals > 1 or (capitals and not begins):
        return "some capitals"
    return "begins with a capital" if begins else "small"


def _ending(text: QuotedText, candidate: SpokenQuotation) -> str:
    inner = text.document.text[candidate.quotation.inner_start : candidate.quotation.inner_end].rstrip()
    last = inner.rstrip("'’\"”)")[-1:]
    kinds = {",": "comma", ".": "stop", "…": "stop", "?": "question", "!": "question", "—": "comma", "–": "comma"}
    return f"ends with {kinds.get(last, 'no mark')}"


def _link(text: QuotedText, candidate: SpokenQuotation) -> str:
    """The class of the words before the quotation in its sentence."""
    before = text.before(candidate.quotation)
    if not before:
        return "begins"
    index, word = before[-1], text.words[before[-1]]
    if word in {",", ":"}:
        earlier = text.words[before[-2]] if len(before) > 1 else ""
        return f"after {word} of a name" if earlier in WORKS or earlier in NAMING_VERBS else f"after {word}"
    if word in WORD_NOUNS:
        return "after a noun for words"
    if word in TITLING_VERBS or word in WORKS:
        return "after a work"
    if word in NAMING_VERBS:
        return f"after a naming verb {text.tokens[index].tag}"
    if is_reporting_verb(text, index):
        return "after a verb of speech"
    if word in {"as", "that"}:
        return f"after {word}"
    if text.tokens[index].tag in ATTRIBUTIVE_TAGS:
        return "after an attribute"
    return "after a link" if word in LINKS else "after another word"


def _following(text: QuotedText, candidate: SpokenQuotation) -> str:
    """The class of the first word after the quotation in its sentence."""
    after = text.after(candidate.quotation)
    if not after:
        return "ends the sentence"
    token = text.tokens[after[0]]
    if token.tag in {"NN", "NNS"}:
        return "before a noun"
    return "before a word" if token.text[0].isalnum() else "before a mark"


def _speaker(candidate: SpokenQuotation) -> str:
    speaker = candidate.speaker
    if speaker is None:
        return "no speaker"
    name = "named" if speaker.name else "without a name"
    way = "continues" if speaker.rule.startswith("speaker continues") else "beside"
    return f"{way}, {name}"


def _follows_another(text: QuotedText, candidate: SpokenQuotation) -> bool:
    """Whether the words before the quotation in its sentence come after another quotation."""
    before = text.before(candidate.quotation)
    first = before[0] if before else text.document.first_token_at(candidate.quotation.start)
    return first > 0 and bool(text.inside[first - 1])


def _is_again(text: QuotedText, candidate: SpokenQuotation) -> bool:
    """Whether the text has the quoted words a second time, as it has titles and names."""
    quotation = candidate.quotation
    inner = text.document.text[quotation.inner_start : quotation.inner_end].strip(" ,.")
    near = max(0, quotation.start - REACH_CHARS), quotation.end + REACH_CHARS
    return len(inner) > SMALL_WORD_CHARS and text.document.text.count(inner, *near) > 1
