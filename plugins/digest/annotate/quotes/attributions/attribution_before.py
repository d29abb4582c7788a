"""The attributions before a quotation: "Moore said, “…", "According to Moore, “…", "Moore's claim that “…"."""

from collections.abc import Iterator, Sequence
from typing import Final

from ...lexicon.reporting_verbs import INVERTED_VERBS, SPEECH_NOUNS
from ...lexicon.word_lists import words
from ..spans.quotation import Quotation
from .attribution import Attribution
from .quoted_text import RELATIVES, STOPS, QuotedText
from .speech_verbs import is_passive, is_reporting_verb
from .subjects import antecedent, is_only_it, noun_phrase, subject_of

# The tags of words between a speaker's name and the verb: "Moore later also said".
BETWEEN_TAGS: Final = frozenset({"RB", "MD", "RBR"})
AUXILIARIES: Final = words("auxiliaries")

# Words and marks between a noun of speech and the quotation.
AFTER_NOUN: Final = frozenset({"that", ":", ",", "of"})

# At most this many verbs of one sentence are tried, from the quotation back.
MAX_VERBS: Final = 3

# At most this many tokens before a colon are a name, even without a verb: "Ann Ray, harbour master:".
MAX_NAME_TOKENS: Final = 8


def attributions_before(text: QuotedText, quotation: Quotation) -> Iterator[Attribution]:
    """The attributions before a quotation in its sentence, the likeliest kind and the nearest verb first."""
    return _attributions_in(text, text.before(quotation))


def introductions(text: QuotedText, number: int) -> Iterator[Attribution]:
    """The attributions in the last sentence of paragraph `number`, if the paragraph ends with a colon."""
    document = text.document
    paragraph = document.paragraphs[number]
    if not document.text[paragraph.start : paragraph.end].rstrip().endswith(":"):
        return iter(())
    index = document.first_token_at(paragraph.end) - 1
    sentence: list[int] = []
    while index >= 0 and text.tokens[index].start >= paragraph.start:
        if text.inside[index] or (text.tokens[index].text in STOPS and sentence):
            break
        sentence.append(index)
        index -= 1
    full = _by_full_text(text, sentence[::-1])
    return iter((full,)) if full else _attributions_in(text, sentence[::-1])


def _by_full_text(text: QuotedText, preceding: Sequence[int]) -> Attribution | None:
    """The owner of a text that is announced in full: "Here is Ann Ray's letter in full:", "Full text by Ann Ray:"."""
    if not any(text.words[index] in {"full", "here"} for index in preceding):
        return None
    for index in preceding:
        is_owner = text.tokens[index].dep == "poss" and text.tokens[index].tag == "NNP"
        around = text.tokens[index].head
        is_author = text.tokens[index].dep == "pobj" and text.words[around] in {"by", "from"}
        if is_owner or is_author:
            return Attribution(*noun_phrase(text, index), preceding[-1], "noun of speech")
    return None


def _attributions_in(text: QuotedText, preceding: Sequence[int]) -> Iterator[Attribution]:
    if not preceding:
        return
    tokens = text.tokens
    for position in range(len(preceding) - 2, -1, -1):
        index = preceding[position]
        if tokens[index].text.lower() == "according" and tokens[preceding[position] + 1].text == "to":
            yield Attribution(index + 2, preceding[-1] + 1, index, "according-to")
            break
    has_colon = tokens[preceding[-1]].text == ":"
    if by_noun := _by_noun_of_speech(text, preceding):
        yield by_noun
        return
    found = 0
    for index in reversed(preceding):
        if not is_reporting_verb(text, index) or found == MAX_VERBS:
            continue
        phrase = _agent(text, index) if is_passive(text, index) else _subject_phrase(text, index, preceding)
        if phrase:
            found += 1
            yield Attribution(*phrase, index, "colon" if has_colon else "cue verb")
    if inverted := _inverted(text, preceding):
        yield inverted
    if has_colon:
        yield from _before_colon(text, preceding)
    if nearest := _nearest_subject(text, preceding):
        yield nearest


def _inverted(text: QuotedText, preceding: Sequence[int]) -> Attribution | None:
    """The attribution by a verb that opens the sentence, whatever the parser takes it for: "Said Ellis: “…"."""
    if len(preceding) < 3 or text.words[preceding[0]] not in INVERTED_VERBS or text.inside[preceding[0]]:
        return None
    last = preceding[-1]
    return Attribution(preceding[1], last, preceding[0], "colon") if text.tokens[last].text in {":", ","} else None


def _nearest_subject(text: QuotedText, preceding: Sequence[int]) -> Attribution | None:
    """The subject of the last finite verb, if a comma or colon leads from it into the quotation: "Ray shot back, “".

    The parser often takes a verb within the quotation for the main one.
    """
    tokens, first = text.tokens, preceding[0]
    if tokens[preceding[-1]].text not in {",", ":"}:
        return None
    for verb in reversed(preceding):
        if tokens[verb].tag not in {"VBD", "VBZ"} or text.inside[verb]:
            continue
        subjects = [child for child in text.children[verb] if tokens[child].dep == "nsubj" and first <= child < verb]
        if not subjects or text.words[subjects[0]] in RELATIVES:
            return None
        return Attribution(*noun_phrase(text, subjects[0]), verb, "cue verb", True)
    return None


def _agent(text: QuotedText, verb: int) -> tuple[int, int] | None:
    """First and last token (exclusive) of who spoke, by a verb in the passive: "was asked by Ann Ray, “…"."""
    for by in text.children[verb]:
        if text.tokens[by].dep == "agent":
            return next((noun_phrase(text, child) for child in text.children[by] if not text.inside[child]), None)
    return None


def _by_noun_of_speech(text: QuotedText, preceding: Sequence[int]) -> Attribution | None:
    """The attribution by a noun of speech with its owner: "denied Ann Ray's claim that “…", "his father's words:".

    "His claim" is left to the verbs: it may be the claim of the verb's subject.
    """
    tokens = text.tokens
    position = len(preceding) - 1
    while position > 0 and tokens[preceding[position]].text.lower() in AFTER_NOUN:
        position -= 1
    noun = preceding[position]
    around = tokens[noun].head
    is_content = tokens[preceding[-1]].text.lower() == "that"  # "asked about Ann Ray's claim that “…"
    if tokens[around].tag == "IN" and is_reporting_verb(text, tokens[around].head) and not is_content:
        return None  # "said of Ann Ray's latest claim: “…"
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
    if index >= first and tokens[index].tag.startswith(("N", "PRP")):
        return noun_phrase(text, index)
    return None


def _before_colon(text: QuotedText, preceding: Sequence[int]) -> Iterator[Attribution]:
    """The attributions without a verb of speech: the subject, the name before the colon, or all of a few words."""
    tokens, colon = text.tokens, preceding[-1]
    subjects = [antecedent(text, index) for index in preceding if tokens[index].dep == "nsubj"]
    main = [index for index in subjects if tokens[tokens[index].head].dep == "ROOT"]
    if subject := (main or subjects or [0])[0]:
        yield Attribution(*noun_phrase(text, subject), colon, "colon", True)
    if _is_place(text, colon - 1):
        return  # "Later that month on CNN:"
    is_sender = tokens[colon - 1].tag == "NNP" and text.words[tokens[colon - 1].head] == "from"
    if is_sender and len(preceding) <= MAX_NAME_TOKENS:
        yield Attribution(*noun_phrase(text, colon - 1), colon, "colon")  # "And from Ann Ray:"
        return
    if tokens[colon - 1].tag == "NNP" and len(preceding) > 1:  # "More from Ann Ray:"
        yield Attribution(*noun_phrase(text, colon - 1), colon, "colon", True)
    if len(preceding) <= MAX_NAME_TOKENS:
        yield Attribution(preceding[0], colon, colon, "colon", True)


def _is_place(text: QuotedText, index: int) -> bool:
    """Whether a word says where or to whom something is said, not who says it: "on CNN", "to Ann Ray"."""
    around = text.tokens[index].head
    return text.tokens[index].dep == "pobj" and text.words[around] in {"on", "in", "at", "to", "with", "for", "about"}
