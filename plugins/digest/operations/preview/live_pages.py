"""How the last build ended, as open pages hear of it, and the server that tells them."""

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
from .script_injection import with_script

EVENTS = "/.preview/events"
SCRIPT = "/.preview/reload.js"
_HEARTBEAT_S = 15.0  # by which a thread learns that its browser has gone
_WAITING = (
    b"<!DOCTYPE html><html lang=en><head><title>Preview</title></head><body><p>The site is being built.</p></body>"
)


@dataclass(frozen=True, slots=True)
class ShownBuild:
    """The version of the build that is shown, and why a later one failed, "" if none did."""

    version: str
    failure: str = ""


class LivePages:
    """The build that open pages show; the thread of each page waits for the next one."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._shown = ShownBuild(_version())

    @property
    def shown(self) -> ShownBuild:
        """The build that is shown now."""
        return self._shown

    def built(self) -> None:
        """Note that there is a new site to be seen."""
        self._put(ShownBuild(_version()))

    def unchanged(self) -> None:
        """Note that the site that is shown is as the files want it."""
        self._put(ShownBuild(self._shown.version))

    def failed(self, failure: str) -> None:
        """Note that no site could be made of the files as they are now; the last one is shown."""
        self._put(ShownBuild(self._shown.version, failure))

    def wait(self, known: ShownBuild | None, timeout_s: float) -> ShownBuild:
        """The build that is shown, as soon as it is another than `known`, or after `timeout_s` seconds in any case."""
        with self._changed:
            self._changed.wait_for(lambda: self._shown != known, timeout_s)
            return self._shown

    def _put(self, shown: ShownBuild) -> None:
        with self._changed:
            self._shown = shown
            self._changed.notify_all()


def _version() -> str:
    """A version that no other build has, nor a preview that was ended and begun again while its pages stayed open."""
    return f"{time.time_ns():x}"


class LiveHandler(QuietHandler):
    """The site, with a script on each page that waits for the next build."""

    live_pages: ClassVar[LivePages]

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
        version = (
            self.live_pages.shown.version
        )  # before the file is read: a build that ends meanwhile has a newer version
        return with_script(super().page(file), f"{SCRIPT}?at={version}")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != HTTPStatus.NOT_FOUND or Path(self.directory, "index.html").is_file():
            super().send_error(code, message, explain)
            return
        page = with_script(_WAITING, f"{SCRIPT}?at={self.live_pages.shown.version}")
        body = self.send_bytes(HTTPStatus.SERVICE_UNAVAILABLE, page, "text/html; charset=utf-8")
        if self.command != "HEAD":
            self.wfile.write(body.read())

    def _send_events(self) -> None:
        """Send each new build as an event: https://html.spec.whatwg.org/multipage/server-sent-events.html"""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        known: ShownBuild | None = None
        while self.command != "HEAD":
            shown = self.live_pages.wait(known, _HEARTBEAT_S)
            data = json.dumps({"version": shown.version, "failure": shown.failure})
            self.wfile.write(b": nothing new\n\n" if shown == known else f"data: {data}\n\n".encode())
            self.wfile.flush()
            known = shown
