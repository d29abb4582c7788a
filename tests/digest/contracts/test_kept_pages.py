from pathlib import Path

import pytest

from digest.contracts.kept_pages import FILE_NAME, keep_found_pages, load_kept_pages, save_found_pages

ADA, CY, ODO = ({name: name} for name in ("ada-fiction", "cy-fiction", "odo-flinck"))
WAY = {"flinck": "odo-flinck"}


def test_pages_are_added_and_never_taken_out(tmp_path: Path) -> None:
    content, cache = tmp_path / "content", tmp_path / "cache"
    assert load_kept_pages(content) == {}
    assert not keep_found_pages(content, cache)
    save_found_pages(cache, ADA | CY)
    assert keep_found_pages(content, cache)
    save_found_pages(cache, ODO | WAY)
    assert keep_found_pages(content, cache)
    assert load_kept_pages(content) == ADA | CY | ODO | WAY
    before = (content / FILE_NAME).stat().st_ino
    assert not keep_found_pages(content, cache)
    assert (content / FILE_NAME).stat().st_ino == before


def test_a_spelling_that_becomes_a_name_of_its_own_leads_nowhere_else(tmp_path: Path) -> None:
    save_found_pages(tmp_path, ODO | WAY)
    keep_found_pages(tmp_path, tmp_path)
    save_found_pages(tmp_path, {"flinck": "flinck"})
    assert keep_found_pages(tmp_path, tmp_path)
    assert load_kept_pages(tmp_path) == ODO | {"flinck": "flinck"}


def test_a_line_that_the_editor_takes_out_stays_out_until_the_name_deserves_its_page(tmp_path: Path) -> None:
    save_found_pages(tmp_path, ADA | CY)
    keep_found_pages(tmp_path, tmp_path)
    file = tmp_path / FILE_NAME
    file.write_text(file.read_text("utf-8").replace("cy-fiction\n", ""), "utf-8")
    save_found_pages(tmp_path, ADA)
    assert not keep_found_pages(tmp_path, tmp_path)
    assert load_kept_pages(tmp_path) == ADA


def test_what_is_no_address_is_named_and_left_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / FILE_NAME).write_text("ada-fiction\n../../etc\n\na b c\nflinck /odo\nодо odo-flinck\n", "utf-8")
    assert load_kept_pages(tmp_path) == ADA | {"одо": "odo-flinck"}
    assert [record.args[1] for record in caplog.records if isinstance(record.args, tuple)] == [2, 4, 5]
