"""The documents of a feed: the newest entries, archives of the rest, and the hub."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.site.syndication.feed_documents import split_into_archives

from ..conftest import SmallSite


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
