"""Disks that are full or can't be written to, and clocks that are wrong."""

import os
import resource
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

DISK_BYTES = 2_000_000


@pytest.fixture
def disk(site: Any) -> Iterator[Path]:
    """A small file system that holds the site's state and output."""
    root: Path = site.root / "disk"
    root.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(root)]
    if os.name != "posix" or os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this test has to be allowed to mount a file system")
    site.output = root / "output"
    site.state = root / "cache"
    site.settings = {"ARTICLE_SAVE_AS": "{slug}.html"}
    site.template("article.html", "{{ article.title }}: {{ article.content }}")
    site.article("one.md", "first")
    site.pages = {f"{number}.html": ("page.html", {"title": "x" * 1000}) for number in range(50)}
    try:
        yield root
    finally:
        subprocess.run(["umount", "--lazy", str(root)], check=True)  # an error that is shown may hold a file open


def _fill(disk: Path, left: int) -> Path:
    """A file that leaves so many bytes."""
    filler = disk / "filler"
    status = os.statvfs(disk)
    filler.write_bytes(b"x" * max(0, status.f_bavail * status.f_frsize - left))
    return filler


@pytest.mark.parametrize("left", [0, 30_000, 100_000])
def test_a_full_disk_leaves_what_was_built_last(site: Any, disk: Path, left: int) -> None:
    site.build()
    before = site.files()
    site.article("two.md", "second " * 1000)
    site.pages = {f"{number}.html": ("page.html", {"title": "y" * 3000}) for number in range(60)}
    filler = _fill(disk, left)
    with pytest.raises((OSError, sqlite3.OperationalError)):
        site.build()
    assert site.files() == before
    filler.unlink()
    site.build()
    assert site.files() == site.clean_files()


def test_a_disk_that_is_full_at_once_is_no_damage(site: Any, disk: Path) -> None:
    filler = _fill(disk, 0)
    with pytest.raises((OSError, sqlite3.OperationalError)):
        site.build()
    filler.unlink()
    site.build()
    assert site.files() == site.clean_files()


def test_an_output_that_can_t_be_written_to_stays_as_it_is(site: Any, disk: Path) -> None:
    site.build()
    before = site.states()
    site.pages["0.html"] = ("page.html", {"title": "changed"})
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(OSError, match="Read-only file system"):
        site.build()
    assert site.states() == before
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    site.build()
    assert site.files() == site.clean_files()


@pytest.mark.parametrize("limit", [0, 4096, 30_000])
def test_files_that_may_not_grow_leave_what_was_built_last(site: Any, limit: int) -> None:
    """As a full disk does, and without being allowed to mount one."""
    site.settings = {"ARTICLE_SAVE_AS": "{slug}.html"}
    site.template("article.html", "{{ article.title }}: {{ article.content }}")
    site.article("one.md", "first")
    site.build()
    before = site.files()
    site.article("two.md", "second " * 10_000)
    pelican = site.pelican()
    kept = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, kept[1]))
    try:
        with pytest.raises((OSError, sqlite3.Error)):
            pelican.run()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, kept)
    assert site.files() == before
    site.build()
    assert site.files() == site.clean_files()


@pytest.mark.parametrize("days", [-400, 400])
def test_a_clock_that_jumps_is_not_believed(site: Any, days: int, monkeypatch: pytest.MonkeyPatch) -> None:
    site.settings = {"ARTICLE_SAVE_AS": "{slug}.html"}
    site.template("article.html", "{{ article.content }}")
    path = site.article("one.md", "aaaa")
    site.build()
    now = time.time_ns() + days * 24 * 3600 * 10**9
    monkeypatch.setattr("incremental.run.plugin.time_ns", lambda: now)
    path.write_text(path.read_text().replace("aaaa", "bbbb"))
    os.utime(path, (now / 10**9, now / 10**9))
    site.build()
    assert b"bbbb" in site.files()["onemd.html"]
    path.write_text(path.read_text().replace("bbbb", "cccc"))
    os.utime(path, (now / 10**9, now / 10**9))
    site.build()
    assert b"cccc" in site.files()["onemd.html"]
