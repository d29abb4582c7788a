import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.operations.publishing.health_file import health_file
from digest.operations.publishing.published_files import PublishedFile

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FILES = [PublishedFile("index.html", Path("index.html")), PublishedFile("feed.xml", Path("feed.xml"))]


def health(cache: Path, *, hours: int, is_good: bool) -> dict[str, object]:
    file = health_file(FILES, cache, now=NOW + timedelta(hours=hours), is_good=is_good)
    return dict(json.loads(file.source.read_bytes()))


def test_a_run_that_did_not_go_well_leaves_the_time_of_the_last_good_one(tmp_path: Path) -> None:
    health(tmp_path, hours=0, is_good=True)
    for hours in (1, 2):
        assert health(tmp_path, hours=hours, is_good=False) == {
            "status": "failing",
            "last_good_run": "2026-11-22T12:00:00Z",
            "published": f"2026-11-22T{12 + hours}:00:00Z",
            "pages": 1,
        }
    assert health(tmp_path, hours=3, is_good=True)["last_good_run"] == "2026-11-22T15:00:00Z"


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"last_good_run": 3}', '{"last_good_run": "yesterday"}'])
def test_what_the_cache_does_not_know_any_more_is_not_told(tmp_path: Path, damage: str) -> None:
    assert health(tmp_path, hours=0, is_good=False)["last_good_run"] is None
    (tmp_path / "health" / "health.json").write_text(damage)
    assert health(tmp_path, hours=0, is_good=False)["last_good_run"] is None
