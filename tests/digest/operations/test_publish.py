from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.errors import BuildError
from digest.operations.publish import KEPT_RELEASES, publish

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    (folder / "topics" / "mi6").mkdir(parents=True)
    (folder / "index.html").write_text("front 1")
    (folder / "topics" / "mi6" / "index.html").write_text("mi6")
    (folder / ".state").write_text("not for readers")
    return folder


def test_what_is_served_is_the_whole_site_and_nothing_hidden(output: Path, tmp_path: Path) -> None:
    publish(output, tmp_path / "www", now=NOW)
    served = tmp_path / "www" / "current"
    files = {file.relative_to(served).as_posix() for file in served.rglob("*") if file.is_file()}
    assert files == {"index.html", "topics/mi6/index.html"}


def test_a_later_build_does_not_reach_into_what_is_served(output: Path, tmp_path: Path) -> None:
    publish(output, tmp_path / "www", now=NOW)
    fresh = output / "index.tmp"
    fresh.write_text("front 2")
    fresh.replace(output / "index.html")
    assert (tmp_path / "www" / "current" / "index.html").read_text() == "front 1"
    publish(output, tmp_path / "www", now=NOW + timedelta(minutes=30))
    assert (tmp_path / "www" / "current" / "index.html").read_text() == "front 2"


def test_old_releases_go_and_the_one_that_is_served_stays(output: Path, tmp_path: Path) -> None:
    for minutes in range(KEPT_RELEASES + 2):
        release = publish(output, tmp_path / "www", now=NOW + timedelta(minutes=minutes))
    assert len(list((tmp_path / "www" / "releases").iterdir())) == KEPT_RELEASES
    assert (tmp_path / "www" / "current").resolve() == release.resolve()


def test_nothing_is_published_before_a_site_is_built(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"no index\.html"):
        publish(tmp_path / "output", tmp_path / "www", now=NOW)
    assert not (tmp_path / "www").exists()
