"""What changed after the last good build, by the times of files."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from digest.contracts.kept_pages import FILE_NAME as KEPT_PAGES
from digest.operations.newer_content import NOTE_FILE, BuildNote, newer_content

BEGAN_NS = 1_700_000_000_000_000_000
BEFORE, AFTER = BEGAN_NS - 1, BEGAN_NS + 1


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that was built of all its files."""
    for name in ("pelican.conf.py", "content/decisions.toml", "content/actors/ada.md", "content/news/2026/one.md"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("text")
    (tmp_path / "output").mkdir()
    for place in (*tmp_path.rglob("*"), tmp_path):
        os.utime(place, ns=(BEFORE, BEFORE))
    note = BuildNote.now(
        BEGAN_NS, settings=tmp_path / "pelican.conf.py", content=tmp_path / "content", output=tmp_path / "output"
    )
    note.save(tmp_path / "cache")
    return tmp_path


def _said(site: Path) -> str:
    return newer_content(site / "cache", site / "output")


def _write(file: Path) -> None:
    file.write_text("other text")
    os.utime(file, ns=(AFTER, AFTER))


def test_nothing_is_said_where_nothing_is_newer(site: Path) -> None:
    assert _said(site) == ""


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda site: _write(site / "pelican.conf.py"), "pelican.conf.py"),
        (lambda site: _write(site / "content/decisions.toml"), "content/decisions.toml"),
        (lambda site: _write(site / "content/watches.toml"), "content/watches.toml"),
        (lambda site: _write(site / "content/news/2026/one.md"), "content/news/2026/one.md"),
        (lambda site: (site / "content/decisions.toml").unlink(), "content/decisions.toml (taken away)"),
        (lambda site: (site / "content/actors/ada.md").unlink(), "content/actors (a file came or went)"),
    ],
)
def test_what_changed_is_named_with_what_takes_it_in(site: Path, change: Callable[[Path], None], named: str) -> None:
    change(site)
    assert _said(site) == (
        f"not in what was published, since it changed after the last build: {named}; "
        "concordance build takes it in, then publish again"
    )


def test_of_many_files_some_are_named(site: Path) -> None:
    for number in range(5):
        _write(site / "content" / f"{number}.md")
    assert "content/0.md, content/1.md, content/2.md and 2 more;" in _said(site)


@pytest.mark.parametrize("name", [KEPT_PAGES, ".decisions.toml.swp", "decisions.toml~", ".git/index"])
def test_what_programs_keep_beside_the_files_does_not_count(site: Path, name: str) -> None:
    (site / "content" / name).parent.mkdir(exist_ok=True)
    _write(site / "content" / name)
    assert _said(site) == ""


def test_nothing_is_said_of_a_site_of_another_folder_or_without_a_note(site: Path) -> None:
    _write(site / "content/decisions.toml")
    assert newer_content(site / "cache", site / "other") == ""
    for damaged in (b"", b"[]", b"{}", b"\xff", b'{"began_ns": 1}'):
        (site / "cache" / NOTE_FILE).write_bytes(damaged)
        assert _said(site) == ""
    (site / "cache" / NOTE_FILE).unlink()
    assert _said(site) == ""
