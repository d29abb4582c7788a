"""The order of events on a page."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from digest.archive.model.article import article_of
from digest.archive.model.article_body import read_body
from digest.archive.model.events import Event, digest_order
from digest.stories.digests.ranking import RankingFeatures
from tests.digest.archive.small_records import NORTH, SETTINGS, SOUTH, article


def test_an_event_without_a_date_of_its_own_does_not_lead_whoever_reports_it() -> None:
    old, new, older = article(3, NORTH), article(2, NORTH), article(1, SOUTH)
    undated = Event(old, (older, old), None)
    dated = Event(new, (new,), None)
    guess = RankingFeatures(("Ann Ray",), is_dated=False)
    features = {old.id: guess, older.id: guess, new.id: RankingFeatures()}
    assert digest_order([undated, dated], features) == (dated, undated)
    assert digest_order([undated, dated], features | {older.id: RankingFeatures()}) == (undated, dated)
    pinned = replace(undated, pinned=True)
    assert digest_order([dated, pinned], features) == (pinned, dated)


@pytest.mark.parametrize(
    ("origin", "is_dated"), [("", True), ("first seen", True), ("first poll", False), ("neighbour", False)]
)
def test_the_header_says_whether_the_date_is_the_articles_own(origin: str, is_dated: bool) -> None:
    metadata = {"title": "t", "date": datetime(2026, 11, 22, tzinfo=UTC), "source": "north", "date_unknown": origin}
    record = article_of("news/2026/11/22/t.md", metadata, read_body("x"), {"north": NORTH}, SETTINGS)
    assert record.is_dated is is_dated
