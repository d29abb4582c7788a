"""The feed of the daily digest, in a small real site."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import pytest

from ..conftest import SmallSite


def entries(site: Any, path: str) -> dict[str, Any]:
    parsed = feedparser.parse((site.output / path).read_bytes())
    assert not parsed.bozo
    return {entry.id: entry for entry in parsed.entries}


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
