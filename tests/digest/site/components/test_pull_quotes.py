"""Which quotes may be pulled out of their article."""

from dataclasses import replace
from itertools import pairwise

import pytest

from digest.annotate.records import Annotation, Quote, Segment
from digest.archive.model.article import Article
from digest.archive.model.events import quotes_of
from digest.site.components.pull_quotes import choose_pull_quotes
from tests.digest.archive.small_records import NORTH, article


def quoted(said: list[tuple[str, str | None]]) -> Article:
    """An article of a paragraph a quote."""
    quoted_article = article(1, NORTH, "".join(f"<p>{text} somebody said.</p>" for text, _ in said))
    quotes = []
    for text, speaker in said:
        start = quoted_article.body.text.index(text)
        quotes.append(Quote((Segment(start, start + len(text)),), text, speaker, None, None, "cue verb"))
    return replace(quoted_article, annotation=Annotation(quoted_article.id, quotes=tuple(quotes)))


def pulled(said: list[tuple[str, str | None]], *, followed: str = "") -> list[str]:
    quoted_article = quoted(said)
    chosen = choose_pull_quotes(
        quotes_of(quoted_article), quoted_article.body, lambda name: bool(name) and followed in name
    )
    return [quote.quote.text for quote in chosen]


LONG = "“The harbour has waited twelve years for this, and it can wait one more night,”"


def test_a_quote_without_speaker_or_too_short_is_not_pulled() -> None:
    assert pulled([(LONG, None), ("“No,”", "Odo Flinck")]) == []


def test_a_whole_sentence_is_pulled_before_a_fragment() -> None:
    fragment = "“waited twelve years for this, and could wait for another night in the rain”"
    assert pulled([(fragment, "A"), ("“Nothing.”", None), ("“Nothing more.”", None), (LONG, "B")]) == [LONG]


@pytest.mark.parametrize(
    "text",
    [
        "“But the harbour has waited twelve years for this, and it can wait one more night,”",
        "“This has waited twelve years, and it can certainly wait for one more night in the rain,”",
        "“They’ve waited twelve years for this, and they can wait for one more night in the rain,”",
    ],
)
def test_what_points_back_is_not_pulled(text: str) -> None:
    assert pulled([(text, "Odo Flinck")]) == []


def test_a_quote_of_nobody_followed_is_not_pulled() -> None:
    assert pulled(
        [(LONG, "Odo Flinck"), ("“Nothing.”", None), (LONG[:-1] + "indeed.”", "Ada Sol")], followed="Odo"
    ) == [LONG]


def test_pull_quotes_never_stand_in_a_row() -> None:
    said: list[tuple[str, str | None]] = [(f"“{number} {LONG[1:]}", f"Speaker {number}") for number in range(12)]
    numbers = [int(text[1:3]) for text in pulled(said)]
    assert 1 <= len(numbers) <= 3
    assert all(later - earlier > 1 for earlier, later in pairwise(numbers))
