import gzip
import shutil
from pathlib import Path

import brotli
import pytest

from digest.operations.publishing.precompression import CACHE_FOLDER, ENCODINGS, precompressed
from digest.operations.publishing.published_files import PublishedFile, output_files

PAGE = "<!doctype html><title>News</title>" + "<p>The pier is safe, said the mayor.</p>" * 100
NAMES = ("gzip", "brotli", "zstd")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    folder.mkdir()
    (folder / "index.html").write_text(PAGE)
    (folder / "same.html").write_text(PAGE)
    (folder / "short.html").write_text("<p>Short.</p>")
    (folder / "picture.webp").write_bytes(PAGE.encode())
    return folder


def _bytes(files: list[PublishedFile]) -> dict[str, bytes]:
    return {file.path: file.source.read_bytes() for file in files}


def _inodes(cache: Path) -> dict[Path, int]:
    return {file: file.stat().st_ino for file in (cache / CACHE_FOLDER).glob("*/*")}


def _unpacked(path: str, data: bytes) -> bytes:
    from backports import zstd  # noqa: PLC0415

    if path.endswith(".gz"):
        return gzip.decompress(data)
    return bytes(brotli.decompress(data) if path.endswith(".br") else zstd.decompress(data))


def test_a_text_has_a_smaller_form_by_each_encoding_beside_it(output: Path, tmp_path: Path) -> None:
    made = _bytes(precompressed(output_files(output), NAMES, tmp_path / "cache"))
    assert sorted(made) == sorted(f"{name}.html{ENCODINGS[how].ending}" for name in ("index", "same") for how in NAMES)
    for path, data in made.items():
        assert _unpacked(path, data) == PAGE.encode()
        assert len(data) < len(PAGE) / 5


def test_the_bytes_are_the_same_with_a_new_cache_and_an_old_one(output: Path, tmp_path: Path) -> None:
    files = output_files(output)
    first = _bytes(precompressed(files, NAMES, tmp_path / "cache"))
    assert _bytes(precompressed(files, NAMES, tmp_path / "cache")) == first
    assert _bytes(precompressed(files, NAMES, tmp_path / "another cache")) == first


def test_only_what_changed_is_compressed_again_and_what_nobody_needs_is_removed(output: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    precompressed(output_files(output), NAMES, cache)
    before = _inodes(cache)
    assert len(before) == len(NAMES)  # the two pages have the same bytes
    (output / "same.html").write_text(PAGE.replace("pier", "bridge"))
    precompressed(output_files(output), NAMES, cache)
    after = _inodes(cache)
    assert before.items() <= after.items()
    assert len(after) == 2 * len(NAMES)
    (output / "same.html").unlink()
    precompressed(output_files(output), NAMES, cache)
    assert _inodes(cache) == before


@pytest.mark.parametrize("damage", [b"", b"no gzip", PAGE.encode()])
def test_a_damaged_cache_changes_no_byte(output: Path, tmp_path: Path, damage: bytes) -> None:
    files = output_files(output)
    first = _bytes(precompressed(files, NAMES, tmp_path / "cache"))
    for file in _inodes(tmp_path / "cache"):
        file.write_bytes(damage)
    assert _bytes(precompressed(files, NAMES, tmp_path / "cache")) == first
    shutil.rmtree(tmp_path / "cache" / CACHE_FOLDER)
    assert _bytes(precompressed(files, NAMES, tmp_path / "cache")) == first


def test_what_would_not_become_smaller_has_no_other_form(output: Path, tmp_path: Path) -> None:
    import random  # noqa: PLC0415

    (output / "noise.txt").write_bytes(random.Random(7).randbytes(4096))
    made = [file.path for file in precompressed(output_files(output), NAMES, tmp_path / "cache")]
    assert not [path for path in made if path.startswith("noise")]
    assert made == [file.path for file in precompressed(output_files(output), NAMES, tmp_path / "cache")]


def test_where_nothing_is_asked_for_nothing_is_made(output: Path, tmp_path: Path) -> None:
    assert precompressed(output_files(output), (), tmp_path / "cache") == []
    assert not (tmp_path / "cache").exists()
