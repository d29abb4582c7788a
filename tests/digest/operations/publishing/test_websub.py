"""Hubs are told of the feeds that changed, by a real server that takes what they are told."""

import json
import logging
import shutil
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from digest.errors import DigestError
from digest.operations.publish import main
from digest.operations.publishing import websub
from digest.operations.publishing.publication import MISSED_FILE
from digest.operations.publishing.websub import HubError

SITE = "https://news.example"


class Hub(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), HubHandler)
        self.url = f"http://127.0.0.1:{self.server_port}/"
        self.told: list[dict[str, list[str]]] = []
        self.status, self.wait_s, self.place = 204, 0.0, ""

    @property
    def told_of(self) -> list[str]:
        """What it was told of since it was asked last."""
        told, self.told = self.told, []
        assert all(form["hub.mode"] == ["publish"] for form in told)
        return [url.removeprefix(SITE) for form in told for url in form["hub.url"]]


class HubHandler(BaseHTTPRequestHandler):
    server: Hub

    def do_POST(self) -> None:
        assert self.headers["Content-Type"] == "application/x-www-form-urlencoded"
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        time.sleep(self.server.wait_s)
        if self.server.status < 300:
            self.server.told.append(parse_qs(form))
        self.send_response(self.server.status)
        if self.server.place:
            self.send_header("Location", self.server.place)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class named it
        """Nothing."""


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub() as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


def write(output: Path, root: str, hub: str, title: str) -> None:
    folder = output / root
    folder.mkdir(parents=True, exist_ok=True)
    link = f'<link rel="hub" href="{hub}"/>' if hub else ""
    for name, text in {
        "feed.xml": f'<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="{SITE}/{root}feed.xml"/>{link}'
        f'<entry><title>{title}</title><link rel="self" href="https://elsewhere.example/"/></entry></feed>',
        "feed.json": json.dumps(
            {"feed_url": f"{SITE}/{root}feed.json", "title": title}
            | ({"hubs": [{"type": "WebSub", "url": hub}]} if hub else {})
        ),
    }.items():
        fresh = folder / "fresh"  # as the writer does it, who never writes into a file
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(folder / name)


@pytest.fixture
def output(tmp_path: Path, hub: Hub) -> Path:
    folder = tmp_path / "output"
    for root in ("", "topics/mi6/", "topics/shell/"):
        write(folder, root, hub.url, "one")
    write(folder, "topics/mi6/2023/07/", "", "archive")
    (folder / "index.html").write_text("front")
    return folder


def publish(output: Path) -> int:
    return main(["--output", str(output), "--to", str(output.parent / "www"), "--cache", str(output.parent / "cache")])


def test_a_hub_is_told_of_the_feeds_that_changed_and_of_no_other(output: Path, hub: Hub) -> None:
    assert publish(output) == 0
    assert hub.told_of == []  # nobody can have subscribed to what was not there
    assert publish(output) == 0
    assert hub.told_of == []
    write(output, "topics/mi6/", hub.url, "two")
    write(output, "topics/mi6/2023/07/", "", "archive, changed")
    write(output, "topics/shell/", hub.url, "one")  # another file of the same bytes
    write(output, "sections/africa/", hub.url, "new")
    assert publish(output) == 0
    assert hub.told_of == [
        f"/{root}feed.{ending}" for root in ("sections/africa/", "topics/mi6/") for ending in ("json", "xml")
    ]


def test_a_hub_that_fails_is_named_and_told_the_next_time(
    output: Path, hub: Hub, caplog: pytest.LogCaptureFixture
) -> None:
    publish(output)
    write(output, "", hub.url, "two")
    hub.status = 503
    with caplog.at_level(logging.WARNING):
        assert publish(output) == 0
    [record] = caplog.records
    assert record.getMessage() == f"the hub {hub.url} was not told of 2 feeds: it answers 503"
    write(output, "topics/mi6/", hub.url, "two")
    shutil.rmtree(output / "topics/shell")
    hub.status = 204
    publish(output)
    assert hub.told_of == ["/feed.json", "/feed.xml", "/topics/mi6/feed.json", "/topics/mi6/feed.xml"]
    publish(output)
    assert hub.told_of == []
    assert not (output.parent / "www" / MISSED_FILE).exists()


def test_a_hub_that_nobody_answers_for_or_that_hangs_fails_no_run(
    output: Path, hub: Hub, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(output)
    caplog.clear()
    monkeypatch.setattr(websub, "TIMEOUT_S", 0.3)
    hub.wait_s = 1
    write(output, "", hub.url, "two")
    write(output, "topics/mi6/", "http://127.0.0.1:9/", "two")
    write(output, "topics/shell/", "not an address", "two")
    assert publish(output) == 0
    warnings = [one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING]
    assert len(warnings) == 3
    for name, reason in {hub.url: "no answer within", "http://127.0.0.1:9/": "onnect", "not an address": ""}.items():
        assert any(name in one and reason in one for one in warnings), name


def test_a_hub_that_moved_is_told_of_by_its_new_address(
    output: Path, hub: Hub, caplog: pytest.LogCaptureFixture
) -> None:
    publish(output)
    write(output, "", hub.url, "two")
    hub.status, hub.place = 301, "https://new.example/"
    assert publish(output) == 0
    assert "put 'https://new.example/' in DIGEST_WEBSUB_HUB" in caplog.text


def test_very_many_feeds_are_told_in_parts(output: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websub, "MAX_FEEDS", 3)
    publish(output)
    for root in ("", "topics/mi6/", "topics/shell/", "topics/new/"):
        write(output, root, hub.url, "two")
    publish(output)
    assert [len(form["hub.url"]) for form in hub.told] == [3, 3, 2]
    assert len(set(hub.told_of)) == 8


@pytest.mark.parametrize("damage", ["{", '"text"', '{"a": 1}', "[1, null]"])
def test_a_damaged_note_of_what_was_missed_costs_nothing_else(output: Path, hub: Hub, damage: str) -> None:
    publish(output)
    (output.parent / "www" / MISSED_FILE).write_text(damage)
    write(output, "topics/mi6/", hub.url, "two")
    assert publish(output) == 0
    assert hub.told_of == ["/topics/mi6/feed.json", "/topics/mi6/feed.xml"]


def test_the_error_of_a_hub_is_one_of_this_project() -> None:
    assert issubclass(HubError, DigestError)
