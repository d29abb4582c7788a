"""A change of an article in substance, as readers are told of it; and the bytes of its record in the index."""

import marshal
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from ...annotate.records import Quote
from ..model.utterances import utterances
from .changed_passages import ChangedPassage, changed_passages
from .compared_text import ComparedText
from .substance import MIN_QUOTE_WORDS, Comparison, Reason, lost_words

MAX_PASSAGES: Final = 8  # of one change: what was rewritten as a whole is read at its publisher
MAX_QUOTES: Final = 8
_VERSION: Final = 2  # of marshal, as in `packed_articles`


@dataclass(frozen=True, slots=True)
class RemovedQuote:
    """A quote that stands in the text no more, word for word. `speaker` is who said it by the text that had it: a name,
    what it calls the speaker, or ""."""

    text: str
    speaker: str
    named: bool


@dataclass(frozen=True, slots=True)
class TextChange:
    """One change. `at` is when a poll found it; `headline` is None where that has the same words; `more` is the number
    of passages beyond those shown."""

    at: datetime
    reasons: tuple[Reason, ...]
    headline: ChangedPassage | None
    passages: tuple[ChangedPassage, ...]
    more: int
    quotes: tuple[RemovedQuote, ...]


def text_change(
    at: datetime, comparison: Comparison, reasons: tuple[Reason, ...], quotes: Iterable[RemovedQuote]
) -> TextChange:
    """The change between two versions that was found at a moment."""
    before, after = comparison.before, comparison.after
    headline = changed_passages(before.headline, after.headline, comparison.telling_headline, whole=True)
    passages = changed_passages(before.text, after.text, comparison.telling_text)
    return TextChange(
        at.astimezone(UTC),
        reasons,
        headline[0] if headline else None,
        tuple(passages[:MAX_PASSAGES]),
        max(0, len(passages) - MAX_PASSAGES),
        tuple(quotes),
    )


def removed_quotes(quotes: Sequence[Quote], text: str, after: ComparedText) -> Iterator[RemovedQuote]:
    """Of the quotes of an earlier text those that the later one has no more, in the order of the text."""
    left = MAX_QUOTES
    for quote in utterances((quote for quote in quotes if quote.direct), text):
        words = ComparedText(quote.text).words
        if left and len(words) >= MIN_QUOTE_WORDS and lost_words(words, after):
            left -= 1
            yield RemovedQuote(quote.text, quote.speaker or quote.speaker_text, named=quote.speaker is not None)


def pack_change(change: TextChange) -> bytes:
    """The bytes of a change, the same for equal ones."""
    passages = [(one.pieces, one.before, one.after) for one in (change.headline, *change.passages) if one]
    quotes = tuple((quote.text, quote.speaker, quote.named) for quote in change.quotes)
    parts = (change.at.isoformat(), change.reasons, change.headline is not None, tuple(passages), change.more, quotes)
    return marshal.dumps(parts, _VERSION)


def unpack_change(packed: bytes) -> TextChange:
    """The change of these bytes."""
    at, reasons, has_headline, passages, more, quotes = marshal.loads(packed)  # noqa: S302  the index has made it
    shown = tuple(ChangedPassage(*passage) for passage in passages)
    return TextChange(
        datetime.fromisoformat(at),
        reasons,
        shown[0] if has_headline else None,
        shown[has_headline:],
        more,
        tuple(RemovedQuote(*quote) for quote in quotes),
    )
