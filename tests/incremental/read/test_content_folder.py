import logging
import os
from pathlib import Path

import pytest

from incremental.read.content_folder import folders_that_lead_back, regular_files


def test_links_that_lead_back_are_found_and_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    day = tmp_path / "news" / "2026"
    day.mkdir(parents=True)
    (day / "up").symlink_to("..")
    (day / "all").symlink_to(tmp_path)
    (tmp_path / "news" / "self").symlink_to(".")
    with caplog.at_level(logging.WARNING):
        links = folders_that_lead_back(str(tmp_path), ["news"])
    assert set(links) == {"news/self", "news/2026/up", "news/2026/all"}
    assert "news/2026/up is a link that leads back" in caplog.text


def test_two_folders_that_link_to_each_other_end(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x").symlink_to(f"../{other}")
        (tmp_path / name / "y").symlink_to(f"../{other}")
    links = folders_that_lead_back(str(tmp_path), [""])
    assert set(links) == {f"{first}/{one}/{two}" for first in "ab" for one in "xy" for two in "xy"}


def test_a_link_to_another_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "old").symlink_to("../archive")
    (tmp_path / "news" / "gone").symlink_to("../nowhere")
    assert folders_that_lead_back(str(tmp_path), ["news"]) == []


def test_pipes_and_devices_are_passed_over_and_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "article.md").write_text("Title: x\n")
    (tmp_path / "link.md").symlink_to("article.md")
    (tmp_path / "dead.md").symlink_to("nowhere.md")
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.md")
    names = sorted(path.name for path in tmp_path.iterdir())
    with caplog.at_level(logging.WARNING):
        assert regular_files(str(tmp_path), names) == ["article.md", "dead.md", "link.md"]
    assert "pipe.md is a pipe" in caplog.text
