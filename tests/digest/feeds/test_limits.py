"""Documents made to hang or kill whoever reads them, and servers that fail in the middle."""

import socket
import ssl
import struct
import subprocess
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

RSS = Callable[..., bytes]
ONE = {"title": "One", "link": "https://news.example/1", "guid": "1", "description": "x"}
SECRET = "root:x:0"


@pytest.mark.corpus
@pytest.mark.timeout(200)  # measured: 7 s
def test_bombs_and_entities_cost_no_time_and_reach_no_file(
    corpus: Path, server: Any, answer: Any, rss: RSS, polls: Any
) -> None:
    files = [
        path
        for name in ("bombs", "xxe", "defusedxml")
        for path in sorted((corpus / "hostile" / name).iterdir())
        if path.suffix == ".xml"
    ]
    assert len(files) > 15
    for number, path in enumerate(files):
        server.answers[f"/{number}"] = answer(path.read_bytes())
    server.answers["/good"] = answer(rss(ONE))
    report = polls(*(f"/{number}" for number in range(len(files))), "/good", connections_per_host=8)
    assert report.feeds[-1].new == 1
    for feed in report.feeds:
        assert feed.status == "ok" or feed.message
    said = "".join(polls.files().values()) + report.to_json()
    assert SECRET not in said
    assert len(said) < 2_000_000
    asked = {path for path, _ in server.requests}
    assert asked == {f"/{number}" for number in range(len(files))} | {"/good"}


@pytest.mark.timeout(120)  # measured: 0.5 s
def test_nesting_of_a_hundred_thousand_elements_is_refused_at_once(
    server: Any, answer: Any, rss: RSS, polls: Any
) -> None:
    deep = b"<rss><channel><item><title>t</title><description>"
    server.answers["/plain"] = answer(
        deep + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</description></item></channel></rss>"
    )
    server.answers["/broken"] = answer(deep + b"<a>" * 100_000)
    server.answers["/json"] = answer(b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000)
    report = polls("/plain", "/broken", "/json")
    assert [feed.status for feed in report.feeds] == ["failed"] * 3
    assert ["nested" in feed.message for feed in report.feeds] == [True, True, False]


def reset(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss>")
    request.wfile.flush()
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.connection.close()


def test_a_connection_that_is_reset_costs_its_own_feed_only(server: Any, answer: Any, rss: RSS, polls: Any) -> None:
    server.answers = {"/reset": answer(handle=reset), "/good": answer(rss(ONE))}
    report = polls("/reset", "/good")
    assert [feed.status for feed in report.feeds] == ["failed", "ok"]
    assert report.feeds[0].message


@pytest.fixture
def self_signed(tmp_path: Path) -> Iterator[str]:
    """An https server whose certificate nobody vouches for."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subject = ["-days", "1", "-subj", "/CN=localhost"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject]
    made = subprocess.run([*command, "-keyout", str(key), "-out", str(certificate)], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("there is no openssl to make a certificate with")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """The client refuses the certificate."""

    server = Quiet(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_certificate_that_nobody_vouches_for_is_an_error(
    self_signed: str, server: Any, answer: Any, rss: RSS, polls: Any
) -> None:
    server.answers["/good"] = answer(rss(ONE))
    plain_server = server.address
    report = polls(
        f"https://{self_signed}/f", f"https://{plain_server}/f", "/good", allow_private=(self_signed, plain_server)
    )
    assert [feed.status for feed in report.feeds] == ["failed", "failed", "ok"]
    assert "certificate" in report.feeds[0].message
    assert plain_server.partition(":")[0] in report.feeds[1].message
