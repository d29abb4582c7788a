"""The files of earlier versions: written within bounds, read with care, removed with their folders."""

import logging
import os
from pathlib import Path

import pytest

from digest.contracts.kept_versions import (
    KeptVersion,
    add_version,
    load_versions,
    remove_versions,
    version_files,
    versions_file,
)
from digest.contracts.subscriptions import VersionSettings

ARTICLE = "news/2026/11/22/ferry.md"
ALL = VersionSettings()


def version(number: int, text: str = "text") -> KeptVersion:
    return KeptVersion(f"2026-11-22T{number:02}:00:00+00:00", f"Ferry {number}", text)


def test_versions_are_kept_beside_the_news_in_their_order(tmp_path: Path) -> None:
    for number in (1, 2, 2):  # the second twice, as after a run that was killed
        add_version(tmp_path, ARTICLE, version(number, "„Zwei“\n\nlines"), ALL)
    assert list(version_files(tmp_path)) == [(ARTICLE, tmp_path / "versions/2026/11/22/ferry.jsonl")]
    assert [one.title for one in load_versions(versions_file(tmp_path, ARTICLE))] == ["Ferry 1", "Ferry 2"]
    assert "„Zwei“" in versions_file(tmp_path, ARTICLE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("settings", "text", "left"),
    [
        (VersionSettings(keep=3), "text", [1, 5, 6]),
        (VersionSettings(max_kb=1), "x" * 200, [1, 5, 6]),  # some 290 bytes a line
        (VersionSettings(max_kb=1), "x" * 600, [6]),  # the first would leave no room for another
        (VersionSettings(max_kb=1), "x" * 2000, []),
    ],
)
def test_the_first_version_and_the_newest_stay_within_the_bounds(
    tmp_path: Path, settings: VersionSettings, text: str, left: list[int]
) -> None:
    for number in range(1, 7):
        add_version(tmp_path, ARTICLE, version(number, text), settings)
    assert [one.until[11:13] for _, file in version_files(tmp_path) for one in load_versions(file)] == [
        f"{number:02}" for number in left
    ]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"until": "soon", "title": "a", "text": "b"}',
        '{"until": "2026-11-22", "title": 1, "text": "b"}',
        '{"until": "0001-01-01T00:00:00+01:00", "title": "a", "text": "b"}',
        '{"until": "9999-12-31T23:59:59-05:00", "title": "a", "text": "b"}',
        '{"until": "1492-10-12T00:00:00+00:00", "title": "a", "text": "b"}',
        "[" * 9999,
    ],
)
def test_a_line_that_is_no_version_is_named_and_passed_over(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, line: str
) -> None:
    add_version(tmp_path, ARTICLE, version(1), ALL)
    file = versions_file(tmp_path, ARTICLE)
    file.write_text(f"{line}\n{file.read_text()}")
    with caplog.at_level(logging.WARNING):
        assert load_versions(file) == (version(1),)
    assert f"{file}, line 1: this is no version of an article" in caplog.text


def test_a_file_whose_name_is_not_utf_8_is_passed_over(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    add_version(tmp_path, ARTICLE, version(1), ALL)
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/versions/\xff.jsonl")).touch()
    except OSError:
        pytest.skip("this file system has only names in UTF-8")
    with caplog.at_level(logging.WARNING):
        assert [path for path, _ in version_files(tmp_path)] == [ARTICLE]
    assert "its name is not UTF-8" in caplog.text


def test_versions_go_with_the_folders_that_they_leave_empty(tmp_path: Path) -> None:
    other = "news/2026/11/21/mill.md"
    for article in (ARTICLE, other):
        add_version(tmp_path, article, version(1), ALL)
    remove_versions(tmp_path, ARTICLE)
    assert [article for article, _ in version_files(tmp_path)] == [other]
    assert not (tmp_path / "versions/2026/11/22").exists()
    remove_versions(tmp_path, other)
    remove_versions(tmp_path, other)
    assert list(tmp_path.iterdir()) == []
