from pathlib import Path

import pytest

from digest.kept_pages import FILE_NAME, keep, kept, main, note_found


def test_names_are_added_and_never_taken_out(tmp_path: Path) -> None:
    content, cache = tmp_path / "content", tmp_path / "cache"
    assert kept(content) == frozenset()
    assert not keep(content, cache)
    note_found(cache, ["ada-fiction", "cy-fiction"])
    assert keep(content, cache)
    note_found(cache, ["odo-flinck"])
    assert keep(content, cache)
    assert kept(content) == {"ada-fiction", "cy-fiction", "odo-flinck"}
    before = (content / FILE_NAME).stat().st_ino
    assert not keep(content, cache)
    assert (content / FILE_NAME).stat().st_ino == before


def test_a_line_that_the_editor_takes_out_stays_out_until_the_name_deserves_its_page(tmp_path: Path) -> None:
    note_found(tmp_path, ["ada-fiction", "cy-fiction"])
    keep(tmp_path, tmp_path)
    file = tmp_path / FILE_NAME
    file.write_text(file.read_text("utf-8").replace("cy-fiction\n", ""), "utf-8")
    note_found(tmp_path, ["ada-fiction"])
    assert not keep(tmp_path, tmp_path)
    assert kept(tmp_path) == {"ada-fiction"}


def test_a_folder_that_cant_be_written_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    note_found(tmp_path, ["ada-fiction"])
    (tmp_path / "content").write_text("no folder")
    assert main(["--content", str(tmp_path / "content"), "--cache", str(tmp_path)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
