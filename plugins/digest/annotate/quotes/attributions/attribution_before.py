"""The attribution before a quotation: "Moore said, “…", "According to Moore, “…", "Moore's claim that “…", "Moore:"."""

from collections.abc import Sequence
from typing import Final

from ...lexicon.reporting_verbs import INVERTED_VERBS, SPEECH_NOUNS
from ...lexicon.word_lists import words
from ..spans.quotation import Quotation
from .attribution import Attribution
from .quoted_text import DASHES, RELATIVES, STOPS, QuotedText
from .speech_verbs import is_passive, is_reporting_verb
from .subjects import antecedent, is_only_it, noun_phrase, subject_of

# The tags of words between a speaker's name and the verb: "Moore later also said".
BETWEEN_TAGS: Final = frozenset({"RB", "MD", "RBR"})
AUXILIARIES: Final = words("auxiliaries")

# Words and marks between a noun of speech and the quotation.
AFTER_NOUN: Final = frozenset({"that", ":", ",", "of"})

PARENTHESES: Final = DASHES | {","}

# At most this many tokens before a colon are a name, even without a verb: "Ann Ray, harbour master:".
MAX_NAME_TOKENS: Final = 8


def attribution_before(text: QuotedText, quotation: Quotation) -> Attribution | None:
    """The attribution before a quotation in its sentence: "Moore said, “…", "According to Moore, “…"."""
    return _attribution_in(text, text.before(quotation))


def introduction(text: QuotedText, number: int) -> Attribution | None:
    """The attribution in the last sentence of paragraph `number`, if the paragraph ends with a colon."""
    document = text.document
    paragraph = document.paragraphs[number]
    if not document.text[paragraph.start : paragraph.end].rstrip().endswith(":"):
        return None
    index = document.first_token_at(paragraph.end) - 1
    sentence: list[int] = []
    while index >= 0 and text.tokens[index].start >= paragraph.start:
        if text.inside[index] or (text.tokens[index].text in STOPS and sentence):
            break
        sentence.append(index)
        index -= 1
    return _attribution_in(text, sentence[::-1])


def _attribution_in(text: QuotedText, preceding: Sequence[int]) -> Attribution | None:
    if not preceding:
        return None
    tokens = text.tokens
    for position in range(len(preceding) - 2, -1, -1):
        index = preceding[position]
        if tokens[index].text.lower() == "according" and tokens[preceding[position] + 1].text == "to":
            return Attribution(index + 2, preceding[-1] + 1, index, "according-to")
    has_colon = tokens[preceding[-1]].text == ":"
    if by_noun := _by_noun_of_speech(text, preceding):
        return by_noun
    for index in reversed(preceding):
        if not is_reporting_verb(text, index) or is_passive(text, index):
            continue
        if phrase := _subject_phrase(text, index, preceding):
            return Attribution(*phrase, index, "colon" if has_colon else "cue verb")
    return _before_colon(text, preceding) if has_colon else None


def _by_noun_of_speech(text: QuotedText, preceding: Sequence[int]) -> Attribution | None:
    """The attribution by a noun of speech with its owner: "denied Ann Ray's claim that “…", "his father's words:".

    "His claim" is left to the verbs: it may be the claim of the verb's subject.
    """
    tokens = text.tokens
    position = len(preceding) - 1
    while position > 0 and tokens[preceding[position]].text.lower() in AFTER_NOUN:
        position -= 1
    noun = preceding[position]
    if position == len(preceding) - 1 or text.words[noun] not in SPEECH_NOUNS:
        return None
    for child in text.children[noun]:
        if tokens[child].dep == "poss" and tokens[child].tag.startswith("N") and child >= preceding[0]:
            return Attribution(*noun_phrase(text, child), noun, "noun of speech")
    return None


def _subject_phrase(text: QuotedText, verb: int, preceding: Sequence[int]) -> tuple[int, int] | None:
    """First and last token (exclusive) of the words that name the speaker whose words a verb reports."""
    tokens, first = text.tokens, preceding[0]
    if verb == first and len(preceding) > 1 and text.words[verb] in INVERTED_VERBS:
        return verb + 1, preceding[-1]  # "Said Ellis: “…"
    if tokens[verb].tag == "VBG" and verb > first and tokens[verb - 1].tag == "NNP":
        return noun_phrase(text, verb - 1)  # "footage of Clinton asking, “…"
    subject = subject_of(text, verb)
    if subject is not None:
        return None if is_only_it(text, verb, subject) else noun_phrase(text, subject)
    index = verb - 1
    while index >= first and (tokens[index].tag in BETWEEN_TAGS or tokens[index].text.lower() in AUXILIARIES):
        index -= 1
    if index >= first and tokens[index].text in PARENTHESES:
        index = _before_parenthesis(text, index, first)
    if index >= first and tokens[index].tag.startswith(("N", "PRP")):
        return noun_phrase(text, index)
    return None


def _before_parenthesis(text: QuotedText, closing: int, first: int) -> int:
    """The token before a clause that ends with the mark `closing`: "Ann Ray – who has led it since May – said"."""
    mark = text.tokens[closing].text
    for index in range(closing - 1, first, -1):
        if text.tokens[index].text == mark:
            return index - 1 if text.words[index + 1] in RELATIVES else closing
    return closing


def _before_colon(text: QuotedText, preceding: Sequence[int]) -> Attribution | None:
    """The attribution without a verb of speech: the subject of the sentence, or all of its few words."""
    tokens, colon = text.tokens, preceding[-1]
    subjects = [antecedent(text, index) for index in preceding if tokens[index].dep == "nsubj"]
    main = [index for index in subjects if tokens[tokens[index].head].dep == "ROOT"]
    if subject := (main or subjects or [0])[0]:
        return Attribution(*noun_phrase(text, subject), colon, "colon")
    if len(preceding) <= MAX_NAME_TOKENS:
        return Attribution(preceding[0], colon, colon, "colon")
    return None
