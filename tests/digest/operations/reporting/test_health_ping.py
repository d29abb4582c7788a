import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from digest.operations.reporting.health_ping import PING_URL, ping


class HealthCheck(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), HealthCheckHandler)
        self.url = f"http://127.0.0.1:{self.server_port}/ping/a-secret-address"
        self.asked: list[str] = []
        self.status = 200


class HealthCheckHandler(BaseHTTPRequestHandler):
    server: HealthCheck

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class named it
        """Nothing."""


@pytest.fixture
def check() -> Iterator[HealthCheck]:
    with HealthCheck() as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


def test_the_address_is_asked_for_and_not_written_to_the_log(
    check: HealthCheck, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PING_URL, check.url)
    caplog.set_level(logging.INFO)
    assert ping(check.url)
    assert check.asked == ["/ping/a-secret-address"]
    assert caplog.messages == ["the health check was told: it answers 200"]
    check.status = 500
    assert not ping(check.url)
    assert not ping("http://127.0.0.1:9/a-secret-address")
    assert not ping("http://[a-secret-address/")
    assert not ping("file:///etc/passwd")
    assert len(caplog.messages) == 5
    assert "a-secret-address" not in caplog.text
