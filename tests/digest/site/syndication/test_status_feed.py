"""The feed by which an editor hears of feeds that fail."""

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


def status(site: Any, *feeds: FeedStatus, now: datetime = NOW) -> None:
    (site.content / FILE_NAME).write_text(to_json(feeds, now), encoding="utf-8")


def entries(site: Any) -> dict[str, Any]:
    parsed = feedparser.parse((site.output / "status/feed.xml").read_bytes())
    assert not parsed.bozo
    return {entry.id: entry for entry in parsed.entries}


def test_an_outage_is_one_entry_and_its_end_another(new_site: Callable[[], Any]) -> None:
    site = new_site()

    def told(*feeds: FeedStatus) -> dict[str, Any]:
        status(site, *feeds)
        site.build()
        return {entry.title: entry for entry in entries(site).values()}

    out = "Silent Source has stopped answering"
    first = replace(DEAD, advice="", failures=3, noted_at=DEAD.failing_since)
    before = told(WELL, first, SHAKY)
    assert list(before) == [out]  # once is no death
    assert told(WELL, replace(first, failures=4, last_asked_at=NOW + timedelta(hours=2))) == before
    after = told(WELL, replace(DEAD, noted_at=NOW))
    assert "look at its address" in after[out].content[0].value
    assert (after[out].id, after[out].published) == (before[out].id, before[out].published)
    assert (before[out].updated, after[out].updated) == ("2023-07-11T18:00:00Z", "2023-07-19T18:00:00Z")
    gone = told(WELL, replace(DEAD, state="gone", noted_at=NOW + timedelta(days=1)))
    assert list(gone) == ["Silent Source is gone", out]
    assert gone[out].id == before[out].id != gone["Silent Source is gone"].id
    mended = replace(WELL, slug=DEAD.slug, outage_began=DEAD.failing_since, outage_ended=NOW + timedelta(days=2))
    back = told(WELL, mended)
    assert list(back) == ["Silent Source answers again", out]
    assert back[out].id == before[out].id
    assert back["Silent Source answers again"].published == "2023-07-21T18:00:00Z"
    assert "from 11 July 2023, 18:00 UTC to 21 July 2023, 18:00 UTC" in back[out].summary
