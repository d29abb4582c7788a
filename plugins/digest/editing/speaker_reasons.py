"""Who says the quotes of an article, by which rule, how sure that is, and why a quote is in no list of quotes."""

from collections.abc import Iterator
from typing import Final

from ..annotate.records import Annotation, Quote
from ..archive.model.addresses import QUOTES
from ..archive.model.events import quotes_of
from ..archive.model.worth_listing import unlisted_reason
from ..archive.updating.article_files import SHOWN
from .named_article import NameSteps
from .terminal_text import printable

MAX_SHOWN_CHARS: Final = 70
MOST_SURE: Final = 0.99  # nothing is surer


def speaker_reasons(steps: NameSteps) -> list[str]:
    """Two lines for each quote of the article, direct and indirect; a third one where lists of quotes leave it out.
    Then come the quotes that corrections took out."""
    quotes = steps.article.annotation.quotes
    before = {_place(quote): quote for quote in steps.named.quotes}
    unlisted = _unlisted(steps)
    lines: list[str] = []
    for quote in quotes:
        lines += _lines(quote, before.get(_place(quote)), steps.article.annotation)
        if reason := unlisted.get(_place(quote)):
            lines.append(f"{'':4}not at /{QUOTES}: {reason}")
    gone = before.keys() - {_place(quote) for quote in quotes}
    lines += [f"{_beginning(before[place].text)}: taken out by corrections.toml" for place in sorted(gone)]
    return [printable(line) for line in lines] or ["no quote was found in it"]


def _place(quote: Quote) -> int:
    return quote.segments[0].start


def _unlisted(steps: NameSteps) -> dict[int, str]:
    """Why the quotes that begin at these places are in no list of quotes."""
    article = steps.article
    reasons = {_place(quote): "" if quote.direct else "it is indirect speech" for quote in article.annotation.quotes}
    for whole in quotes_of(article):
        reason = unlisted_reason(whole.quote)
        if steps.standing != SHOWN:
            reason = f"the article is {steps.standing}"
        reasons.update((part.start, reason) for part in whole.quote.segments)
    return reasons


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
