"""An archive with digests and hits, and real servers that take what is sent."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from digest.archive.index_file import IndexFile
from digest.archive.model.article import Article
from digest.archive.model.article_body import read_body
from digest.archive.questions.archive import Archive
from digest.archive.watches import Watch, Watches
from tests.digest.archive.small_archives import inputs_of, update
from tests.digest.archive.small_records import NORTH, SETTINGS, SOUTH, article

NOW = datetime(2023, 7, 10, 6, tzinfo=UTC)  # a Monday
WATCHES = Watches(
    watch=(
        Watch(name="Harbour strikes", slug="strikes", query="strike"),
        Watch(name="Kites", query="kite", private=True),
    )
)
HOSTILE = '<script>alert(1)</script> & "kite"\u202e\r\nBcc: everybody@example.org'


def news(day: int, slug: str, text: str, *, headline: str = "", source: Any = NORTH, hour: int = 12) -> Article:
    plain = article(day, source)
    return replace(
        plain,
        id=f"news/2023/07/{day:02}/{slug}.md",
        path=f"2023/07/{day:02}/{slug}/",
        headline=headline or f"Report {slug}",
        date=plain.date.replace(hour=hour),
        body=read_body(f"<p>{text}</p>"),
        original=f"https://{source.slug}.example/{slug}",
        annotation=replace(plain.annotation, id=f"news/2023/07/{day:02}/{slug}.md"),
    )


class GrowingArchive:
    """An archive to which articles come."""

    def __init__(self, folder: Path) -> None:
        self.settings = replace(SETTINGS, url="https://digest.example", base="")
        self.index = IndexFile(folder / "archive.sqlite")
        self._there: list[Article] = []
        self.add(
            news(
                7,
                "ferry",
                "The ferry to Ashwick Island sank with forty sheep, its captain said.",
                headline="Ferry sinks",
            ),
            news(
                8, "ferry", "The ferry to Ashwick Island sank with forty sheep.", headline="Ferry sinks", source=SOUTH
            ),
            news(9, "strike", "A strike of the pilots began in the harbour."),
        )

    def add(self, *articles: Article, gone: tuple[str, ...] = ()) -> None:
        inputs = replace(inputs_of(), watches=WATCHES)
        update(self.index, articles, inputs, gone, settings=self.settings, known=self._there)
        self._there += articles

    @property
    def archive(self) -> Archive:
        return Archive(self.index, self.settings)


@pytest.fixture
def growing(tmp_path: Path) -> GrowingArchive:
    return GrowingArchive(tmp_path)


@dataclass
class Clock:
    """A clock that tests set."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@dataclass
class MailBox:
    """A mail server on this machine, and what it took. `answer` is what it says to the next mails."""

    port: int = 0
    answer: str = "250 OK"
    mails: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    logins: list[tuple[str, str]] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        if self.answer.startswith("250"):
            mail = message_from_bytes(envelope.original_content, policy=default)
            assert isinstance(mail, EmailMessage)
            self.mails.append((envelope.rcpt_tos, mail))
        return self.answer

    async def handle_RCPT(self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if address.startswith("nobody@"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailBox]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        box = MailBox(free.getsockname()[1])
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    for name, value in {
        "HOST": "127.0.0.1",
        "PORT": str(box.port),
        "TLS": "none",
        "FROM": "news@digest.example",
    }.items():
        monkeypatch.setenv(f"DIGEST_SMTP_{name}", value)
    yield box
    controller.stop()


@dataclass
class HookRequestSeen:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Hook:
    """A web server on this machine, and what it was sent. `status` is its answer."""

    url: str = ""
    status: int = 204
    before: Callable[[], object] = lambda: None  # what happens when a request has come
    seen: list[HookRequestSeen] = field(default_factory=list)


@contextmanager
def hook_server() -> Iterator[Hook]:
    hook = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if hook.status < 300:
                hook.seen.append(HookRequestSeen(self.command, self.path, dict(self.headers), body))
            hook.before()
            self.send_response(hook.status)
            if 300 <= hook.status < 400:
                self.send_header("Location", "http://127.0.0.1:1/")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_PUT = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hook.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield hook
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def hook() -> Iterator[Hook]:
    with hook_server() as server:
        yield server
