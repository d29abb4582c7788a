import os
import shutil
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.errors import PublishError
from digest.operations.publishing.published_files import output_files
from digest.operations.publishing.targets.zip_target import ZipTarget

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    (folder / "topics").mkdir(parents=True)
    (folder / "index.html").write_text("front " * 1000)
    (folder / "topics" / "łódź.html").write_text("a name in another script")
    return folder


def test_one_site_makes_one_archive_whenever_and_wherever_it_is_made(output: Path, tmp_path: Path) -> None:
    ZipTarget(tmp_path / "one.zip").publish(output_files(output), now=NOW)
    copy = tmp_path / "a copy"
    shutil.copytree(output, copy)
    for file in copy.rglob("*.html"):
        os.utime(file, (0, 0))
        file.chmod(0o600)
    ZipTarget(tmp_path / "two.zip").publish(output_files(copy), now=NOW + timedelta(days=1))
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["index.html", "topics/łódź.html"]


def test_a_fault_leaves_the_archive_as_it_was(output: Path, tmp_path: Path) -> None:
    target = ZipTarget(tmp_path / "site.zip")
    target.publish(output_files(output), now=NOW)
    before = target.file.read_bytes()
    files = output_files(output)
    (output / "topics" / "łódź.html").unlink()
    with pytest.raises(PublishError, match="No such file"):
        target.publish(files, now=NOW)
    assert target.file.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["output", "site.zip"]


def test_a_damaged_archive_is_told(output: Path, tmp_path: Path) -> None:
    target = ZipTarget(tmp_path / "site.zip")
    target.file.write_bytes(b"no archive")
    with pytest.raises(PublishError, match="remove it to begin anew"):
        target.publish(output_files(output), now=NOW)
