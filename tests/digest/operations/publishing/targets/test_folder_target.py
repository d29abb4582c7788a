import errno
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from digest.errors import PublishError
from digest.operations.publishing.published_files import output_files
from digest.operations.publishing.targets.folder_target import FolderTarget
from digest.operations.publishing.targets.release_names import KEPT_RELEASES

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    (folder / "topics" / "mi6").mkdir(parents=True)
    (folder / "index.html").write_text("front 1")
    (folder / "topics" / "mi6" / "index.html").write_text("mi6")
    return folder


def switch_to_new_release(output: Path, www: Path, *, now: datetime) -> Path:
    """The new release."""
    FolderTarget(www).publish(output_files(output), now=now)
    return (www / "current").resolve()


def test_old_releases_go_and_the_one_that_is_served_stays(output: Path, tmp_path: Path) -> None:
    for minutes in range(KEPT_RELEASES + 2):
        release = switch_to_new_release(output, tmp_path / "www", now=NOW + timedelta(minutes=minutes))
    assert len(list((tmp_path / "www" / "releases").iterdir())) == KEPT_RELEASES
    assert (tmp_path / "www" / "current").resolve() == release.resolve()


def test_a_clock_that_was_ahead_does_not_delete_the_release_that_is_served(output: Path, tmp_path: Path) -> None:
    www = tmp_path / "www"
    ahead = [
        switch_to_new_release(output, www, now=NOW + timedelta(days=1, minutes=minutes))
        for minutes in range(KEPT_RELEASES)
    ]
    for minutes in range(KEPT_RELEASES + 2):
        release = switch_to_new_release(output, www, now=NOW + timedelta(minutes=minutes))
        assert (www / "current" / "index.html").is_file()
        assert (www / "current").resolve() == release.resolve()
        assert release.name > ahead[-1].name
    assert len(list((www / "releases").iterdir())) == KEPT_RELEASES


def test_a_release_that_somebody_went_back_to_stays_until_the_next_is_served(output: Path, tmp_path: Path) -> None:
    www = tmp_path / "www"
    first = switch_to_new_release(output, www, now=NOW)
    for minutes in (1, 2):
        switch_to_new_release(output, www, now=NOW + timedelta(minutes=minutes))
    (www / "current").unlink()
    (www / "current").symlink_to(Path("releases", first.name))
    latest = switch_to_new_release(output, www, now=NOW)
    assert (www / "current").resolve() == latest.resolve()


def test_folders_of_somebody_else_are_neither_counted_nor_removed(output: Path, tmp_path: Path) -> None:
    www = tmp_path / "www"
    others = [www / "releases" / name for name in ("0-before-the-move", "99999999-notes")]
    for other in others:
        other.mkdir(parents=True)
    for minutes in range(KEPT_RELEASES + 1):
        switch_to_new_release(output, www, now=NOW + timedelta(minutes=minutes))
    assert all(other.is_dir() for other in others)
    assert len(list((www / "releases").iterdir())) == KEPT_RELEASES + len(others)


def test_a_full_disk_leaves_no_partial_release(output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    www = tmp_path / "www"
    before = switch_to_new_release(output, www, now=NOW)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.link", full)
        patch.setattr("shutil.copy2", full)
        with pytest.raises(PublishError, match="No space left"):
            switch_to_new_release(output, www, now=NOW + timedelta(minutes=1))
    assert [folder.name for folder in (www / "releases").iterdir()] == [before.name]
    assert (www / "current").resolve() == before.resolve()


def test_what_a_killed_run_left_is_removed_before_the_next_release_is_made(output: Path, tmp_path: Path) -> None:
    www = tmp_path / "www"
    before = switch_to_new_release(output, www, now=NOW)
    shutil.copytree(before, www / "releases" / ".partial-20261122T120100000000")
    (www / ".current-20261122T120100000000").symlink_to("releases/20261122T120100000000")
    release = switch_to_new_release(output, www, now=NOW + timedelta(minutes=2))
    assert {folder.name for folder in (www / "releases").iterdir()} == {before.name, release.name}
    assert not list(www.glob(".current-*"))


def test_two_never_publish_at_once(output: Path, tmp_path: Path) -> None:
    www = tmp_path / "www"
    switch_to_new_release(output, www, now=NOW)
    with FileLock(www / ".publish.lock"), pytest.raises(PublishError, match="another publish is under way"):
        switch_to_new_release(output, www, now=NOW + timedelta(minutes=1))
