import os
from pathlib import Path

import pytest

from digest.storage.atomic_file import is_temporary, write_atomically


def test_a_file_is_made_with_the_folders_above_it(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a" / "b" / "c.md", b"text")
    assert (tmp_path / "a" / "b" / "c.md").read_bytes() == b"text"


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_atomically(tmp_path / "c.md", b"a longer text")
    write_atomically(str(tmp_path / "c.md"), b"text")
    assert [path.name for path in tmp_path.iterdir()] == ["c.md"]
    assert (tmp_path / "c.md").read_bytes() == b"text"


def test_a_name_without_a_folder_is_written_where_the_process_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_atomically("c.md", b"text")
    assert (tmp_path / "c.md").read_bytes() == b"text"


def test_a_reader_who_opened_the_old_file_reads_all_of_it(tmp_path: Path) -> None:
    write_atomically(tmp_path / "c.md", b"old")
    with (tmp_path / "c.md").open("rb") as reader:
        write_atomically(tmp_path / "c.md", b"new")
        assert reader.read() == b"old"


def test_a_link_at_the_path_is_replaced_and_its_target_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"theirs")
    (tmp_path / "c.md").symlink_to(tmp_path / "target")
    write_atomically(tmp_path / "c.md", b"ours")
    assert (tmp_path / "target").read_bytes() == b"theirs"
    assert not (tmp_path / "c.md").is_symlink()


def test_a_link_at_the_temporary_name_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"theirs")
    (tmp_path / f".c.md.{os.getpid():08x}.tmp").symlink_to(tmp_path / "target")
    with pytest.raises(OSError, match="symbolic links"):
        write_atomically(tmp_path / "c.md", b"ours")
    assert (tmp_path / "target").read_bytes() == b"theirs"


def test_a_write_that_fails_leaves_the_old_file_and_no_temporary_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_atomically(tmp_path / "c.md", b"old")

    def full_disk(descriptor: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full_disk)
    with pytest.raises(OSError, match="No space"):
        write_atomically(tmp_path / "c.md", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["c.md"]
    assert (tmp_path / "c.md").read_bytes() == b"old"


def test_a_write_that_the_system_takes_in_parts_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:3]))
    write_atomically(tmp_path / "c.md", b"a text of some length")
    assert (tmp_path / "c.md").read_bytes() == b"a text of some length"


def test_the_temporary_name_is_known_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []
    replace = os.replace

    def noted(source: str, target: Path) -> None:
        names.append(Path(source).name)
        replace(source, target)

    monkeypatch.setattr(os, "replace", noted)
    write_atomically(tmp_path / "a-title.md", b"text")
    assert [is_temporary(name) for name in names] == [True]


@pytest.mark.parametrize("name", ["a-title.md", ".hidden.md", ".a.tmp", "a.md.0000abcd.tmp", ".a.md.0000abcd.tmp.md"])
def test_other_names_are_not_temporary(name: str) -> None:
    assert not is_temporary(name)
