"""Acts of speech: the sure verbs of speech outside quotations that have a subject, near a quotation or not."""

from collections.abc import Iterator
from typing import Final

from .attribution import Attribution
from .quoted_text import STOPS, QuotedText
from .speech_verbs import is_passive, is_sure_reporting_verb
from .subjects import is_only_it, noun_phrase, subject_of

# How many tokens after a verb the question mark is searched for.
MAX_QUESTION_TOKENS: Final = 40


def speech_acts(text: QuotedText) -> Iterator[Attribution]:
    """The attributions of a text's acts of speech, in the order of their verbs."""
    for verb in range(len(text.tokens)):
        if not is_sure_reporting_verb(text, verb) or _is_asked(text, verb) or is_passive(text, verb):
            continue
        subject = subject_of(text, verb)
        if subject is not None and not text.inside[subject] and not is_only_it(text, verb, subject):
            yield Attribution(*noun_phrase(text, subject), verb, "cue verb")


def _is_asked(text: QuotedText, verb: int) -> bool:
    """Whether a verb is in a question, which reports no speech."""
    for token in text.tokens[verb + 1 : verb + MAX_QUESTION_TOKENS]:
        if token.text in STOPS:
            return token.text == "?"
    return False
