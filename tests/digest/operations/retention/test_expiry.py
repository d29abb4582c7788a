"""What is older than it is kept goes with its files, and nothing else does: whatever a person did, the clock says, or
kills the run."""

import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from digest.contracts.article_header import HeaderField
from digest.contracts.expired_articles import load_expired, record_files
from digest.contracts.kept_versions import versions_file
from digest.feeds.articles.article_file import ArticleFile, render
from digest.operations.retention.__main__ import main

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PICTURE = f"{'a' * 24}-640.webp"
FEEDS = "".join(
    f'[[feed]]\nurl = "https://{slug}.example/feed"\nname = "{slug}"\nsection = "{section}"\n{{{slug}}}\n'
    for slug, section in (("wire", "World"), ("post", "Sport"))
)


class Site:
    def __init__(self, folder: Path) -> None:
        self.content, self.cache = folder / "content", folder / "cache"
        self.content.mkdir(parents=True)

    def rules(self, text: str, *, wire: str = "", post: str = "") -> None:
        feeds = FEEDS.format(wire=wire, post=post)
        (self.content / "subscriptions.toml").write_text(f"{feeds}\n{text}\n", encoding="utf-8")

    def article(self, age_days: int, slug: str, source: str = "wire", **fields: str) -> Path:
        """An article as a poll writes it."""
        date = NOW - timedelta(days=age_days)
        path = self.content / f"news/{date:%Y/%m/%d}/{slug}.md"
        header: dict[str, str] = {
            HeaderField.TITLE: slug.title(),
            HeaderField.DATE: date.isoformat(timespec="seconds"),
            HeaderField.SLUG: slug,
            HeaderField.SOURCE: source,
            HeaderField.SOURCE_URL: f"https://{source}.example/{slug}",
            HeaderField.GUID: slug,
            HeaderField.CATEGORY: {"wire": "World", "post": "Sport"}.get(source, "Other"),
            **fields,
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render(ArticleFile(header, "What happened.")), encoding="utf-8")
        return path

    def run(self, *options: str, now: datetime = NOW) -> int:
        places = ["--content", str(self.content), "--cache", str(self.cache)]
        return main([*places, "--now", now.isoformat(), *options])

    def files(self) -> dict[str, bytes]:
        files = (file for file in self.content.rglob("*") if file.is_file())
        return {file.relative_to(self.content).as_posix(): file.read_bytes() for file in files}

    def expired(self) -> set[str]:
        return {path for file in record_files(self.content) for path in load_expired(file)}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    for number in range(20):
        site.article(number, f"fresh-{number}")
    return site


def test_what_is_older_goes_with_its_pictures_and_versions_and_leaves_a_record(site: Site) -> None:
    site.rules('[retention]\nkeep = "400 days"')
    young, old = site.article(400, "young"), site.article(401, "old", Picture=f"{PICTURE} 640x360")
    picture = old.with_name(PICTURE)
    picture.write_bytes(b"picture")
    versions = [versions_file(site.content, file.relative_to(site.content).as_posix()) for file in (young, old)]
    for file in versions:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    before = site.files()
    assert site.run() == 0
    assert young.exists()
    assert not old.exists()
    assert not picture.exists()
    assert not old.parent.exists()
    path = old.relative_to(site.content).as_posix()
    assert [file.exists() for file in versions] == [True, False]
    gone = {path, *(file.relative_to(site.content).as_posix() for file in (picture, versions[1]))}
    assert before.keys() - site.files().keys() == gone
    (record,) = (one for file in record_files(site.content) for one in load_expired(file).values())
    assert (record.path, record.slug, record.source, record.link) == (path, "old", "wire", "https://wire.example/old")
    assert (record.title, record.date, record.expired) == ("Old", "2025-10-17T12:00:00+00:00", NOW.isoformat())


def test_nothing_goes_without_a_rule_and_a_rule_holds_for_its_own(site: Site) -> None:
    old = {source: site.article(100, f"old-{source}", source) for source in ("wire", "post", "gone")}
    site.rules("")
    assert site.run() == 0
    assert all(file.exists() for file in old.values())
    site.rules('[retention.sections.World]\nkeep = "forever"\n[retention.sections.Sport]\nkeep = "99 days"')
    assert site.run() == 0
    assert [source for source, file in old.items() if file.exists()] == ["wire", "gone"]
    site.rules('[retention]\nkeep = "99 days"', wire='retention = { keep = "forever" }')
    assert site.run() == 0
    assert [source for source, file in old.items() if file.exists()] == ["wire"]
    assert site.expired() == {old[source].relative_to(site.content).as_posix() for source in ("post", "gone")}


def test_what_a_person_wrote_or_edited_stays(site: Site) -> None:
    site.rules('[retention]\nkeep = "30 days"')
    by_hand = site.content / "news/2020/01/01/mine.md"
    by_hand.parent.mkdir(parents=True)
    by_hand.write_text("Title: Mine\nDate: 2020-01-01\n\nMy own words.\n")
    edited = site.article(90, "edited")
    edited.write_text(edited.read_text().replace("happened", "really happened"))
    retitled = site.article(90, "retitled")
    retitled.write_text(retitled.read_text().replace("Title: Retitled", "Title: Corrected"))
    borrowed = site.article(90, "borrowed", "")  # without a source: no poll wrote it
    broken = site.content / "news/2020/01/01/broken.md"
    broken.write_bytes(b"\xff\xfe\0")
    undated = site.article(90, "undated", Date="soon")
    link = site.content / "news/2020/01/01/link.md"
    outside = site.content.parent / "outside.md"
    site.article(90, "copy").rename(outside)
    link.symlink_to(outside)
    kept = (by_hand, edited, retitled, borrowed, broken, undated, link, outside)
    before = {file: file.read_bytes() for file in kept}
    assert site.run() == 0
    assert {file: file.read_bytes() for file in kept} == before
    assert site.expired() == set()


def test_a_rule_that_cannot_be_read_stops_before_anything_is_removed(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    old = site.article(900, "old")
    site.rules('[retention]\nkeep = "400 days"', post='retention = { keep = "4OO days" }')
    before = site.files()
    assert site.run() == 2
    assert site.run("--dry-run") == 2
    assert "subscriptions.toml: line 10, feed 2 ('post'): retention: keep = \"4OO days\"" in capsys.readouterr().err
    assert site.files() == before
    assert old.exists()


def test_a_dry_run_names_what_would_go_and_removes_nothing(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.rules('[retention]\nkeep = "400 days"\nthin = "90 days"')
    site.article(401, "old")
    site.article(100, "thin")
    edited = site.article(500, "edited")
    edited.write_text(edited.read_text() + "More.\n")
    before = site.files()
    assert site.run("--dry-run") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines[:-1]] == [
        ["goes", "news/2025/10/17/old.md"],
        ["stays", "news/2025/07/10/edited.md"],
        ["thin", "news/2025/07/10/edited.md"],
        ["thin", "news/2026/08/14/thin.md"],
    ]
    assert lines[-1].startswith("1 of 23 articles would go: 1 files, 0.0 MB; 1 as old stay")
    assert site.files() == before


def test_a_clock_that_jumps_ahead_does_not_empty_the_archive(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.rules('[retention]\nkeep = "400 days"')
    before = site.files()
    later = NOW + timedelta(days=4000)
    assert site.run(now=later) == 1
    assert site.run("--daily", now=later) == 1
    assert site.run("--dry-run", now=later) == 1
    said = capsys.readouterr()
    assert "20 of 20 articles are older than they are kept, and max_loss = 0.2 lets no more than 4 go" in said.err
    assert "The clock says 2037-11-04 12:00 UTC" in said.err
    assert site.files() == before
    site.rules('[retention]\nkeep = "400 days"\nmax_loss = 1.0')
    assert site.run("--dry-run", now=later) == 0
    site.rules('[retention]\nkeep = "400 days"')
    assert site.run("--allow-loss", now=later) == 0
    assert len(site.expired()) == 20
    assert list((site.content / "news").iterdir()) == []


def test_the_share_is_of_all_articles(site: Site) -> None:
    site.rules('[retention]\nkeep = "30 days"')
    for number in range(5):  # of 25: exactly a fifth
        site.article(90, f"old-{number}")
    extra = site.article(91, "one-too-many")
    assert site.run() == 1
    extra.unlink()
    assert site.run() == 0
    assert len(site.expired()) == 5


def test_the_scheduled_run_looks_once_a_day_and_again_under_other_rules(site: Site) -> None:
    site.rules('[retention]\nkeep = "30 days"')
    assert site.run("--daily") == 0
    old = site.article(40, "imported")
    assert site.run("--daily") == 0
    assert old.exists()
    assert site.run("--daily", now=NOW + timedelta(days=1)) == 0
    assert not old.exists()
    older = site.article(35, "older")
    site.rules('[retention]\nkeep = "34 days"')
    assert site.run("--daily", now=NOW + timedelta(days=1)) == 0
    assert not older.exists()
    again = site.article(70, "again")
    (site.cache / "retention.json").write_text("[" * 5000)
    assert site.run("--daily", now=NOW + timedelta(days=1)) == 0
    assert not again.exists()


def test_no_article_goes_while_a_poll_runs(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.rules('[retention]\nkeep = "30 days"')
    old = site.article(90, "old")
    site.cache.mkdir(exist_ok=True)
    with FileLock(site.cache / "feeds.lock"):
        assert site.run() == 1
    assert "a poll or an import is running" in capsys.readouterr().err
    assert old.exists()


# Kills the process with the n-th change that it makes to a file below the content folder.
_KILLED = """
import os, signal, sys
content, number, *arguments = sys.argv[1:]
left = int(number)
def watch(event, details):
    global left
    changes = event in ("os.remove", "os.rename", "os.rmdir", "os.mkdir")
    changes |= event == "open" and isinstance(details[2], int) and details[2] & (os.O_WRONLY | os.O_RDWR)
    if changes and str(details[0]).startswith(content):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
from digest.operations.retention.__main__ import main
sys.exit(main(arguments))
"""


def test_a_run_may_be_killed_at_any_moment(site: Site, root: Path) -> None:
    site.rules('[retention]\nkeep = "400 days"')
    old = [site.article(401 + 20 * number, f"old-{number}", Picture=f"{PICTURE} 640x360") for number in range(3)]
    for file in old:
        file.with_name(PICTURE).write_bytes(b"picture")
    paths = {file.relative_to(site.content).as_posix() for file in old}
    whole = site.content.with_name("whole")
    shutil.copytree(site.content, whole, copy_function=shutil.copy2)
    before = site.files()
    env = {**os.environ, "PYTHONPATH": str(root / "plugins")}
    arguments = ["--content", str(site.content), "--cache", str(site.cache), "--now", NOW.isoformat()]
    kills = 0
    ends: list[dict[str, bytes]] = []
    while not ends:
        shutil.rmtree(site.content)
        shutil.copytree(whole, site.content, copy_function=shutil.copy2)
        done = subprocess.run(
            [sys.executable, "-c", _KILLED, str(site.content), str(kills), *arguments],
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        left = site.files()
        for path, data in before.items():
            if path in paths:
                assert left.get(path) == data or (path not in left and path in site.expired()), (kills, path)
            elif not path.endswith(".webp"):
                assert left[path] == data, (kills, path)
        if done.returncode == 0:
            ends.append(left)
        else:
            assert done.returncode == -signal.SIGKILL, done.stderr
            kills += 1
            assert site.run() == 0  # the next run ends what this one has begun
            assert site.expired() == paths
            assert {path for path in site.files() if path.startswith("news/")} == {
                path for path in before if path.startswith("news/") and "fresh" in path
            }
    assert kills > 3 * 3 + 2  # a record of each month, and of each article two files and a folder
    assert json.loads((site.cache / "retention.json").read_text())["day"] == "2026-11-22"
