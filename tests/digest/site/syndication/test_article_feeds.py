"""The feeds of articles that a small real site gives out."""

import json
from collections.abc import Callable
from typing import Any

import feedparser

from .feed_reading import entries, walked


def test_atom_and_json_hold_the_same(site: Any) -> None:
    feeds = sorted(site.output.rglob("feed.xml"))
    assert len(feeds) > 5
    for file in feeds:
        parsed = feedparser.parse(file.read_bytes())
        data = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        assert [item["id"] for item in data["items"]] == [entry.id for entry in parsed.entries]
        assert data["feed_url"] == next(link.href for link in parsed.feed.links if link.type == "application/feed+json")


def test_every_kind_of_feed_has_archives_and_a_new_article_changes_none(new_site: Callable[[], Any]) -> None:
    site = new_site()
    for number in range(57):
        body = "The Guild of Pilots met.\n"
        site.add(f"2023/06/10/met-{number}", "northern-wire", f"Meeting {number}", f"09:{number:02}", body)
    site.build()
    before = {path: data for path, data in site.state().items() if "/feed" in f"/{path}"}
    feeds = ("feed", "topics/guild-of-pilots/feed", "sources/northern-wire/feed", "sections/security/feed")
    for feed in feeds:
        ids, archives = walked(site, feed)
        root = feed.removesuffix("feed")
        assert archives == [f"{root}2023/06/feed-2", f"{root}2023/06/feed"]
        assert len(entries(site, f"{feed}.xml")) == 30
        assert len(ids) == {"feed": 61, "sections/security/feed": 61, "topics/guild-of-pilots/feed": 60}.get(feed, 58)
    assert walked(site, "sources/harbour-post/feed")[1] == []
    site.add("2023/07/20/new", "northern-wire", "The pilots meet again", "09:00", "The Guild of Pilots met again.\n")
    site.build()
    after = site.state()
    changed = {path.rpartition(".")[0] for path, data in before.items() if after[path] != data}
    assert changed == {*feeds, "digests/feed", "digests/top/feed"}  # of the 19th, which is over
