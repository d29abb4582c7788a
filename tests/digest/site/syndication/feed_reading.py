"""Feeds of a built site, read as a feed reader does."""

import json
from typing import Any

import feedparser


def entries(site: Any, path: str) -> dict[str, Any]:
    parsed = feedparser.parse((site.output / path).read_bytes())
    assert not parsed.bozo
    return {entry.id: entry for entry in parsed.entries}


def walked(site: Any, path: str) -> tuple[list[str], list[str]]:
    """The ids of all entries along the archives, and the archives, newest first; both forms have to agree."""
    ids: list[str] = []
    archives: list[str] = []
    while path:
        parsed = feedparser.parse((site.output / f"{path}.xml").read_bytes())
        assert not parsed.bozo
        data = json.loads((site.output / f"{path}.json").read_bytes())
        entry_ids = [entry.id for entry in parsed.entries]
        assert [item["id"] for item in data["items"]] == entry_ids
        ids += [entry_id for entry_id in entry_ids if entry_id not in ids]
        links = {link.rel: link.href.removeprefix("http://localhost:8000/") for link in parsed.feed.links}
        assert links["self"] == f"{path}.xml"
        if archives:
            assert links["current"] == f"{archives[0]}.xml"
            assert links.get("next-archive", "") == (f"{archives[-1]}.xml" if len(archives) > 1 else "")
        archives.append(path)
        path = links.get("prev-archive", "").removesuffix(".xml")
        assert data.get("next_url", "").removeprefix("http://localhost:8000/") == (f"{path}.json" if path else "")
    return ids, archives[1:]
