"""A web server for looking at a site on one's own machine: it sends the files of one folder as they are.

The preview, the demonstration and the browser tests serve by it.
"""

import io
import os
import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from ..errors import ConfigurationError

HOST = "127.0.0.1"
# Named here, since the other types that Python knows come from files of the machine, and differ between machines.
CONTENT_TYPES = {
    ".avif": "image/avif",
    ".bib": "text/x-bibtex; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/jsonl; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
FEED_TYPES = {"feed.json": "application/feed+json", "feed.xml": "application/atom+xml"}


class SiteHandler(SimpleHTTPRequestHandler):
    """Sends the files of one folder, and its 404.html for an address without a file. `base` is the path of the site's
    root, "" for the root of the host."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | CONTENT_TYPES
    base = ""

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        if self.base and urlsplit(self.path).path == "/":
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", f"{self.base}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        file = self._file()
        if file is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        if file.suffix == ".html":
            return self.send_page(HTTPStatus.OK, file)
        return super().send_head()

    def send_page(self, status: HTTPStatus, file: Path) -> io.BytesIO:
        """Send the head of a page; returns its body."""
        return self.send_bytes(status, self.page(file), "text/html; charset=utf-8")

    def send_bytes(self, status: HTTPStatus, body: bytes, content_type: str) -> io.BytesIO:
        """Send a head; returns the body, which is still to be sent."""
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def page(self, file: Path) -> bytes:
        """The bytes that are sent for a page."""
        return file.read_bytes()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = self.send_page(HTTPStatus.NOT_FOUND, page)
        if self.command != "HEAD":
            self.wfile.write(body.read())

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")  # a build may change a page a second later
        super().end_headers()

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(self.base))

    def guess_type(self, path: Any) -> str:
        return FEED_TYPES.get(Path(path).name) or super().guess_type(path)

    def _file(self) -> Path | None:
        """The file that the request names, if it is in the folder, also after following links; folders are not listed.

        A folder without its slash is returned as it is: the base class redirects to the address with the slash.
        """
        address = urlsplit(self.path).path
        if not address.startswith(f"{self.base}/"):
            return None
        path = Path(self.translate_path(self.path))
        if any(part.startswith(".") for part in path.relative_to(self.directory).parts):
            return None  # the state of the build, and what else is no part of the site
        try:
            if address.endswith("/"):
                path /= "index.html"
            real = Path(os.path.realpath(path, strict=True))  # Path.resolve has errors of its own for loops
            inside = real.is_relative_to(Path(self.directory).resolve())
        except (
            OSError,
            ValueError,
        ):  # there is none, its name is too long, its links form a loop, or a zero byte is in it
            return None
        if real.is_dir() and not (path / "index.html").is_file():
            return None
        return path if inside else None


class QuietHandler(SiteHandler):
    """A handler that logs no requests."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class named it
        """Log nothing."""


class SiteServer(ThreadingHTTPServer):
    """A server with a thread for each request; a browser that closes the connection is no error."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def server(
    folder: Path, port: int = 0, *, quiet: bool = False, handler: type[SiteHandler] | None = None
) -> ThreadingHTTPServer:
    """A server of `folder` for this machine only; port 0 stands for any free one.

    Raises:
        ConfigurationError: the port can't be had.
    """
    handler = handler or (QuietHandler if quiet else SiteHandler)
    try:
        return SiteServer((HOST, port), partial(handler, directory=str(folder)))
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigurationError(f"port {port}: {reason}; --port names another, such as {port % 60000 + 1}") from error


def serve(folder: Path, port: int) -> None:
    """Serve `folder` until interrupted."""
    with server(folder, port) as running:
        print(f"http://{HOST}:{running.server_port}/ shows {folder}; Ctrl+C ends it", flush=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print()
