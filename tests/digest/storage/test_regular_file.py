import os
from pathlib import Path

import pytest

from digest.storage.regular_file import MAX_FILE_BYTES, read_regular_file, read_regular_text


def test_a_file_is_read_also_by_way_of_a_link(tmp_path: Path) -> None:
    file = tmp_path / "actor.md"
    file.write_bytes(b"\xef\xbb\xbfTitle: Odo\r\nKind: person\r")
    (tmp_path / "link.md").symlink_to(file)
    assert read_regular_file(tmp_path / "link.md") == file.read_bytes()
    assert read_regular_text(file) == "Title: Odo\nKind: person\n"


def test_neither_a_pipe_nor_a_device_nor_a_folder_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    for name in ("pipe.md", "zero.md", "."):
        with pytest.raises(OSError, match="no regular file"):
            read_regular_file(tmp_path / name)


def test_a_link_to_itself_and_a_missing_file_are_errors(tmp_path: Path) -> None:
    (tmp_path / "loop.md").symlink_to("loop.md")
    for name in ("loop.md", "missing.md"):
        with pytest.raises(OSError, match=name):
            read_regular_file(tmp_path / name)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "huge.md"
    with file.open("wb") as stream:
        stream.truncate(MAX_FILE_BYTES + 1)
    with pytest.raises(OSError, match="over 64 MB"):
        read_regular_file(file)
