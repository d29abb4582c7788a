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
    return tuple(quote for quote in quotes if _says_something(quote.quote))


def _says_something(quote: Quote) -> bool:
    words = len(quote.text.split())
    inner = quote.text.strip(_MARKS)
    if inner[:1].islower():  # the middle of a sentence: a newspaper's way to tell it, and no utterance
        return False
    if quote.speaker is None:
        return bool(quote.speaker_text) and words >= UNNAMED_MIN_WORDS
    return words >= ATTRIBUTED_MIN_WORDS or (inner[:1].isupper() and inner[-1:] in ".!?…,")
