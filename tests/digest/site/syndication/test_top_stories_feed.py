"""The feed of the top stories, in small real sites."""

from collections.abc import Callable
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from digest.site.syndication.top_stories_feed import STORIES

from .feed_reading import entries, walked

FEED = "digests/top/feed.xml"


def test_an_entry_has_the_stories_that_led_a_day_and_no_single_report(new_site: Callable[[], Any]) -> None:
    site = new_site()
    site.add("2023/07/20/later", "lantern", "The library lends umbrellas", "09:00", "It rains.\n")
    site.add("2023/07/19/kite", "lantern", "A kite on the roof of the town hall", "09:00", "It hangs there.\n")
    site.build()
    by_id = entries(site, FEED)
    led = by_id["tag:localhost,2023-07-19:/digests/top/2023/07/19/"]
    content = LexborHTMLParser(led.content[0].value)
    assert [node.text() for node in content.css("h3")] == ["Pilots strike in Neverhaven, forty ships wait"]
    [page] = [node.attributes["href"] or "" for node in content.css("p a")]
    assert (site.output / page.removeprefix("http://localhost:8000/") / "index.html").is_file()
    assert (led.link, led.published) == ("http://localhost:8000/2023/07/19/", "2023-07-20T00:00:00Z")
    alone = LexborHTMLParser(by_id["tag:localhost,2023-07-18:/digests/top/2023/07/18/"].content[0].value)
    assert [node.text() for node in alone.css("h3")] == ["Lost organ score found in an attic"]
    assert alone.css("p a") == []  # one source, which has no page of the story
    assert len(entries(site, "digests/feed.xml")) == len(by_id)


def test_it_is_as_short_as_it_says_and_all_days_can_be_reached(hub_site: Any) -> None:
    ids, archives = walked(hub_site, "digests/top/feed")
    assert len(ids) == 18
    assert archives == ["digests/top/2023/06/feed-2", "digests/top/2023/06/feed"]
    assert all(entry.content[0].value.count("<h3>") <= STORIES for entry in entries(hub_site, FEED).values())


def test_the_page_of_subscriptions_and_the_list_of_feeds_name_it(site: Any) -> None:
    assert "/digests/top/feed.xml" in [node.attributes["href"] for node in site.page("subscribe").css("main p a")]
    assert "http://localhost:8000/digests/top/feed.xml" in (site.output / "feeds.opml").read_text(encoding="utf-8")
