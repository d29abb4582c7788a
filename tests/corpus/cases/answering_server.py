"""A real HTTP server that sends the very bytes that a case asks for, and keeps what it was asked."""

import socketserver
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Request:
    """One request as it came: names of headers are in small letters, and `path` is as the client wrote it."""

    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """A response. With `raw`, those bytes are all that is sent; `closes` says whether the connection ends with them.

    `late` follows after a moment, so that the client reads it by itself.
    """

    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    status: str = "200 OK"
    raw: bytes | None = None
    late: bytes = b""
    closes: bool = True

    def as_bytes(self) -> bytes:
        """What goes over the wire."""
        if self.raw is not None:
            return self.raw
        headers = {"Content-Length": str(len(self.body)), **self.headers}
        lines = [f"HTTP/1.1 {self.status}", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        return "\r\n".join(lines).encode("utf-8") + self.body


Answering = Answer | Callable[[Request], Answer]
NOT_FOUND = Answer(status="404 Not Found")


class AnsweringServer:
    """Answers by path, in `answers`; keeps every request in `requests`."""

    def __init__(self) -> None:
        self.answers: dict[str, Answering] = {}
        self.requests: list[Request] = []
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                while request := _request(self.rfile):
                    outer.requests.append(request)
                    answering = outer.answers.get(request.path, NOT_FOUND)
                    answer = answering(request) if callable(answering) else answering
                    self.wfile.write(answer.as_bytes())
                    if answer.late:
                        time.sleep(0.05)
                        self.wfile.write(answer.late)
                    if answer.raw is not None and answer.closes:
                        return

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, request: object, client_address: object) -> None:
                """Clients that leave in the middle of an answer are what some cases are about."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def url(self, path: str) -> str:
        """The address of a path on this server."""
        return f"http://{self.address}{path}"

    def stop(self) -> None:
        """End the server."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _request(stream: Any) -> Request | None:
    """The next request on a connection; None where the client has closed it."""
    words = stream.readline().decode("utf-8", "replace").split()
    if len(words) != 3:
        return None
    headers = {}
    while line := stream.readline().decode("utf-8", "replace").strip():
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return Request(words[1], headers)
