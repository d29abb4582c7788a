from pathlib import Path

import pytest

from digest.contracts.kept_pages import load_kept_pages, save_found_pages
from digest.operations.keep_pages import main

ADA = {"ada-fiction": "ada-fiction"}


def test_the_pages_of_the_last_build_are_kept(tmp_path: Path) -> None:
    save_found_pages(tmp_path / "cache", ADA)
    assert main(["--content", str(tmp_path / "content"), "--cache", str(tmp_path / "cache")]) == 0
    assert load_kept_pages(tmp_path / "content") == ADA


def test_a_folder_that_cant_be_written_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save_found_pages(tmp_path, ADA)
    (tmp_path / "content").write_text("no folder")
    assert main(["--content", str(tmp_path / "content"), "--cache", str(tmp_path)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
