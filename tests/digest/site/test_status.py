"""The status page and its feed: what an editor hears of the feeds that are read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser

from digest.contracts.feed_status import FILE_NAME, FeedStatus, to_json

NOW = datetime(2023, 7, 19, 18, 0, tzinfo=UTC)
WELL = FeedStatus("northern-wire", "ok", NOW, NOW, NOW, NOW + timedelta(hours=1))
DEAD = FeedStatus(
    "silent-source", "failing", NOW, NOW - timedelta(days=9), None, NOW + timedelta(days=1), 7, NOW - timedelta(days=8),
    "the server answers <b>503</b>", "it has failed since 2023-07-11: look at its address",
)  # fmt: skip
SHAKY = FeedStatus("lantern", "failing", NOW, NOW, NOW, NOW, 1, NOW, "no answer within 30 s")
MOVED = replace(WELL, slug="harbour-post", advice="it moved: write its new address")


def status(site: Any, *feeds: FeedStatus, now: datetime = NOW) -> None:
    (site.content / FILE_NAME).write_text(to_json(feeds, now), encoding="utf-8")


def entries(site: Any) -> dict[str, Any]:
    parsed = feedparser.parse((site.output / "status/feed.xml").read_bytes())
    assert not parsed.bozo
    return {entry.id: entry for entry in parsed.entries}


def test_the_page_shows_every_feed_and_calls_the_editor_to_those_that_need_it(new_site: Callable[[], Any]) -> None:
    site = new_site()
    status(site, WELL, DEAD, SHAKY, MOVED)
    site.build()
    page = site.page("status")
    rows = {row.css_first("th").text(): [cell.text() for cell in row.css("td")] for row in page.css("tbody tr")}
    assert rows["Northern Wire"] == ["Answers", *["19 July 2023, 18:00 UTC"] * 2, "19 July 2023, 19:00 UTC"]
    assert rows["Silent Source"][:3] == ["Fails", "10 July 2023, 18:00 UTC", "none yet"]
    called = {node.text(): node.next.next.text() for node in page.css("dl dt")}
    assert list(called) == ["Harbour Post", "Lantern", "Silent Source"]
    assert "it moved: write its new address" in called["Harbour Post"]
    assert "(7 in a row)" in called["Silent Source"]
    assert "<b>503</b>" in called["Silent Source"]


def test_an_outage_is_one_entry_and_its_end_another(new_site: Callable[[], Any]) -> None:
    site = new_site()

    def told(*feeds: FeedStatus) -> dict[str, Any]:
        status(site, *feeds)
        site.build()
        return {entry.title: entry for entry in entries(site).values()}

    out = "Silent Source has stopped answering"
    first = replace(DEAD, advice="", failures=3, told=DEAD.failing_since)
    before = told(WELL, first, SHAKY)
    assert list(before) == [out]  # once is no death
    assert told(WELL, replace(first, failures=4, asked=NOW + timedelta(hours=2))) == before
    after = told(WELL, replace(DEAD, told=NOW))
    assert "look at its address" in after[out].content[0].value
    assert (after[out].id, after[out].published) == (before[out].id, before[out].published)
    assert (before[out].updated, after[out].updated) == ("2023-07-11T18:00:00Z", "2023-07-19T18:00:00Z")
    gone = told(WELL, replace(DEAD, state="gone", told=NOW + timedelta(days=1)))
    assert list(gone) == ["Silent Source is gone", out]
    assert gone[out].id == before[out].id != gone["Silent Source is gone"].id
    mended = replace(WELL, slug=DEAD.slug, outage_began=DEAD.failing_since, outage_ended=NOW + timedelta(days=2))
    back = told(WELL, mended)
    assert list(back) == ["Silent Source answers again", out]
    assert back[out].id == before[out].id
    assert back["Silent Source answers again"].published == "2023-07-21T18:00:00Z"
    assert "from 11 July 2023, 18:00 UTC to 21 July 2023, 18:00 UTC" in back[out].summary


def test_a_source_shows_the_state_of_its_feed_and_how_often_it_was_first(new_site: Callable[[], Any]) -> None:
    site = new_site()
    status(site, WELL, DEAD)
    site.build()
    text = site.page("sources/northern-wire").css_first("header.head").text()
    assert "First with 1 of 1 story that others report too" in text
    assert "Answers, last asked on 19 July 2023" in text
    assert "Fails" in site.page("sources/silent-source").css_first("header.head").text()
    assert "First with" not in site.page("sources/silent-source").css_first("header.head").text()


def test_a_site_that_was_never_polled_has_a_status_page_too(site: Any) -> None:
    assert {row.css("td")[0].text() for row in site.page("status").css("tbody tr")} == {"Not asked yet"}
    assert not entries(site)
    assert not site.page("status").css("main dl")
