"""What open pages are told, and the server that tells them."""

import io
import json
import time
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from threading import Condition
from typing import BinaryIO, ClassVar
from urllib.parse import urlsplit

from ..http_server import QuietHandler
from .injection import with_script

EVENTS = "/.preview/events"
SCRIPT = "/.preview/reload.js"
_HEARTBEAT_S = 15.0  # by which a thread learns that its browser has gone
_WAITING = (
    b"<!DOCTYPE html><html lang=en><head><title>Preview</title></head><body><p>The site is being built.</p></body>"
)


@dataclass(frozen=True, slots=True)
class State:
    """Which build is shown, and why a later one failed, "" if none did."""

    version: str
    failure: str = ""


class Live:
    """The state of the preview, which threads can wait for."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._state = State(_version())

    @property
    def state(self) -> State:
        return self._state

    def built(self) -> None:
        """There is a new site to be seen."""
        self._put(State(_version()))

    def unchanged(self) -> None:
        """The site that is shown is as the files want it."""
        self._put(State(self._state.version))

    def failed(self, failure: str) -> None:
        """The files changed so that no site could be made of them; the last one is shown."""
        self._put(State(self._state.version, failure))

    def wait(self, known: State | None, timeout_s: float) -> State:
        """The state as soon as it is another than `known`, or after so many seconds as it is."""
        with self._changed:
            self._changed.wait_for(lambda: self._state != known, timeout_s)
            return self._state

    def _put(self, state: State) -> None:
        with self._changed:
            self._state = state
            self._changed.notify_all()


def _version() -> str:
    """Another one for each build, also of a preview that was ended and begun again while its pages stayed open."""
    return f"{time.time_ns():x}"


class LiveHandler(QuietHandler):
    """The site, with a script on each page that waits for the next build."""

    live: ClassVar[Live]

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        asked = urlsplit(self.path).path
        if asked == SCRIPT:
            script = Path(__file__).with_name("reload.js").read_bytes()
            return self.send_bytes(HTTPStatus.OK, script, "text/javascript; charset=utf-8")
        if asked == EVENTS:
            self._send_events()
            return None
        return super().send_head()

    def page(self, file: Path) -> bytes:
        version = self.live.state.version  # before the file is read: a build that ends meanwhile is a newer one
        return with_script(super().page(file), f"{SCRIPT}?at={version}")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != HTTPStatus.NOT_FOUND or Path(self.directory, "index.html").is_file():
            super().send_error(code, message, explain)
            return
        page = with_script(_WAITING, f"{SCRIPT}?at={self.live.state.version}")
        body = self.send_bytes(HTTPStatus.SERVICE_UNAVAILABLE, page, "text/html; charset=utf-8")
        if self.command != "HEAD":
            self.wfile.write(body.read())

    def _send_events(self) -> None:
        """https://html.spec.whatwg.org/multipage/server-sent-events.html"""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        known: State | None = None
        while self.command != "HEAD":
            state = self.live.wait(known, _HEARTBEAT_S)
            data = json.dumps({"version": state.version, "failure": state.failure})
            self.wfile.write(b": nothing new\n\n" if state == known else f"data: {data}\n\n".encode())
            self.wfile.flush()
            known = state
