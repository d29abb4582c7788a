"""A web server for looking at a site on one's own machine.

python -m digest.serve [--output output] [--port 8000]
"""

import argparse
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class SiteHandler(SimpleHTTPRequestHandler):
    """Files of one folder, and its 404.html for what isn't there."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".xml": "application/xml", ".json": "application/json"}

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class QuietHandler(SiteHandler):
    """The same without a line for each request."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class named it
        """Nothing."""


def server(folder: Path, port: int = 0, *, quiet: bool = False) -> ThreadingHTTPServer:
    """A server of `folder` on this machine only; port 0 is any free one."""
    handler = QuietHandler if quiet else SiteHandler
    return ThreadingHTTPServer(("127.0.0.1", port), partial(handler, directory=str(folder)))


def serve(folder: Path, port: int) -> None:
    """Serves `folder` until interrupted."""
    with server(folder, port) as running:
        print(f"http://127.0.0.1:{running.server_port}/ shows {folder}; Ctrl+C ends it", flush=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m digest.serve", description="Serves a built site.")
    parser.add_argument("--output", type=Path, default=Path("output"))
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args(arguments)
    if not (options.output / "index.html").is_file():
        print(f"{options.output}: there is no index.html; build the site first", file=sys.stderr)
        return 1
    serve(options.output, options.port)
    return 0


if __name__ == "__main__":
    sys.exit(main())
