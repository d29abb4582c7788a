from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.errors import PublishError
from digest.operations.publishing.publication import publish_site
from digest.operations.publishing.publish_settings import PublishSettings

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def publish(output: Path, www: Path, *, now: datetime) -> None:
    cache = output.parent / "cache"
    publish_site(output, PublishSettings(str(www)), cache=cache, now=now, allow_loss=False)


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
    assert files == {"health.json", "index.html", "topics/mi6/index.html"}


def test_a_later_build_does_not_reach_into_what_is_served(output: Path, tmp_path: Path) -> None:
    publish(output, tmp_path / "www", now=NOW)
    fresh = output / "index.tmp"
    fresh.write_text("front 2")
    fresh.replace(output / "index.html")
    assert (tmp_path / "www" / "current" / "index.html").read_text() == "front 1"
    publish(output, tmp_path / "www", now=NOW + timedelta(minutes=30))
    assert (tmp_path / "www" / "current" / "index.html").read_text() == "front 2"


def test_a_site_with_addresses_of_this_machine_is_not_published(output: Path, tmp_path: Path) -> None:
    for site in ("http://localhost:8000", "http://127.0.0.1", "http://[::1]:8000/news", "https://news.localhost"):
        (output / "robots.txt").write_text(f"User-agent: *\nAllow: /\n\nSitemap: {site}/sitemap.xml\n")
        with pytest.raises(PublishError, match="SITEURL"):
            publish(output, tmp_path / "www", now=NOW)
    assert not (tmp_path / "www").exists()
    (output / "robots.txt").write_text("User-agent: *\nAllow: /\n\nSitemap: https://news.example.org/sitemap.xml\n")
    publish(output, tmp_path / "www", now=NOW)
    assert (tmp_path / "www" / "current").is_dir()


def test_nothing_is_published_before_a_site_is_built(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"no index\.html"):
        publish(tmp_path / "output", tmp_path / "www", now=NOW)
    assert not (tmp_path / "www").exists()
