"""The documents of a feed: the newest entries, archives of the rest, and the hub."""

import json
from collections import Counter
from datetime import date, timedelta
from typing import Any

import feedparser
from hypothesis import given
from hypothesis import strategies as st

from digest.site.syndication.feed_documents import FeedPart, split_into_archives


@given(st.lists(st.integers(0, 200), max_size=120), st.integers(1, 9), st.integers(1, 9))
def test_archives_stay_as_they_are_whatever_comes_later(ages: list[int], shown: int, size: int) -> None:
    months = [f"{date(2023, 1, 1) + timedelta(days=age):%Y-%m}" for age in sorted(ages)]
    known: dict[tuple[str, int], FeedPart] = {}
    for count in range(len(months) + 1):
        counted = sorted(Counter(months[:count]).items())
        newest, archives = split_into_archives(counted, shown=shown, size=size)
        assert min(count, shown) <= newest.entries <= max(shown, size - 1)
        held = Counter({month: 0 for month, _ in counted})
        for part in archives:
            assert part.first == held[part.month]
            held[part.month] += part.entries
        left = sum(number - held[month] for month, number in counted)
        assert left <= newest.entries
        assert all(number == held[month] for month, number in counted[:-1]) or not archives
        by_name = {(part.month, part.number): part for part in archives}
        assert len(by_name) == len(archives)
        assert all(by_name[name] == part for name, part in known.items())
        known = by_name


def test_feeds_name_the_hub_and_archives_do_not(hub_site: Any) -> None:
    def hubs(path: str) -> list[list[str]]:
        parsed = feedparser.parse((hub_site.output / f"{path}.xml").read_bytes())
        data = json.loads((hub_site.output / f"{path}.json").read_bytes())
        return [
            [link.href for link in parsed.feed.links if link.rel == "hub"],
            [archive["url"] for archive in data.get("hubs", ()) if archive["type"] == "WebSub"],
        ]

    for path in ("feed", "digests/feed", "topics/odo-flinck/feed", "status/feed"):
        assert hubs(path) == [["https://hub.example/?a=1&b=2"]] * 2
    assert hubs("digests/2023/06/feed") == [[], []]
    assert "at once" in hub_site.page("subscribe").css_first("main").text()


def test_without_a_hub_none_is_named(site: Any) -> None:
    assert b'rel="hub"' not in (site.output / "feed.xml").read_bytes()
    assert "hubs" not in json.loads((site.output / "feed.json").read_bytes())
    assert "at once" not in site.page("subscribe").css_first("main").text()
