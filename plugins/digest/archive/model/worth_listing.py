"""Which quotes are worth a place in a list."""

from collections.abc import Iterable
from typing import Final

from ...annotate.records import Quote
from .events import ArticleQuote

ATTRIBUTED_MIN_WORDS: Final = 5  # fewer are listed only where they are a sentence
UNNAMED_MIN_WORDS: Final = 6  # of somebody without a name
_MARKS: Final = "\"'“”„‟«»‘’‚‛‹› "


def worth_listing(quotes: Iterable[ArticleQuote]) -> tuple[ArticleQuote, ...]:
    """The quotes that say something and that somebody has said: without fragments of a few words, and without those of
    which the text names neither the speaker nor what they are."""
    return tuple(quote for quote in quotes if not unlisted_reason(quote.quote))


def unlisted_reason(quote: Quote) -> str:
    """Why a quote has no place in a list; "" where it has one."""
    words = len(quote.text.split())
    inner = quote.text.strip(_MARKS)
    if inner[:1].islower():  # a newspaper's way to tell it, and no utterance
        return "it begins in the middle of a sentence"
    if quote.speaker is None:
        if not quote.speaker_text:
            return "the text says neither who spoke nor what they are"
        return (
            "" if words >= UNNAMED_MIN_WORDS else f"its speaker has no name, and it has under {UNNAMED_MIN_WORDS} words"
        )
    if words >= ATTRIBUTED_MIN_WORDS or (inner[:1].isupper() and inner[-1:] in ".!?…,"):
        return ""
    return f"it is no sentence, and has under {ATTRIBUTED_MIN_WORDS} words"
