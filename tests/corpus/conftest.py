"""Polls feeds from a local server and builds sites of them, by the same commands as an editor's."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

NOW = "2026-11-22T12:00:00Z"


@dataclass(frozen=True)
class Polled:
    """The articles of some feeds, and the poll's report."""

    content: Path
    cache: Path
    report: Mapping[str, Any]


@dataclass(frozen=True)
class Site(Polled):
    """A built site with all that went into it."""

    output: Path


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class named it
        """Nothing."""


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A module of the project, as its command line is used."""
    env = {**os.environ, "PYTHONPATH": str(root / "plugins"), "SITEURL": "https://digest.example"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=root, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="session")
def poll(root: Path) -> Iterator[Callable[[Path, Path, Mapping[str, str]], Polled]]:
    """A function of (folder with feeds, work folder, extra lines by file name): the articles of all those feeds."""
    servers: list[ThreadingHTTPServer] = []

    def make(feeds: Path, work: Path, extra: Mapping[str, str]) -> Polled:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(feeds)))
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        content, cache = work / "content", work / "cache"
        (content / "news").mkdir(parents=True, exist_ok=True)
        for name in ("actors", "pages"):
            if not (content / name).exists():
                (content / name).symlink_to(root / "content" / name, target_is_directory=True)
        lines = [f'[fetch]\nallow_private = ["127.0.0.1:{server.server_port}"]\n']
        for file in sorted(feeds.iterdir()):
            if file.suffix in (".xml", ".json"):
                url = f"http://127.0.0.1:{server.server_port}/{file.name}"
                lines.append(f'[[feed]]\nurl = "{url}"\nname = "{file.stem}"\n{extra.get(file.name, "")}\n')
        subscriptions = content / "subscriptions.toml"
        subscriptions.write_text("\n".join(lines), encoding="utf-8")
        return Polled(content, cache, _poll(root, content, cache))

    yield make
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def build(root: Path) -> Callable[..., Site]:
    """A function of (what was polled, options of a build): builds the site of it, beside its content."""

    def make(polled: Polled, *options: str) -> Site:
        output = polled.content.parent / "output"
        paths = ["--content", str(polled.content), "--output", str(output), "--cache", str(polled.cache)]
        built = run(root, "-m", "digest.operations.build", *paths, "--now", NOW, *options)
        assert built.returncode == 0, built.stderr
        return Site(polled.content, polled.cache, polled.report, output)

    return make


@pytest.fixture(scope="session")
def poll_and_build(
    poll: Callable[[Path, Path, Mapping[str, str]], Polled], build: Callable[..., Site]
) -> Callable[[Path, Path, Mapping[str, str]], Site]:
    """Both in one; in one process, since others would load the models once more and leave no time to other tests."""
    return lambda feeds, work, extra: build(poll(feeds, work, extra), "--jobs", "1")


@pytest.fixture(scope="session")
def poll_again(root: Path) -> Callable[[Polled], Mapping[str, Any]]:
    """A function that polls the same feeds once more; returns the report."""
    return lambda polled: _poll(root, polled.content, polled.cache)


def _poll(root: Path, content: Path, cache: Path) -> Mapping[str, Any]:
    report = content.parent / "report.json"
    options = ["--subscriptions", str(content / "subscriptions.toml"), "--content", str(content), "--cache", str(cache)]
    polled = run(root, "-m", "digest.feeds", "poll", *options, "--now", NOW, "--all", "--report", str(report))
    assert polled.returncode == 0, polled.stderr
    loaded: Mapping[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return loaded
