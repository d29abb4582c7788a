"""A real HTTP server that answers as a test says, and a poll of it into a fresh folder."""

import math
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from digest.contracts.feed_status import FILE_NAME
from digest.contracts.subscription_file import check
from digest.feeds.polling.poll import poll
from digest.feeds.polling.poll_report import PollReport
from digest.feeds.workers.worker_pool import IdleProcesses

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass
class Answer:
    """What the server says on one path. `handle` takes the request over altogether."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    handle: Callable[[BaseHTTPRequestHandler], None] | None = None


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that leave in the middle of an answer are what some tests are about."""


class FeedServer:
    """Serves `answers` by path, and keeps the paths and headers of all requests."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                answer = outer.answers.get(self.path, Answer(status=404))
                if answer.handle is not None:
                    self.close_connection = True
                    answer.handle(self)
                    return
                etag = answer.headers.get("ETag")
                same = etag is not None and self.headers.get("If-None-Match") == etag
                self.send_response(304 if same else answer.status)
                body = b"" if same else answer.body
                for name, value in {"Content-Length": str(len(body)), **answer.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name of the base class
                pass

        self._server = _QuietServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def url(self, path: str) -> str:
        return f"http://{self.address}{path}"

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@dataclass
class Polls:
    """Polls the server's paths into one content folder."""

    server: FeedServer
    content: Path
    cache: Path
    processes: IdleProcesses
    timeout_s: float = 10.0
    task_time_limit_s: float = 60.0

    def __call__(
        self,
        *paths: str,
        now: datetime = NOW,
        poll_all: bool = True,
        fields: dict[str, Any] | None = None,
        each: tuple[dict[str, Any], ...] = (),
        limit_s: float = math.inf,
        **settings: Any,
    ) -> PollReport:
        """`fields` are those of all subscriptions, `each` those of one, `settings` those of fetching."""
        common = {"section": "World", **(fields or {})}
        feeds = [
            {
                "url": path if "://" in path else self.server.url(path),
                "name": f"Feed {path.strip('/')}",
                **common,
                **own,
            }
            for path, own in zip(paths, each or ({},) * len(paths), strict=True)
        ]
        fetch = {
            "contact": "editor@example.org",
            "allow_private": (self.server.address,),
            "timeout_s": self.timeout_s,
            "page_delay_s": 0,
            **settings,
        }
        return poll(
            check({"fetch": fetch, "feed": feeds}, Path()),
            content=self.content,
            cache=self.cache,
            now=now,
            poll_all=poll_all,
            task_time_limit_s=self.task_time_limit_s,
            processes=self.processes,
            limit_s=limit_s,
        )

    def files(self) -> dict[str, str]:
        """Every file of the content folder with its text, but for earlier versions, and the record of how it stands
        with the feeds."""
        paths = ((str(path.relative_to(self.content)), path) for path in self._paths())
        return {name: path.read_text(encoding="utf-8") for name, path in paths if not name.startswith("versions/")}

    def marks(self) -> dict[str, tuple[int, int]]:
        """Inode and time of every file: they change with any writing."""
        return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in self._paths()}

    def _paths(self) -> list[Path]:
        return [path for path in sorted(self.content.rglob("*")) if path.is_file() and path.name != FILE_NAME]


def _rss(*items: dict[str, str], head: str = "") -> bytes:
    """An RSS 2.0 document. Values are text: what is to arrive as HTML is given as HTML."""
    entries = "".join(
        "<item>" + "".join(f"<{name}>{escape(value)}</{name}>" for name, value in item.items()) + "</item>"
        for item in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{head}{entries}</channel></rss>'.encode()


@pytest.fixture
def server() -> Iterator[FeedServer]:
    server = FeedServer()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def processes() -> Iterator[IdleProcesses]:
    """Starting them takes most of a small poll's time."""
    with IdleProcesses() as processes:
        yield processes


@pytest.fixture
def polls(server: FeedServer, tmp_path: Path, processes: IdleProcesses) -> Polls:
    return Polls(server, tmp_path / "content", tmp_path / "cache", processes)


@pytest.fixture
def rss() -> Callable[..., bytes]:
    return _rss


@pytest.fixture
def answer() -> type[Answer]:
    return Answer


@pytest.fixture
def now() -> datetime:
    return NOW
