"""The page of a source, in a small real site."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from digest.contracts.feed_status import FILE_NAME, FeedStatus, to_json

NOW = datetime(2023, 7, 19, 18, 0, tzinfo=UTC)


WELL = FeedStatus("northern-wire", "ok", NOW, NOW, NOW, NOW + timedelta(hours=1))


DEAD = FeedStatus(
    "silent-source", "failing", NOW, NOW - timedelta(days=9), None, NOW + timedelta(days=1), 7, NOW - timedelta(days=8),
    "the server answers <b>503</b>", "it has failed since 2023-07-11: look at its address",
)  # fmt: skip


def status(site: Any, *feeds: FeedStatus, now: datetime = NOW) -> None:
    (site.content / FILE_NAME).write_text(to_json(feeds, now), encoding="utf-8")


def test_a_source_shows_the_state_of_its_feed_and_how_often_it_was_first(new_site: Callable[[], Any]) -> None:
    site = new_site()
    status(site, WELL, DEAD)
    site.build()
    text = site.page("sources/northern-wire").css_first("header.head").text()
    assert "First to report 1 of 1 story shared with other sources" in text
    assert "OK, last checked on 19 July 2023" in text
    assert "Failing" in site.page("sources/silent-source").css_first("header.head").text()
    assert "First to report" not in site.page("sources/silent-source").css_first("header.head").text()


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def test_every_source_and_section_has_a_page(site: Any) -> None:
    assert set(texts(site.page("sources"), "main table a, main .index a")) >= {"Northern Wire", "Silent Source"}
    assert site.page("sources/silent-source").css_first("h1").text().strip() == "Silent Source"
    assert site.page("sections/security").css_first("h1").text().strip() == "Security"


def test_a_source_lists_its_own_headline_and_time_of_a_story(site: Any) -> None:
    lines = site.page("sources/lantern").css("ol.river li")
    assert [line.css_first("a").text() for line in lines] == ["Neverhaven’s pilots strike over rest at the helm"]
    assert lines[0].css_first("a").attributes["href"].endswith("/2023/07/19/helm/")
    assert lines[0].css_first("time").text().strip() == "12:00"
    assert lines[0].css_first("span a").text() == "3 sources"
    assert "/stories/pilots-strike" in lines[0].css_first("span a").attributes["href"]


def test_a_source_lists_each_of_its_reports_on_one_event(new_site: Callable[[], Any]) -> None:
    site = new_site()
    later = "Forty ships still lie outside Neverhaven, where the Guild of Pilots is on strike over nights.\n"
    site.add("2023/07/19/later", "harbour-post", "Forty ships still wait at Neverhaven", "15:00", later)
    site.build()
    for page in ("sources/harbour-post", "sources/harbour-post/2023/07"):
        lines = site.page(page).css("ol.river li")
        assert [(line.css_first("time").text().strip(), line.css_first("a").text()) for line in lines] == [
            ("15:00", "Forty ships still wait at Neverhaven"),
            ("10:40", "Forty ships wait as pilots strike in Neverhaven"),
            ("08:00", "Lost organ score found in an attic"),
        ]
