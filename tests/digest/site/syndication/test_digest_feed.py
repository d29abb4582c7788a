"""The feed of the daily digest, in a small real site."""

from collections.abc import Callable
from typing import Any

from .feed_reading import entries, walked


def test_the_digest_has_one_entry_for_every_day_that_is_over(site: Any) -> None:
    by_id = entries(site, "digests/feed.xml")
    assert list(by_id) == ["tag:localhost,2023-07-18:/2023/07/18/"]  # the 19th is today
    [entry] = by_id.values()
    assert entry.published == "2023-07-19T00:00:00Z"
    assert "Lost organ score found in an attic" in entry.content[0].value


def test_a_digest_holds_the_whole_day_tells_what_joins_it_and_is_updated_by_corrections_alone(
    new_site: Callable[[], Any],
) -> None:
    site = new_site()
    site.add("2023/07/20/later", "lantern", "The library lends umbrellas", "09:00", "It rains.\n")
    site.build()
    name = "tag:localhost,2023-07-19:/2023/07/19/"
    before = entries(site, "digests/feed.xml")[name]
    content = before.content[0].value
    for part in ("Pilots strike in Neverhaven", "/stories/", "and 2 more", "— Odo Flinck", "Security"):
        assert part in content
    site.add("2023/07/21/more", "lantern", "More umbrellas", "09:00", "It still rains.\n")
    site.build()
    assert entries(site, "digests/feed.xml")[name] == before
    late = "Pilots strike in Neverhaven: forty ships wait as the guild asks for rests between two nights at the helm.\n"
    site.add("2023/07/20/late", "silent-source", "Pilots strike in Neverhaven: ships wait", "07:00", late)
    site.build()
    after = entries(site, "digests/feed.xml")[name]
    assert (after.id, after.published) == (before.id, before.published)
    assert after.updated == before.updated  # it could leave its story again, and the date would go back
    assert "and 3 more" in after.content[0].value
    assert "Added or changed since" in after.content[0].value
    assert "20 July 2023, 07:00 UTC" in after.content[0].value
    assert "Added or changed since" not in content
    corrected = {"modified": "2023-07-20 08:30"}
    site.add("2023/07/19/pilots-strike", "northern-wire", "Pilots call off their strike", "08:00", late, **corrected)
    site.build()
    final = entries(site, "digests/feed.xml")[name]
    assert final.updated == "2023-07-20T08:30:00Z"
    assert "20 July 2023, 08:30 UTC" in final.content[0].value  # as `updated` says


def test_every_digest_can_be_reached_along_the_archives(hub_site: Any) -> None:
    ids, archives = walked(hub_site, "digests/feed")
    assert archives == ["digests/2023/06/feed-2", "digests/2023/06/feed"]  # of July not yet
    assert len(ids) == 18
    assert len(entries(hub_site, "digests/feed.xml")) == 14
