"""Where a response begins and ends, whatever else its server sends on the connection."""

import asyncio
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

import pytest

from digest.contracts.subscriptions import FetchSettings
from digest.errors import FeedError
from digest.feeds.http.client_sessions import ClientSessions
from digest.feeds.http.fetch import fetch
from digest.feeds.http.responses import NotModified, Response, Validators

SEEN = Validators('"1"', "")
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody"
Pieces = tuple[bytes, ...]
Fetched = list[Response | NotModified | str]


class RawServer(ThreadingTCPServer):
    """Sends for each path its pieces of bytes, with a pause before each but the first, and keeps the connection."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        self.pieces: dict[str, Pieces] = {}
        self.asked: list[tuple[int, str]] = []  # the number of the connection, and the path
        self.connections = 0
        super().__init__(("127.0.0.1", 0), _RawHandler)
        self.address = f"127.0.0.1:{self.server_address[1]}"


class _RawHandler(StreamRequestHandler):
    server: RawServer
    disable_nagle_algorithm = True

    def handle(self) -> None:
        self.server.connections += 1
        number = self.server.connections
        while line := self.rfile.readline():
            while self.rfile.readline().strip():
                pass
            path = line.split()[1].decode()
            self.server.asked.append((number, path))
            try:
                for count, piece in enumerate(self.server.pieces[path]):
                    time.sleep(0.05 * bool(count))
                    self.wfile.write(piece)
            except OSError:  # the client had enough
                return


@pytest.fixture
def raw_server() -> Iterator[RawServer]:
    server = RawServer()
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def ask(raw_server: RawServer, now: datetime) -> Callable[..., Fetched]:
    def ask(*paths: str, pause_s: float = 0, validators: Validators = SEEN) -> Fetched:
        """The results of asking for the paths one after the other over one session, with pauses between; of an error,
        its text."""

        async def run() -> Fetched:
            found: Fetched = []
            settings = FetchSettings(allow_private=(raw_server.address,))
            async with ClientSessions(settings, None) as sessions:
                for number, path in enumerate(paths):
                    await asyncio.sleep(pause_s * bool(number))
                    url = f"http://{raw_server.address}{path}"
                    try:
                        found.append(await fetch(sessions.of(url), url, validators, timeout_s=60, now=now))
                    except FeedError as error:
                        found.append(str(error))
            return found

        return asyncio.run(run())

    return ask


NOT_MODIFIED = b"HTTP/1.1 304 Not Modified\r\n"
WITH_BODIES: dict[str, Pieces] = {
    "length": (NOT_MODIFIED + b"Content-Length: 5\r\n\r\nhello",),
    "length, body later": (NOT_MODIFIED + b"Content-Length: 5\r\n\r\n", b"hello"),
    "length, no body": (NOT_MODIFIED + b"Content-Length: 5\r\n\r\n",),
    "no length": (NOT_MODIFIED + b"\r\n<html>not modified</html>",),
    "no length, body later": (NOT_MODIFIED + b"\r\n", b"<html>not modified</html>"),
    "chunked": (NOT_MODIFIED + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",),
    "chunked, empty": (NOT_MODIFIED + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",),
    "chunked, later": (NOT_MODIFIED + b"Transfer-Encoding: chunked\r\n\r\n", b"0\r\n\r\n"),
    "packed": (NOT_MODIFIED + b"Content-Encoding: br\r\nContent-Length: 1\r\n\r\n", b"\x06"),
    "in pieces": (b"HTTP/1.1 3", b"04 Not Modified\r", b"\nContent-Length: 2\r\n\r", b"\nhi"),
    "bare line feeds": (b"HTTP/1.1 304 Not Modified\nContent-Length: 2\n\nhi",),
    "after hints": (b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + NOT_MODIFIED + b"\r\nrest",),
    "looks like a response": (NOT_MODIFIED + b"\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx",),
    "a line end": (NOT_MODIFIED + b"\r\n\r\n",),
    "closing": (NOT_MODIFIED + b"Connection: close\r\n\r\nrest",),
}


@pytest.mark.parametrize("pause_s", [0, 0.2])
@pytest.mark.parametrize("kind", WITH_BODIES)
def test_a_body_that_comes_with_a_304_costs_neither_it_nor_the_next_response(
    raw_server: RawServer, ask: Callable[..., Fetched], kind: str, pause_s: float
) -> None:
    raw_server.pieces = {"/same": WITH_BODIES[kind], "/next": (OK,)}
    same, after, again = ask("/same", "/next", "/same", pause_s=pause_s)
    assert isinstance(same, NotModified), same
    assert isinstance(after, Response), after
    assert after.body == b"body"
    assert isinstance(again, NotModified), again


def test_a_connection_is_kept_where_nothing_is_wrong(raw_server: RawServer, ask: Callable[..., Fetched]) -> None:
    raw_server.pieces = {"/same": (NOT_MODIFIED + b"\r\n",), "/next": (OK + b"\r\n",)}
    assert [type(one) for one in ask("/same", "/next", "/same")] == [NotModified, Response, NotModified]
    assert {connection for connection, _ in raw_server.asked} == {1}


@pytest.mark.parametrize(
    "pieces",
    [
        (OK + b" and more",),
        (OK, b" and more"),
        (OK + b"\0",),
        (OK + b"HTTP/1.1 200 OK\r\n\r\n",),
        (OK[:-2], b"dy more"),
    ],
)
@pytest.mark.parametrize("pause_s", [0, 0.2])
def test_text_after_the_length_is_not_read_and_costs_the_next_response_nothing(
    raw_server: RawServer, ask: Callable[..., Fetched], pieces: Pieces, pause_s: float
) -> None:
    raw_server.pieces = {"/long": pieces, "/next": (OK,)}
    for response in ask("/long", "/next", "/next", pause_s=pause_s):
        assert isinstance(response, Response), response
        assert response.body == b"body"


def test_text_after_the_length_is_told(raw_server: RawServer, ask: Callable[..., Fetched]) -> None:
    raw_server.pieces = {"/long": (OK + b" and more",), "/next": (OK,)}
    long, after = ask("/long", "/next")
    assert isinstance(long, Response)
    assert isinstance(after, Response)
    assert "more than the Content-Length" in long.note
    assert after.note == ""


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Security-Policy: " + b"https://a.example " * 1200,
        b"Link: " + b"</a.css>; rel=preload, " * 8000,
        b"Set-Cookie: a=" + b"x" * 9000,
        b"\r\n".join(b"X-Trace-%d: %d" % (n, n) for n in range(400)),
        b"X-" + b"n" * 9000 + b": x",
    ],
)
def test_long_headers_are_read(raw_server: RawServer, ask: Callable[..., Fetched], head: bytes) -> None:
    raw_server.pieces = {"/f": (b"HTTP/1.1 200 OK\r\n" + head.strip() + OK[len(b"HTTP/1.1 200 OK") :],)}
    (response,) = ask("/f")
    assert isinstance(response, Response), response
    assert response.body == b"body"


def test_what_a_server_says_for_itself_is_in_no_message(raw_server: RawServer, ask: Callable[..., Fetched]) -> None:
    words = b"buy at evil-shop"
    raw_server.pieces = {
        "/status": (b"HTTP/1.1 404 " + words + b"\r\nContent-Length: 0\r\n\r\n",),
        "/unknown": (b"HTTP/1.1 499 " + words + b"\r\nContent-Length: 0\r\n\r\n",),
        "/garbage": (words + b"\r\n\r\n",),
        "/moved": (b"HTTP/1.1 302 Found\r\nLocation: buy:" + words + b"\r\nContent-Length: 0\r\n\r\n",),
        "/chunk": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + words + b"\r\n",),
        "/coding": (b"HTTP/1.1 200 OK\r\nContent-Encoding: compress, " + words + b"\r\nContent-Length: 1\r\n\r\nx",),
        "/length": (b"HTTP/1.1 200 OK\r\nContent-Length: " + words + b"\r\n\r\n",),
        "/header": (b"HTTP/1.1 200 OK\r\n" + words + b"\x00\r\n\r\n",),
    }
    for path, message in zip(raw_server.pieces, ask(*raw_server.pieces), strict=True):
        assert isinstance(message, str), path
        assert "buy" not in message, path
    assert ask("/status", "/unknown") == ["the server answers 404 Not Found", "the server answers 499"]
