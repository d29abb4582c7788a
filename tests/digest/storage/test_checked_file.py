from pathlib import Path

import pytest

from digest.storage.checked_file import read_checked, write_checked


def test_what_was_written_is_read(tmp_path: Path) -> None:
    write_checked(tmp_path / "a", b"one\ntwo\n")
    assert read_checked(tmp_path / "a") == b"one\ntwo\n"


def test_no_other_byte_passes(tmp_path: Path) -> None:
    file = tmp_path / "a"
    write_checked(file, b"[1, 2]")
    whole = file.read_bytes()
    for damaged in (b"", whole[:-1], whole + b" ", *(whole[:n] + b"\xff" + whole[n + 1 :] for n in range(len(whole)))):
        file.write_bytes(damaged)
        with pytest.raises(ValueError, match="damaged"):
            read_checked(file)
