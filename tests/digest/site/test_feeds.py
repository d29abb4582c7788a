"""The feeds that a small real site gives out."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import ConfigurationError
from digest.site.model.settings import _web_address
from digest.site.syndication.feed_documents import split_into_archives
from digest.site.syndication.opml_lists import is_public

from .conftest import SmallSite


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


def test_a_digest_holds_the_whole_day_tells_what_joins_it_and_is_updated_by_corrections_alone(
    new_site: Callable[[], Any],
) -> None:
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


def walked(site: Any, path: str) -> tuple[list[str], list[str]]:
    """The ids of all entries along the archives, and the archives, newest first; both forms have to agree."""
    ids: list[str] = []
    archives: list[str] = []
    while path:
        parsed = feedparser.parse((site.output / f"{path}.xml").read_bytes())
        assert not parsed.bozo
        data = json.loads((site.output / f"{path}.json").read_bytes())
        found = [entry.id for entry in parsed.entries]
        assert [item["id"] for item in data["items"]] == found
        ids += [one for one in found if one not in ids]
        links = {link.rel: link.href.removeprefix("http://localhost:8000/") for link in parsed.feed.links}
        assert links["self"] == f"{path}.xml"
        if archives:
            assert links["current"] == f"{archives[0]}.xml"
            assert links.get("next-archive", "") == (f"{archives[-1]}.xml" if len(archives) > 1 else "")
        archives.append(path)
        path = links.get("prev-archive", "").removesuffix(".xml")
        assert data.get("next_url", "").removeprefix("http://localhost:8000/") == (f"{path}.json" if path else "")
    return ids, archives[1:]


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
    assert changed == {*feeds, "digests/feed"}  # of the 19th, which is over


@given(st.lists(st.integers(0, 200), max_size=120), st.integers(1, 9), st.integers(1, 9))
def test_archives_stay_as_they_are_whatever_comes_later(ages: list[int], shown: int, size: int) -> None:
    days = sorted(date(2023, 1, 1) + timedelta(days=age) for age in ages)
    items = list(enumerate(days))
    known: dict[tuple[date, int], Any] = {}
    for count in range(len(items) + 1):
        newest_first = items[:count][::-1]
        newest, archives = split_into_archives(newest_first, lambda item: item[1], shown=shown, size=size)
        assert list(newest) == newest_first[: len(newest)]
        assert min(count, shown) <= len(newest) <= max(shown, size - 1)
        held = {item for one in archives for item in one.entries}
        assert held | set(newest) == set(newest_first)
        made = {(one.month, one.number): one for one in archives}
        assert len(made) == len(archives)
        assert all(made[name] == one for name, one in known.items())
        known = made


@pytest.fixture(scope="module")
def hub_site(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Any:
    made = SmallSite(tmp_path_factory.mktemp("hub"), root)
    for day in range(1, 18):
        made.add(f"2023/06/{day:02}/one", "lantern", f"News of day {day}", "09:00", "It rains.\n")
    settings = (root / "pelican.conf.py").read_text(encoding="utf-8")
    for folder in ("plugins", "theme"):
        settings = settings.replace(f'"{folder}"', repr(str(root / folder)))
    file = made.content.parent / "pelican.conf.py"
    file.write_text(f'{settings}\nDIGEST_WEBSUB_HUB = "https://hub.example/?a=1&b=2"\n', encoding="utf-8")
    made.build(file)
    return made


def test_every_digest_can_be_reached_along_the_archives(hub_site: Any) -> None:
    ids, archives = walked(hub_site, "digests/feed")
    assert archives == ["digests/2023/06/feed-2", "digests/2023/06/feed"]  # of July not yet
    assert len(ids) == 18
    assert len(entries(hub_site, "digests/feed.xml")) == 14


def test_feeds_name_the_hub_and_archives_do_not(hub_site: Any) -> None:
    def hubs(path: str) -> list[list[str]]:
        parsed = feedparser.parse((hub_site.output / f"{path}.xml").read_bytes())
        data = json.loads((hub_site.output / f"{path}.json").read_bytes())
        return [
            [link.href for link in parsed.feed.links if link.rel == "hub"],
            [one["url"] for one in data.get("hubs", ()) if one["type"] == "WebSub"],
        ]

    for path in ("feed", "digests/feed", "topics/odo-flinck/feed", "status/feed"):
        assert hubs(path) == [["https://hub.example/?a=1&b=2"]] * 2
    assert hubs("digests/2023/06/feed") == [[], []]
    assert "at once" in hub_site.page("subscribe").css_first("main").text()


def test_without_a_hub_none_is_named(site: Any) -> None:
    assert b'rel="hub"' not in (site.output / "feed.xml").read_bytes()
    assert "hubs" not in json.loads((site.output / "feed.json").read_bytes())
    assert "at once" not in site.page("subscribe").css_first("main").text()


@pytest.mark.parametrize("hub", ["hub.example", "javascript:alert(1)", 'http://"', "https://", 5])
def test_a_hub_that_is_no_address_is_an_error_that_names_the_setting(hub: Any) -> None:
    with pytest.raises(ConfigurationError, match="DIGEST_WEBSUB_HUB is "):
        _web_address({"DIGEST_WEBSUB_HUB": hub}, "DIGEST_WEBSUB_HUB")


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
    assert not is_public(f"http://{host}/feed")
    assert is_public("https://news.example.org/feed")


def test_the_subscribe_page_leads_to_every_form(site: Any) -> None:
    links = {node.attributes["href"] for node in site.page("subscribe").css("main a")}
    assert links >= {"/feed.xml", "/digests/feed.xml", "/digests/feed.json", "/feeds.opml", "/subscriptions.opml"}
    assert links >= {"/topics/odo-flinck/feed.xml", "/topics/odo-flinck/feed.json"}
