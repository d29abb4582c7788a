import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.errors import PublishError
from digest.operations.publishing.published_files import output_files
from digest.operations.publishing.targets import git_target
from digest.operations.publishing.targets.git_target import GitTarget
from digest.operations.publishing.targets.outer_command import run_command

from .counterparts import bare_repository

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def git(folder: Path, *arguments: str, data: str = "") -> str:
    who = ["-c", "user.name=A Person", "-c", "user.email=person@example.org"]
    command = ["git", *who, "-C", str(folder), *arguments]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(command, input=data, env=clean, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return bare_repository(tmp_path / "pages.git")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    folder.mkdir()
    (folder / "index.html").write_text("front 1\r\n")  # which no filter of git may change
    return folder


def publish(output: Path, repository: str | Path, *, minutes: int = 0, history: bool = False) -> None:
    target = GitTarget(str(repository), "pages", output.parent / "cache", history=history)
    target.publish(output_files(output), now=NOW + timedelta(minutes=minutes))


def test_the_branch_has_one_commit_or_a_history(output: Path, repository: Path) -> None:
    for minutes in (0, 30):
        (output / "index.html").write_text(f"front {minutes}")
        publish(output, repository, minutes=minutes)
    assert git(repository, "rev-list", "--count", "pages") == "1"
    for minutes in (60, 90):
        (output / "index.html").write_text(f"front {minutes}")
        publish(output, repository, minutes=minutes, history=True)
    assert git(repository, "log", "--format=%cI %s", "pages").splitlines() == [
        "2026-11-22T13:30:00+00:00 Publish the site of 2026-11-22 13:30 UTC",
        "2026-11-22T13:00:00+00:00 Publish the site of 2026-11-22 13:00 UTC",
        "2026-11-22T12:30:00+00:00 Publish the site of 2026-11-22 12:30 UTC",
    ]
    assert git(repository, "show", "pages:index.html") == "front 90"


def test_neither_working_tree_nor_index_nor_another_branch_is_touched(
    output: Path, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = tmp_path / "checkout"
    git(tmp_path, "init", "--quiet", "--initial-branch=main", str(checkout))
    git(checkout, "remote", "add", "origin", str(repository))
    (checkout / "staged.md").write_text("staged")
    git(checkout, "commit", "--quiet", "--allow-empty", "--message", "begin")
    git(checkout, "push", "--quiet", "origin", "main")
    git(checkout, "add", "staged.md")
    (checkout / "loose.md").write_text("in work")
    files = {path: path.read_bytes() for path in checkout.rglob("*") if path.is_file()}
    monkeypatch.chdir(checkout)
    monkeypatch.setenv("GIT_DIR", str(checkout / ".git"))  # as in a hook
    monkeypatch.setenv("GIT_INDEX_FILE", str(checkout / ".git" / "index"))
    GitTarget("origin", "pages", tmp_path / "cache").publish(output_files(output), now=NOW)
    assert {path: path.read_bytes() for path in checkout.rglob("*") if path.is_file()} == files
    assert git(repository, "show", "pages:index.html") == "front 1"
    assert git(repository, "rev-list", "--count", "main") == "1"


def test_files_that_tell_the_host_its_domain_stay(output: Path, repository: Path) -> None:
    publish(output, repository)
    blob = git(repository, "hash-object", "-w", "--stdin", data="news.example.org\n")
    tree = git(repository, "mktree", data=f"100644 blob {blob}\tCNAME\n100644 blob {blob}\tother.html\n")
    git(repository, "update-ref", "refs/heads/pages", git(repository, "commit-tree", "-m", "by hand", tree))
    publish(output, repository, minutes=30)
    assert git(repository, "ls-tree", "--name-only", "pages").splitlines() == [".nojekyll", "CNAME", "index.html"]
    assert git(repository, "show", "pages:CNAME") == "news.example.org"


def test_a_branch_that_somebody_changed_meanwhile_stays(
    output: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(output, repository)

    def after_another_push(command: list[str], **options: object) -> bytes:
        if "push" in command:
            tree = git(repository, "mktree", data="")
            git(repository, "update-ref", "refs/heads/pages", git(repository, "commit-tree", "-m", "theirs", tree))
        return run_command(command, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(git_target, "run_command", after_another_push)
    with pytest.raises(PublishError, match="stale info"):
        publish(output, repository, minutes=30)
    assert git(repository, "log", "--format=%s", "pages") == "theirs"


@pytest.mark.parametrize("damage", ["HEAD", "objects", "locked", "gone"])
def test_a_damaged_cache_keeps_nothing_from_being_published(output: Path, repository: Path, damage: str) -> None:
    publish(output, repository)
    [ours] = (output.parent / "cache" / "published").glob("*.git")
    if damage == "HEAD":
        (ours / "HEAD").write_text("no reference")
    elif damage == "locked":
        (ours / "shallow.lock").touch()
    else:
        for file in (ours / "objects").rglob("*"):
            if file.is_file():
                file.chmod(0o644)
                file.write_bytes(b"damaged") if damage == "objects" else file.unlink()
    for minutes in (30, 60):
        (output / "index.html").write_text(f"front {minutes}")
        publish(output, repository, minutes=minutes)
        assert git(repository, "show", "pages:index.html") == f"front {minutes}"


def test_the_token_goes_to_the_host_of_the_repository_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGEST_GIT_TOKEN", "a-secret-token")
    monkeypatch.delenv("GIT_CONFIG_COUNT", raising=False)
    assert git_target._authorization("https://codeberg.org/me/x.git") == {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "http.https://codeberg.org/.extraHeader",
        "GIT_CONFIG_VALUE_0": "Authorization: Basic eC1hY2Nlc3MtdG9rZW46YS1zZWNyZXQtdG9rZW4=",
    }
    for address in ("http://codeberg.org/me/x.git", "git@codeberg.org:me/x.git", "/srv/pages.git"):
        assert git_target._authorization(address) == {}
