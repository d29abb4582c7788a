"""The desk over HTTP, for this machine alone: what the guard refuses gets a line of text, and nothing of the desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from secrets import token_urlsafe
from threading import Thread
from typing import Any, ClassVar, Final
from urllib.parse import parse_qs, unquote, urlsplit

from ...archive.model.settings import SiteSettings
from ...errors import ConfigurationError
from ..http_server import HOST, SiteServer
from ..preview.live_pages import LivePages
from .desk_decisions import DeskFields
from .desk_guard import FORM, MAX_BODY_BYTES, DeskGuard
from .desk_pages import Desk, DeskPage

MAX_FIELDS: Final = 200
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",  # the address has the token; without any, a form's origin would be "null"
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class DeskHandler(BaseHTTPRequestHandler):
    """Answers the requests that the guard lets through."""

    desk: ClassVar[Desk]
    guard: ClassVar[DeskGuard]
    timeout = 30  # seconds that a request may take to arrive
    server_version, sys_version = "desk", ""

    def do_GET(self) -> None:
        if self._is_refused():
            return
        parts = urlsplit(self.path)
        page = self.desk.page(self._name(parts.path), _fields(parts.query), parts.query)
        self._send(page or _plain(HTTPStatus.NOT_FOUND, "the desk has no such page"))

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        if self._is_refused():
            return
        length = self.headers.get("Content-Length", "")
        kind = self.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind != FORM or not length.isdecimal() or int(length) > MAX_BODY_BYTES:
            self._send(_plain(HTTPStatus.BAD_REQUEST, "expected a form of the desk"))
            return
        fields = _fields(self.rfile.read(int(length)).decode("utf-8", "replace"))
        refusal = self.guard.refusal_of_form(self.headers, fields.one("token"))
        if refusal:
            self._send(_plain(HTTPStatus.FORBIDDEN, refusal))
            return
        answer = self.desk.submit(self._name(urlsplit(self.path).path), fields)
        if isinstance(answer, str):
            self._send(DeskPage(b"", HTTPStatus.SEE_OTHER), answer)
        else:
            self._send(answer or _plain(HTTPStatus.NOT_FOUND, "the desk has no such form"))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class named it
        """Log nothing: addresses have the token in them."""

    def _is_refused(self) -> bool:
        refusal = self.guard.refusal(urlsplit(self.path).path, self.headers)
        if refusal:
            self._send(_plain(HTTPStatus.FORBIDDEN, refusal))
        return bool(refusal)

    def _name(self, path: str) -> str:
        """What is asked for below the root."""
        return unquote(path.removeprefix(self.guard.root)) if path.startswith(self.guard.root) else ""

    def _send(self, page: DeskPage, location: str = "") -> None:
        self.send_response(page.status)
        self.send_header("Content-Type", page.content_type)
        self.send_header("Content-Length", str(len(page.body)))
        if location:
            self.send_header("Location", location)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page.body)


@contextmanager
def desk_server(settings: SiteSettings, live_pages: LivePages, site_url: str, port: int) -> Iterator[tuple[str, Desk]]:
    """The desk, served at the address that comes with it as long as the block runs; port 0 stands for any free one.

    Raises:
        ConfigurationError: the port can't be had.
    """
    handler = type("RunningDeskHandler", (DeskHandler,), {})
    try:
        server = SiteServer((HOST, port), handler)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigurationError(f"port {port}: {reason}; --port names another one for the site") from error
    guard = DeskGuard(token_urlsafe(24), server.server_port)
    desk = Desk(settings, live_pages, root=guard.root, site_url=site_url)
    handler.guard, handler.desk = guard, desk  # type: ignore[attr-defined]  # of the class that was just made
    with server:
        Thread(target=server.serve_forever, daemon=True, name="digest-desk").start()
        try:
            yield f"http://{HOST}:{server.server_port}{guard.root}", desk
        finally:
            server.shutdown()


def _fields(query: str) -> DeskFields:
    """The fields of a query or a form; none where there are too many."""
    try:
        return DeskFields(parse_qs(query, keep_blank_values=True, max_num_fields=MAX_FIELDS))
    except ValueError:
        return DeskFields({})


def _plain(status: HTTPStatus, text: str) -> DeskPage:
    return DeskPage(f"{text}\n".encode(), status, "text/plain; charset=utf-8")
