"""What every target does, each against a real counterpart."""

import os
import subprocess
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from digest.errors import PublishError
from digest.operations.publishing.publication import publish_site
from digest.operations.publishing.publish_settings import PublishSettings
from digest.operations.publishing.targets.bucket_target import MANIFEST
from digest.operations.publishing.targets.publish_target import Publication

from .counterparts import ask_s3, bare_repository, s3_keys, s3_server, ssh_server

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HEALTH = '{"status": "ok", "last_good_run": "2026-11-22T12:30:00Z", "published": "2026-11-22T12:30:00Z", "pages": 12}\n'
KINDS = ("folder", "ssh", "git", "bucket", "zip")


@dataclass(frozen=True)
class Place:
    """The address of a target, a function that reads what it serves by the path, and an address that nobody answers."""

    address: str
    read: Callable[[], dict[str, bytes]]
    dead: str


@pytest.fixture(scope="module")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, str]]:
    with ssh_server(tmp_path_factory.mktemp("sshd")) as server:
        yield server


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with s3_server(tmp_path_factory.mktemp("s3")) as url:
        yield url


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    return MAKERS[request.param](request, tmp_path / "the www", monkeypatch)


def _folder(_request: pytest.FixtureRequest, www: Path, _monkeypatch: pytest.MonkeyPatch) -> Place:
    return Place(str(www), lambda: _files(www / "current"), f"{__file__}/www")


def _ssh(request: pytest.FixtureRequest, www: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    port, command = request.getfixturevalue("sshd")
    monkeypatch.setenv("DIGEST_SSH_COMMAND", command)
    address = f"ssh://127.0.0.1:{port}{str(www).replace(' ', '%20')}"
    return Place(address, lambda: _files(www / "current"), "ssh://127.0.0.1:9/www")


def _git(_request: pytest.FixtureRequest, www: Path, _monkeypatch: pytest.MonkeyPatch) -> Place:
    repository = bare_repository(www)

    def read() -> dict[str, bytes]:
        listed = subprocess.run(
            ["git", "-C", repository, "ls-tree", "-rz", "--name-only", "pages"], capture_output=True, check=False
        ).stdout.decode()
        command = ["git", "-C", str(repository), "show"]
        paths = filter(None, listed.split("\0"))
        return {path: subprocess.check_output([*command, f"pages:{path}"]) for path in paths if path != ".nojekyll"}

    return Place(f"git:{repository}#pages", read, f"git:{www}-elsewhere#pages")


def _bucket(request: pytest.FixtureRequest, _www: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    endpoint = request.getfixturevalue("s3")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "of-the-tests")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not-a-secret")
    name = f"bucket-{zlib.crc32(request.node.name.encode())}"
    ask_s3("PUT", f"{endpoint}/{name}")

    def read() -> dict[str, bytes]:
        keys = [key for key in s3_keys(endpoint, name) if not key.endswith(MANIFEST)]
        return {key.removeprefix("news/"): ask_s3("GET", f"{endpoint}/{name}/{quote(key)}")[0] for key in keys}

    return Place(f"s3://{name}/news?endpoint={endpoint}", read, f"s3://{name}-elsewhere/news?endpoint={endpoint}")


def _zip(_request: pytest.FixtureRequest, www: Path, _monkeypatch: pytest.MonkeyPatch) -> Place:
    archive = www / "site.zip"

    def read() -> dict[str, bytes]:
        if not archive.exists():
            return {}
        with zipfile.ZipFile(archive) as stored:
            return {name: stored.read(name) for name in stored.namelist()}

    return Place(str(archive), read, f"{__file__}/site.zip")


MAKERS: dict[str, Callable[[pytest.FixtureRequest, Path, pytest.MonkeyPatch], Place]] = {
    "folder": _folder,
    "ssh": _ssh,
    "git": _git,
    "bucket": _bucket,
    "zip": _zip,
}


def _files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    write(folder, {"index.html": "front 1", "feed.xml": "<feed/>", "theme/site.1.css": "body {}", ".state": "ours"})
    write(folder, {f"topics/{number}/index.html": f"topic {number}" for number in range(10)})
    write(folder, {"topics/łódź & co/index.html": "a name in another script"})
    return folder


def write(folder: Path, texts: dict[str, str]) -> None:
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".fresh")  # as the writer does it, who never writes into a file
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(file)


def publish(output: Path, address: str, *, minutes: int = 0, allow_loss: bool = False) -> Publication:
    settings, cache = PublishSettings(address), output.parent / "cache"
    return publish_site(output, settings, cache=cache, now=NOW + timedelta(minutes=minutes), allow_loss=allow_loss)


def built(output: Path) -> dict[str, bytes]:
    return {path: data for path, data in _files(output).items() if not path.startswith(".")}


def without_health(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path != "health.json"}


def test_what_is_served_is_the_site_byte_for_byte_and_then_the_next_one(output: Path, place: Place) -> None:
    first = publish(output, place.address)
    assert without_health(place.read()) == built(output)
    assert first.is_first
    assert first.changed >= built(output).keys()
    (output / "topics" / "0" / "index.html").unlink()
    write(output, {"index.html": "front 2", "topics/new/index.html": "new", "topics/1/index.html": "topic 1"})
    second = publish(output, place.address, minutes=30)
    assert without_health(place.read()) == built(output)
    assert not second.is_first
    assert second.changed - {"health.json"} == {"index.html", "topics/new/index.html"}
    # An archive is served by nobody, and its bytes depend on the site alone.
    assert place.read().get("health.json", b"").decode() == ("" if place.address.endswith(".zip") else HEALTH)


def test_a_site_that_lost_many_pages_is_refused_unless_that_is_meant(output: Path, place: Place) -> None:
    publish(output, place.address)
    served = place.read()
    for number in range(4):
        (output / "topics" / str(number) / "index.html").unlink()
    write(output, {"index.html": "front 2"})
    with pytest.raises(PublishError, match=r"4 of 12 pages .*topics/0/index\.html.*--allow-loss"):
        publish(output, place.address, minutes=30)
    assert place.read() == served
    publish(output, place.address, minutes=30, allow_loss=True)
    assert without_health(place.read()) == built(output)


def test_a_target_that_nobody_answers_for_is_told_in_one_line(output: Path, place: Place) -> None:
    with pytest.raises(PublishError) as told:
        publish(output, place.dead)
    assert "\n" not in str(told.value)


def test_no_message_has_a_secret(output: Path, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The target's own words are passed on, and may hold what was in its address or its environment."""
    monkeypatch.setenv("DIGEST_GIT_TOKEN", Path(place.dead.partition("#")[0]).name or "none-at-all")
    with pytest.raises(PublishError) as told:
        publish(output, place.dead)
    if place.address.startswith("git:"):
        assert "***" in str(told.value)
        assert os.environ["DIGEST_GIT_TOKEN"] not in str(told.value)
