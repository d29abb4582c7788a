from dataclasses import replace

import pytest

from digest.annotate.records import Annotation, Quote, Segment
from digest.archive.corrections import Corrections, QuoteCorrection
from digest.archive.model.article import Article
from digest.archive.model.article_body import read_body
from digest.archive.updating.corrected_annotations import corrected
from digest.operations.desk.new_articles import naming_words
from tests.digest.archive.small_records import NORTH, article


def _quoting(*quotes: str) -> Article:
    text = " ".join(quotes)
    found = []
    for quote in quotes:
        start = text.index(quote)
        found.append(Quote((Segment(start, start + len(quote)),), quote, None, None, None, ""))
    report = article(1, NORTH)
    return replace(report, body=read_body(text), annotation=Annotation(report.id, quotes=tuple(found)))


@pytest.mark.parametrize(
    ("quotes", "words"),
    [
        (["“We will not sail today, nor tomorrow”"], ["We will not sail today"]),
        (["“No,”", "“I know. No, it is not so.”"], ["“No,”", "I know. No, it is"]),
        (["“We will not sail on Monday”", "“We will not sail on a whim”"], ["We will not sail on Monday", None]),
        (["“It  is\xa0so: the\nferry lies still”"], ["It is so: the ferry"]),
        (["‘She said “no” to me and mine’"], ["She said “no” to me"]),
    ],
)
def test_the_words_of_a_quote_are_its_alone(quotes: list[str], words: list[str | None]) -> None:
    report = _quoting(*quotes)
    for quote, expected in zip(report.annotation.quotes, words, strict=True):
        (named,) = naming_words(report, quote)
        assert expected in (named, None)
        removed = Corrections(quote=(QuoteCorrection(article=report.path, words=named, remove=True),))
        left = corrected(report.annotation, report, removed).quotes
        assert [one.text for one in left] == [one.text for one in report.annotation.quotes if one != quote]
