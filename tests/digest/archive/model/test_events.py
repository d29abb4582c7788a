"""The order of events on a page."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from digest.annotate.records import Annotation, Mention
from digest.archive.model.article import article_of
from digest.archive.model.article_body import read_body
from digest.archive.model.events import Event, digest_order
from digest.stories.digests.ranking import RankingFeatures
from digest.stories.reports import Story
from tests.digest.archive.small_records import NORTH, SETTINGS, SOUTH, article

WORLD = replace(NORTH, slug="north-world", name="Northern Wire: World", feed="https://feeds.northernwire.co.uk/world")
SPORT = replace(NORTH, slug="north-sport", name="Northern Wire: Sport", feed="https://www.northernwire.co.uk/sport.xml")


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


def test_two_feeds_of_one_newsroom_count_as_one_source_of_an_event() -> None:
    articles = article(1, WORLD), article(2, SOUTH), article(3, SPORT)
    event = Event(articles[0], articles, Story("s", tuple(one.id for one in articles), articles[0].id))
    assert event.sources == (WORLD, SOUTH)
    assert event.independent == (WORLD, SOUTH)


def test_the_page_of_a_publisher_says_more_than_the_address_of_its_feed() -> None:
    passed_on = replace(SPORT, home="https://southernpost.co.uk/", feed="https://feeds.feedburner.com/northern")
    assert passed_on.newsroom == "southernpost.co.uk"
    assert replace(passed_on, home="").newsroom == "north-sport"


def test_for_an_actor_the_report_that_names_it_stands_for_an_event() -> None:
    silent, told = article(1, NORTH), article(2, SOUTH, names=("Ada Fiction",))
    headed = replace(
        article(3, SOUTH), annotation=Annotation("", title_mentions=(Mention(0, 3, "Ada", "Ada Fiction", "person"),))
    )
    silent_too = article(4, NORTH)
    articles = (silent, told, headed, silent_too)
    story = Story("s", tuple(one.id for one in articles), silent.id)
    names = {"Ada Fiction"}
    assert Event(silent, articles, story).report_on(names) == headed
    assert Event(silent, (silent, told, silent_too), story).report_on(names) == told
    assert Event(silent, articles, replace(story, is_led=True)).report_on(names) == silent
    assert Event(silent, articles, story).report_on({"Odo Flinck"}) == silent
    also_headed = replace(headed, id="news/2023/07/05/b.md")
    assert Event(headed, (*articles, also_headed), story).report_on(names) == headed
