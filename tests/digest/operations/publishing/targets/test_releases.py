"""Going back to an earlier release, in a folder of this machine and in one that is reached by ssh."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.errors import PublishError
from digest.operations.publishing.published_files import output_files
from digest.operations.publishing.targets.folder_target import FolderTarget
from digest.operations.publishing.targets.publish_target import ReleasingTarget
from digest.operations.publishing.targets.ssh_target import SshTarget

from .counterparts import ssh_server

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, str]]:
    with ssh_server(tmp_path_factory.mktemp("sshd")) as server:
        yield server


@pytest.fixture(params=["folder", "ssh"])
def target(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReleasingTarget:
    www = tmp_path / "the $HOME's www"
    if request.param == "folder":
        return FolderTarget(www, keep=2)
    port, command = request.getfixturevalue("sshd")
    monkeypatch.setenv("DIGEST_SSH_COMMAND", command)
    return SshTarget("127.0.0.1", str(www), tmp_path / "cache", port=port, keep=2)


def test_the_newest_releases_stay_and_an_earlier_one_can_be_served_again(
    target: ReleasingTarget, tmp_path: Path
) -> None:
    output, www = tmp_path / "output", tmp_path / "the $HOME's www"
    output.mkdir()
    other = www / "releases" / "somebody else's"
    other.mkdir(parents=True)
    for minutes in range(3):
        page = output / f"page-{minutes}.html"
        page.write_text(f"page {minutes}")
        target.publish(output_files(output), now=NOW + timedelta(minutes=minutes))
    earlier, latest = target.releases()
    assert [earlier.name, latest.name] == ["20261122T120100000000", "20261122T120200000000"]
    assert [(release.pages, release.is_served) for release in (earlier, latest)] == [(2, False), (3, True)]
    first_page = [folder / "page-0.html" for folder in sorted((www / "releases").glob("2026*"))]
    assert first_page[0].samefile(first_page[1])  # what did not change takes no space
    assert (www / "previous").resolve().name == earlier.name
    assert target.roll_back() == target.releases()[0]
    assert (www / "previous").resolve().name == latest.name
    assert not (www / "current" / "page-2.html").exists()
    with pytest.raises(PublishError, match="no release before"):
        target.roll_back()
    with pytest.raises(PublishError, match=f"no release ../..; there are: {earlier.name}, {latest.name}"):
        target.roll_back("../..")
    assert target.roll_back(latest.name).is_served
    assert (www / "current" / "page-2.html").exists()
    assert other.is_dir()
    assert {path.name for path in www.iterdir()} - {".publish.lock"} == {"current", "previous", "releases"}
