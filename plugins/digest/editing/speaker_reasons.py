"""Who says the quotes of an article, by which rule, and how sure that is."""

from collections.abc import Iterator
from typing import Final

from ..annotate.records import Annotation, Quote
from .named_article import NameSteps
from .terminal_text import printable

MAX_SHOWN_CHARS: Final = 70
MOST_SURE: Final = 0.99  # nothing is surer


def speaker_reasons(steps: NameSteps) -> list[str]:
    """Two lines for each quote of the article, direct and indirect; then the quotes that corrections took out."""
    quotes = steps.article.annotation.quotes
    before = {_place(quote): quote for quote in steps.named.quotes}
    lines = [line for quote in quotes for line in _lines(quote, before.get(_place(quote)), steps.article.annotation)]
    gone = before.keys() - {_place(quote) for quote in quotes}
    lines += [f"{_beginning(before[place].text)}: taken out by corrections.toml" for place in sorted(gone)]
    return [printable(line) for line in lines] or ["no quote was found in it"]


def _place(quote: Quote) -> int:
    return quote.segments[0].start


def _lines(quote: Quote, before: Quote | None, annotation: Annotation) -> Iterator[str]:
    yield f"{_beginning(quote.text)}{'' if quote.direct else ' (indirect speech)'}"
    if before and (before.speaker, before.speaker_text) != (quote.speaker, quote.speaker_text):
        yield f"{'':4}{quote.speaker or 'nobody'}: by corrections.toml; by itself it was {before.speaker or 'nobody'}"
    elif quote.speaker:
        words = _speaker_words(quote, annotation)
        yield f"{'':4}{quote.speaker}: by {quote.evidence}{words}; {min(quote.confidence, MOST_SURE):.0%} sure"
    else:
        called = f"the text calls the source {quote.speaker_text!r}" if quote.speaker_text else "the text names nobody"
        yield f"{'':4}nobody: {called}{f' (by {quote.evidence})' if quote.evidence else ''}"


def _speaker_words(quote: Quote, annotation: Annotation) -> str:
    """The words that stand for the speaker, where they are a name in the text."""
    names = (mention.text for mention in annotation.mentions if mention.start == quote.speaker_start)
    words = next(names, "")
    return f", where the text has {' '.join(words.split())}" if words and words != quote.speaker else ""


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MAX_SHOWN_CHARS else f"{line[: MAX_SHOWN_CHARS - 1]}…"
