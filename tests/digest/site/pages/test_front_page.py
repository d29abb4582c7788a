"""The front page of a small real site."""

from dataclasses import replace
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from digest.annotate.records import Actor
from digest.archive.model.article import Article, Source
from digest.archive.model.events import Event
from digest.archive.questions.archive import Archive
from digest.site.components.story_blocks import story_block
from digest.site.pages import front_page as front_page_module
from digest.site.pages.front_page import (
    FEWER_LATEST,
    FEWEST_LATEST,
    MAX_LATEST,
    latest_beside,
    latest_events,
    summary,
)
from digest.site.views.shared_views import Link, OtherHeadline, QuoteView
from tests.digest.archive.small_archives import archive_of
from tests.digest.archive.small_records import NORTH, SOUTH, article

WEST, EAST = Source("west", "Western Wire", "Security"), Source("east", "Eastern Post", "Africa")


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def test_the_front_page_shows_one_story_once_with_its_sources(site: Any) -> None:
    page = site.page("index.html")
    assert len(texts(page, ".lead h3")) == 1
    assert "3 sources" in texts(page, ".five > .evidence")[0]
    shown = [title for title in texts(page, "h2 a, h3 a, .river li > a") if "strike" in title.lower()]
    assert len(shown) == 1


@pytest.mark.parametrize(("nowhere", "shown"), [("", ["Africa", "Security"]), ("Organ", ["", ""])])
def test_all_lines_have_a_section_or_none_has(monkeypatch: pytest.MonkeyPatch, nowhere: str, shown: list[str]) -> None:
    section = front_page_module._section

    def of_some(archive: Archive, event: Event) -> Link:
        return Link("", "") if event.lead.headline == nowhere else section(archive, event)

    monkeypatch.setattr(front_page_module, "_section", of_some)
    reports = [(25, NORTH, "Rain"), (24, SOUTH, "Organ"), (23, NORTH, "Ships")]
    archive = archive_of([replace(article(day, source, f"{head}."), headline=head) for day, source, head in reports])
    assert sorted(line.section.text for line in front_page_module.front_page(archive).lines) == shown


def event(days_by_source: dict[Source, int]) -> Event:
    reports = sorted((article(day, source) for source, day in days_by_source.items()), key=lambda report: report.date)
    return Event(reports[0], tuple(reports), None)


def test_more_sources_stand_above_fewer_but_not_where_one_alone_still_reports_it() -> None:
    now = article(25, NORTH).date
    ebbing = event({NORTH: 22, SOUTH: 22, WEST: 24, EAST: 22})
    several, more = event({NORTH: 24, SOUTH: 25}), event({NORTH: 25, SOUTH: 24, WEST: 22})
    single = event({SOUTH: 25})
    assert summary([single, ebbing, several, more], now) == [more, several, ebbing, single]
    assert summary([several, replace(ebbing, pinned=True)], now)[0].pinned


def test_what_several_report_now_is_chosen_before_what_they_reported_days_ago() -> None:
    now = article(25, NORTH).date
    ebbing = event({NORTH: 22, SOUTH: 22, WEST: 24, EAST: 22})
    others = [replace(event({NORTH: 24, SOUTH: 25}), genre=genre) for genre in ("report", "live", "opinion", "video")]
    last = event({NORTH: 25, WEST: 24})
    assert summary([ebbing, *others, last, event({SOUTH: 25})], now) == [*others, last]
    assert summary([ebbing, *others], now) == [*others, ebbing]


def test_dates_to_come_make_nothing_old() -> None:
    now = article(22, NORTH).date
    told, to_come = event({NORTH: 22, SOUTH: 22}), event({NORTH: 28})
    assert summary([to_come, told], now) == [told, to_come]


@pytest.mark.parametrize(
    ("headlines", "quoted", "shown"), [(1, False, FEWEST_LATEST), (2, False, FEWER_LATEST), (1, True, MAX_LATEST)]
)
def test_the_less_there_is_on_the_lead_the_fewer_reports_stand_beside_it(
    headlines: int, quoted: bool, shown: int
) -> None:
    other = OtherHeadline("Southern Post", "Ships wait", "/a/")
    quote = QuoteView("“Ten ships.”", "Odo Flinck", "", "", "", "/a/#q1") if quoted else None
    lead = story_block(archive_of([article(25, NORTH)]), event({NORTH: 25}), article(25, NORTH).day, level="lead")
    assert latest_beside(replace(lead, other_headlines=(other,) * headlines, quote=quote)) == shown


def closing(day: int) -> Article:
    """An edition of a column."""
    return replace(article(day, NORTH, f"Share prices: {day}."), headline=f"Markets at the close, {day} July")


def test_editions_of_a_column_are_no_news_unless_there_is_nothing_else() -> None:
    columns = [closing(day) for day in (23, 24, 25)]
    told = [
        replace(article(20, SOUTH, "Ships wait."), headline="Port is closed"),
        replace(article(22, SOUTH, "A new organ."), headline="Organ is played"),
    ]
    archive = archive_of([*columns, *told])
    assert [event.lead.headline for event in latest_events(archive, set(), 5)] == ["Organ is played", "Port is closed"]
    front = front_page_module.front_page(archive)
    assert front.lead
    assert front.lead.title == told[1].headline
    assert [line.story.title for line in front.lines][-3:] == [column.headline for column in reversed(columns)]
    assert len(latest_events(archive_of(columns), set(), 5)) == 3


def test_a_headline_that_asks_begins_no_front_page() -> None:
    asks = replace(article(25, NORTH, "Ships."), headline="Is the port safe?")
    told = replace(article(24, SOUTH, "Ships wait."), headline="Port is closed")
    front = front_page_module.front_page(archive_of([asks, told]))
    assert front.lead
    assert front.lead.title == told.headline


def test_the_latest_reports_are_rather_on_followed_actors_than_others() -> None:
    flinck = Actor("Odo Flinck", "person", "odo-flinck")
    texts_of_days = [f"Report {'abcdefghijklmnopqrstuvwxyz'[day]} of {day * 37} things." for day in range(26)]
    trifles = [article(day, NORTH, texts_of_days[day]) for day in range(12, 26)]
    on_flinck = [article(day, SOUTH, texts_of_days[day], ("Odo Flinck",)) for day in (5, 6, 7)]
    many_trifles = [article(day, NORTH, texts_of_days[day]) for day in (1, 2, 3, 4)]
    archive = archive_of([*many_trifles, *on_flinck, *trifles], [flinck])
    shown = [event.lead.day.day for event in latest_events(archive, set(), 7)]
    assert shown == [25, 24, 23, 22, 7, 6, 5]
    assert [event.lead.day.day for event in latest_events(archive, set(), 2)] == [25, 24]  # those are too old
