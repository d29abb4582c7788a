"""Which words of a headline are marked."""

from dataclasses import replace

import pytest

from digest.archive.model.article import Source
from digest.archive.model.events import Event
from digest.site.components.headline_comparison import compared_headlines, headline_parts
from digest.stories.clustering.words import words
from tests.digest.archive.small_records import NORTH, SOUTH, article


@pytest.mark.parametrize(
    ("headline", "others", "only"),
    [
        ("Pilots end strike", ["Strike of pilots ends"], []),
        ("Pilots strike over rest at the helm", ["Pilots strike"], ["rest at the helm"]),
        ("Fury as pilots’ strike leaves ships idle", ["Pilots strike, ships wait"], ["Fury", "leaves", "idle"]),
        ("The strike", ["A strike"], []),
        ("", ["A strike"], []),
        ("…!", ["A strike"], []),
        ("Debt of $1.25m", ["Debt of $2m"], ["1.25m"]),
    ],
)
def test_words_that_stand_in_no_other_headline_are_marked(headline: str, others: list[str], only: list[str]) -> None:
    parts = list(headline_parts(headline, frozenset(word for other in others for word in words(other))))
    assert "".join(part.text for part in parts) == headline
    assert [part.text for part in parts if part.only] == only


def test_a_word_that_a_later_report_of_another_source_has_is_not_one_source_s_alone() -> None:
    third = Source("third", "Third Wire", "Security")
    headlines = (
        (NORTH, "Pilots strike, SIR Odo warns"),
        (SOUTH, "Pilots strike"),
        (third, "Strike over killing"),
    )
    later = ((SOUTH, "Sir Odo speaks of a killing at the helm"), (third, "He said so"))
    articles = tuple(
        replace(article(number, publisher), headline=headline)
        for number, (publisher, headline) in enumerate((*headlines, *later), start=1)
    )
    parts = compared_headlines(Event(articles[0], articles, None))
    assert [part.text for part in parts[articles[0].id] if part.only] == ["warns"]
    assert not [part for one in articles[1:3] for part in parts[one.id] if part.only]
