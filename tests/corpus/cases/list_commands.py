"""The commands that read lists of feeds and name the feeds of a site, run on a case's file."""

import os
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from digest.feeds.__main__ import main
from tests.corpus.cases.answering_server import Answer, AnsweringServer

ROOT = Path(__file__).resolve().parents[3]
FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>All</title><item><title>Ferry</title>'
    b"<link>https://news.example/1</link><description>It sails.</description></item></channel></rss>"
)


def read_opml_list(file: Path, work: Path, capture: pytest.CaptureFixture[str]) -> Mapping[str, object]:
    """What `opml-in` makes of a list."""
    subscriptions = work / "subscriptions.toml"
    status = main(["opml-in", str(file), "--subscriptions", str(subscriptions)])
    return _outcome(status, "".join(capture.readouterr()), subscriptions)


def ask_site(
    name: str, page: Answer, server: AnsweringServer, work: Path, capture: pytest.CaptureFixture[str]
) -> Mapping[str, object]:
    """What `subscribe` makes of an address, at which the server gives `page`; a feed is at /f/all.xml."""
    subscriptions = work / "subscriptions.toml"
    subscriptions.write_text(f'[fetch]\nallow_private = ["{server.address}"]\n', encoding="utf-8")
    server.answers |= {f"/{name}/": page, "/f/all.xml": Answer(FEED, {"Content-Type": "application/rss+xml"})}
    status = main(["subscribe", server.url(f"/{name}/"), "--subscriptions", str(subscriptions)])
    return _outcome(status, "".join(capture.readouterr()), subscriptions)


def poll_subscriptions(file: Path, server: AnsweringServer, work: Path) -> Mapping[str, object]:
    """What `poll` makes of a file of subscriptions. Its feed is on the server, which the file's end allows."""
    server.answers["/f.xml"] = Answer(FEED, {"Content-Type": "application/rss+xml"})
    subscriptions = work / "subscriptions.toml"
    text = file.read_bytes().replace(b"https://a.example/f.xml", server.url("/f.xml").encode())
    subscriptions.write_bytes(text + f'\n[fetch]\nallow_private = ["{server.address}"]\n'.encode())
    options = ["--subscriptions", subscriptions, "--content", work / "content", "--cache", work / "cache"]
    done = subprocess.run(
        [sys.executable, "-m", "digest.feeds", "poll", *map(str, options), "--now", "2026-11-22T12:00:00Z"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    said = (done.stdout + done.stderr).replace(str(subscriptions), "FILE")
    return {"status": done.returncode, "said": said}


def _outcome(status: int, said: str, subscriptions: Path) -> Mapping[str, object]:
    feeds = tomllib.loads(subscriptions.read_text("utf-8")).get("feed", []) if subscriptions.exists() else []
    return {
        "status": status,
        "said": said,
        "names": [feed["name"] for feed in feeds],
        "sections": [feed.get("section", "") for feed in feeds],
        "urls": [feed["url"] for feed in feeds],
    }
