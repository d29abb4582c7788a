"""What the file system tells of a source."""

import os
from hashlib import blake2b
from pathlib import Path

import pytest

from incremental.keys.fingerprint import DIGEST_BYTES
from incremental.read.source_files import RACY_NS, bytes_of, digest_of_file, stamp_of, stamp_parts


@pytest.mark.parametrize("size", [0, 1, 65_536, 200_001])
def test_a_file_is_read_whole_whatever_its_size(tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    (tmp_path / "a.md").write_bytes(content)
    assert bytes_of(str(tmp_path / "a.md")) == content
    assert digest_of_file(str(tmp_path / "a.md")) == blake2b(content, digest_size=DIGEST_BYTES).digest()


def test_a_stamp_says_size_times_and_inode_of_a_file_that_has_rested(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("abc")
    status = file.stat()
    rested_ns = status.st_ctime_ns + RACY_NS + 1
    stamp = stamp_of(str(file), rested_ns)
    assert stamp_parts(stamp) == (3, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    assert stamp_of(str(file), rested_ns - 2) == b""
