"""The status page: how it stands with the feeds that are subscribed to."""

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
    assert rows["Northern Wire"] == ["OK", *["19 July 2023, 18:00 UTC"] * 2, "19 July 2023, 19:00 UTC"]
    assert rows["Silent Source"][:3] == ["Failing", "10 July 2023, 18:00 UTC", "none yet"]
    called = {node.text(): node.next.next.text() for node in page.css("dl dt")}
    assert list(called) == ["Harbour Post", "Lantern", "Silent Source"]
    assert "it moved: write its new address" in called["Harbour Post"]
    assert "(7 in a row)" in called["Silent Source"]
    assert "<b>503</b>" in called["Silent Source"]


def test_a_site_that_was_never_polled_has_a_status_page_too(site: Any) -> None:
    assert {row.css("td")[0].text() for row in site.page("status").css("tbody tr")} == {"Not checked yet"}
    assert not entries(site)
    assert not site.page("status").css("main dl")
