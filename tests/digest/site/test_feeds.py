"""The feeds that a small real site gives out."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import pytest

from digest.site.pages.opml import _is_public


def entries(site: Any, path: str) -> dict[str, Any]:
    parsed = feedparser.parse((site.output / path).read_bytes())
    assert not parsed.bozo
    return {entry.id: entry for entry in parsed.entries}


def test_atom_and_json_hold_the_same(site: Any) -> None:
    feeds = sorted(site.output.rglob("feed.xml"))
    assert len(feeds) > 5
    for file in feeds:
        parsed = feedparser.parse(file.read_bytes())
        data = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        assert [item["id"] for item in data["items"]] == [entry.id for entry in parsed.entries]
        assert data["feed_url"] == next(link.href for link in parsed.feed.links if link.type == "application/feed+json")


def test_an_entry_carries_text_quote_source_and_actors(site: Any) -> None:
    entry = entries(site, "feed.xml")["tag:localhost,2023-07-19:/2023/07/19/pilots-strike/"]
    content = entry.content[0].value
    for part in (
        "forty ships wait outside",
        "<blockquote>",
        "— Odo Flinck",
        "19 July 2023, 09:12 UTC",
        "credits Lantern",
    ):
        assert part in content
    assert "http://localhost:8000/topics/guild-of-pilots/" in content
    assert [link.href for link in entry.links if link.rel == "via"] == ["https://northern-wire.example/pilots-strike"]


def test_the_digest_has_one_entry_for_every_day_that_is_over(site: Any) -> None:
    found = entries(site, "digests/feed.xml")
    assert list(found) == ["tag:localhost,2023-07-18:/2023/07/18/"]  # the 19th is today
    [entry] = found.values()
    assert entry.published == "2023-07-19T00:00:00Z"
    assert "Lost organ score found in an attic" in entry.content[0].value


def test_a_digest_holds_the_whole_day_and_changes_only_when_something_joins_it(new_site: Callable[[], Any]) -> None:
    site = new_site()
    site.add("2023/07/20/later", "lantern", "The library lends umbrellas", "09:00", "It rains.\n")
    site.build()
    name = "tag:localhost,2023-07-19:/2023/07/19/"
    before = entries(site, "digests/feed.xml")[name]
    content = before.content[0].value
    for part in ("Forty ships wait", "/stories/", "and 2 more", "— Odo Flinck", "Security"):
        assert part in content
    site.add("2023/07/21/more", "lantern", "More umbrellas", "09:00", "It still rains.\n")
    site.build()
    assert entries(site, "digests/feed.xml")[name] == before
    late = "Pilots strike in Neverhaven: forty ships wait as the guild asks for rests between two nights at the helm.\n"
    site.add("2023/07/20/late", "silent-source", "Pilots strike in Neverhaven: ships wait", "07:00", late)
    site.build()
    after = entries(site, "digests/feed.xml")[name]
    assert (after.id, after.published) == (before.id, before.published)
    assert after.updated == "2023-07-20T07:00:00Z"
    assert "and 3 more" in after.content[0].value


def test_every_digest_can_be_reached_along_the_archives(new_site: Callable[[], Any]) -> None:
    site = new_site()
    for month in (3, 5, 6):
        site.add(f"2023/{month:02}/10/one", "lantern", f"News of month {month}", "09:00", "It rains.\n")
    site.build()
    seen, path = [], "digests/feed.xml"
    while path:
        parsed = feedparser.parse((site.output / path).read_bytes())
        seen += [entry.id.split(":")[1] for entry in parsed.entries]
        links = {link.rel: link.href for link in parsed.feed.links}
        path = links.get("prev-archive", "").removeprefix("http://localhost:8000/")
    assert set(seen) == {f"localhost,{day}" for day in ("2023-03-10", "2023-05-10", "2023-06-10", "2023-07-18")}


def test_what_we_read_and_what_we_publish_are_lists_for_readers(site: Any) -> None:
    read = ET.parse(site.output / "subscriptions.opml")
    sections = {group.get("text"): [one.get("xmlUrl") for one in group] for group in read.findall("body/outline")}
    assert sections == {
        "Africa": ["https://lantern.example/feed"],
        "Security": ["https://harbour.example/feed", "https://north.example/feed"],
        "Silence": ["https://silent.example/feed"],
    }
    ours = ET.parse(site.output / "feeds.opml")
    feeds = [one.get("xmlUrl") or "" for one in ours.findall("body/outline/outline")]
    assert "http://localhost:8000/topics/odo-flinck/feed.xml" in feeds
    for feed in feeds:
        assert Path(site.output, feed.removeprefix("http://localhost:8000/")).is_file()


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "10.1.2.3", "[::1]", "reader", "nas.local"])
def test_a_feed_of_our_own_network_is_nobody_elses_to_read(host: str) -> None:
    assert not _is_public(f"http://{host}/feed")
    assert _is_public("https://news.example.org/feed")


def test_the_subscribe_page_leads_to_every_form(site: Any) -> None:
    links = {node.attributes["href"] for node in site.page("subscribe").css("main a")}
    assert links >= {"/feed.xml", "/digests/feed.xml", "/digests/feed.json", "/feeds.opml", "/subscriptions.opml"}
    assert links >= {"/topics/odo-flinck/feed.xml", "/topics/odo-flinck/feed.json"}
