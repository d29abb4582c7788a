"""Each way in which a server can answer, by a real one."""

import asyncio
import contextlib
import gzip
import threading
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import brotli
import pytest
from backports import zstd

from digest.contracts.subscriptions import FetchSettings
from digest.errors import FeedError
from digest.feeds.http.client_sessions import ClientSessions
from digest.feeds.http.fetch import fetch
from digest.feeds.http.http_errors import BusyError
from digest.feeds.http.responses import FEED_DOCUMENT, DocumentKind, NotModified, Response, Validators

Get = Callable[..., Any]
NONE = Validators()


@pytest.fixture
def get(server: Any, now: datetime) -> Get:
    def get(path: str, validators: Validators = NONE, timeout_s: float = 60, kind: DocumentKind = FEED_DOCUMENT) -> Any:
        async def run() -> Any:
            async with ClientSessions(FetchSettings(allow_private=(server.address,)), None) as sessions:
                url = path if "://" in path else server.url(path)
                return await fetch(
                    sessions.of(server.url("/")), url, validators, timeout_s=timeout_s, now=now, kind=kind
                )

        return asyncio.run(run())

    return get


def raw(data: bytes, until: threading.Event | None = None) -> Callable[[BaseHTTPRequestHandler], None]:
    """Sends these bytes, waits until `until` is set, and closes the connection."""

    def handle(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(data)
        request.wfile.flush()
        if until is not None:
            until.wait()

    return handle


def test_a_whole_answer_comes_with_its_validators(server: Any, answer: Any, get: Get) -> None:
    headers = {"ETag": '"1"', "Last-Modified": "Sun, 22 Nov 2026 07:00:00 GMT", "Content-Type": "text/xml; charset=x"}
    server.answers["/f"] = answer(b"body", headers=headers)
    found = get("/f")
    assert found == Response(server.url("/f"), b"body", "text/xml; charset=x", found.validators)
    assert found.validators == Validators('"1"', "Sun, 22 Nov 2026 07:00:00 GMT")
    assert isinstance(get("/f", found.validators), NotModified)
    assert server.requests[1][1]["if-none-match"] == '"1"'
    assert server.requests[1][1]["if-modified-since"] == "Sun, 22 Nov 2026 07:00:00 GMT"
    assert not {"if-none-match", "if-modified-since", "cookie"} & set(server.requests[0][1])


@pytest.mark.parametrize("status", [204, 206, 304, 400, 401, 403, 404, 410, 418, 500, 502])
def test_every_other_status_is_an_error_that_says_so(server: Any, answer: Any, get: Get, status: int) -> None:
    server.answers["/f"] = answer(b"" if status in (204, 304) else b"x", status)
    with pytest.raises(FeedError, match=f"the server answers {status}"):
        get("/f")


def test_a_feed_that_is_gone_says_what_to_do(server: Any, answer: Any, get: Get) -> None:
    server.answers["/f"] = answer(status=410)
    with pytest.raises(FeedError, match="gone for good") as raised:
        get("/f")
    assert "concordance unsubscribe" in raised.value.advice


@pytest.mark.parametrize(
    ("value", "until"),
    [
        ("120", datetime(2026, 11, 22, 12, 2, tzinfo=UTC)),
        ("Sun, 22 Nov 2026 13:00:00 GMT", datetime(2026, 11, 22, 13, tzinfo=UTC)),
        ("soon", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_may_say_when_to_come_back(
    server: Any, answer: Any, get: Get, status: int, value: str, until: datetime | None
) -> None:
    server.answers["/f"] = answer(status=status, headers={"Retry-After": value} if value else {})
    with pytest.raises(BusyError) as raised:
        get("/f")
    assert raised.value.until == until


def test_redirects_are_followed_and_permanent_ones_reported(server: Any, answer: Any, get: Get) -> None:
    server.answers["/old"] = answer(status=301, headers={"Location": "/mid"})
    server.answers["/mid"] = answer(status=308, headers={"Location": server.url("/new")})
    server.answers["/tmp"] = answer(status=302, headers={"Location": "old"})
    server.answers["/new"] = answer(b"x")
    assert get("/old").moved_to == server.url("/new")
    assert get("/tmp").moved_to == ""
    assert get("/tmp").url == server.url("/new")


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("/loop", "more than 5 redirects"),
        ("http://10.0.0.1/", "10.0.0.1 is not a public address"),
        ("http://[::ffff:169.254.169.254]/latest", "not a public address"),
        ("file:///etc/passwd", "no address of http"),
        ("gopher://127.0.0.1/", "no address of http"),
        ("http://user:secret@127.0.0.1/", "user name"),
        ("", "says not where to"),
    ],
)
def test_redirects_lead_to_public_web_servers_only(
    server: Any, answer: Any, get: Get, location: str, reason: str
) -> None:
    server.answers["/loop"] = answer(status=302, headers={"Location": location} if location else {})
    with pytest.raises(FeedError, match=reason) as raised:
        get("/loop")
    assert "secret" not in str(raised.value)


BODY = b"<rss>" + b"word " * 5000 + b"</rss>"


def packed_with_gzip(body: bytes, level: int = 9) -> bytes:
    return gzip.compress(body, level, mtime=0)  # with the time in it, workers of pytest would disagree on test names


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", packed_with_gzip(BODY)),
        ("x-gzip", packed_with_gzip(BODY[:100]) + packed_with_gzip(BODY[100:])),
        ("gzip", packed_with_gzip(BODY) + b"\0" * 20),
        ("deflate", zlib.compress(BODY)),
        ("deflate", zlib.compress(BODY)[2:-4]),
        ("br", brotli.compress(BODY)),
        ("zstd", zstd.compress(BODY)),
        ("zstd", zstd.compress(BODY[:100]) + zstd.compress(BODY[100:])),
        ("identity", BODY),
        ("UTF-8", BODY),
        ("none", BODY),
        ("aws-chunked", BODY),
        ("x/y;q=1, ,8bit", BODY),
        ("GZIP", packed_with_gzip(BODY)),
        ("utf-8, gzip, identity", packed_with_gzip(BODY)),
        ("gzip, gzip", packed_with_gzip(packed_with_gzip(BODY))),
        ("gzip, gzip", packed_with_gzip(BODY)),  # named twice, done once
        ("gzip", packed_with_gzip(packed_with_gzip(BODY))),  # the other way round
        ("gzip, br", brotli.compress(packed_with_gzip(BODY))),
        ("gzip", BODY),
        ("br", b"\xef\xbb\xbf\n " + BODY),
        ("deflate", BODY),
        ("compress", BODY),
        ("identity", packed_with_gzip(BODY)),
        ("UTF-8", zstd.compress(BODY)),
    ],
)
def test_packed_answers_are_unpacked(server: Any, answer: Any, get: Get, coding: str, packed: bytes) -> None:
    server.answers["/f"] = answer(packed, headers={"Content-Encoding": coding})
    assert get("/f").body.lstrip(b"\xef\xbb\xbf\n ") == BODY


@pytest.mark.parametrize(
    ("coding", "packed", "reason"),
    [
        ("gzip", b"no gzip at all", "damaged"),
        ("gzip", packed_with_gzip(BODY)[:-20], "broke off"),
        ("gzip", packed_with_gzip(BODY)[:50] + b"\xff" * 50, "damaged"),
        ("deflate", zlib.compress(BODY)[:-20], "broke off"),
        ("br", b"x" * 100, "damaged"),
        ("br", brotli.compress(BODY)[:-3], "broke off"),
        ("zstd", b"x" * 100, "damaged"),
        ("zstd", zstd.compress(BODY)[:-3], "broke off"),
        ("compress", b"x", "wasn't asked for"),
        ("compress, gzip", packed_with_gzip(b"\1" * 100), "wasn't asked for"),
        ("gzip, gzip, gzip, gzip, gzip", packed_with_gzip(b"\1" * 100), "damaged"),
        ("", packed_with_gzip(BODY)[:-20], "broke off"),
    ],
)
def test_damaged_packing_is_an_error(
    server: Any, answer: Any, get: Get, coding: str, packed: bytes, reason: str
) -> None:
    server.answers["/f"] = answer(packed, headers={"Content-Encoding": coding})
    with pytest.raises(FeedError, match=reason):
        get("/f")


@pytest.mark.parametrize("coding", ["", "gzip", "br", "zstd"])
def test_a_body_over_the_limit_is_given_up_early(server: Any, answer: Any, get: Get, coding: str) -> None:
    packers: dict[str, Callable[[bytes], bytes]] = {
        "": lambda body: body,
        "gzip": zlib.compressobj(wbits=zlib.MAX_WBITS | 16).compress,
        "br": brotli.Compressor(quality=1).process,
        "zstd": zstd.ZstdCompressor().compress,
    }

    def without_end(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(f"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\n\r\n".encode())
        with contextlib.suppress(OSError):  # the client has left
            while True:
                request.wfile.write(packers[coding](b"\0" * 2**20))

    server.answers["/f"] = answer(handle=without_end)
    with pytest.raises(FeedError, match="more than 1 MiB"):
        get("/f", kind=DocumentKind("*/*", 2**20))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "broke off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort", "broke off"),
        (b"", "closed the connection without an answer"),
        (b"no HTTP at all\r\n\r\n", "can't be read as one of HTTP$"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000 + b"\r\n\r\n", "headers of its answer have more than 256 KiB"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 60_000 + b"\r\n", "."),
        (b"\n" * 300_000, "headers of its answer have more than 256 KiB"),
        (b"HTTP/1.1 103 Early Hints\r\n\r\n" * 20_000, "headers of its answer have more than 256 KiB"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshortno number\r\n", "."),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx", "."),
    ],
)
def test_broken_answers_are_errors(server: Any, answer: Any, get: Get, data: bytes, reason: str) -> None:
    server.answers["/f"] = answer(handle=raw(data))
    with pytest.raises(FeedError, match=reason):
        get("/f")


@pytest.mark.parametrize("data", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nslow"])
def test_a_slow_server_is_left_after_the_time_limit(server: Any, answer: Any, get: Get, data: bytes) -> None:
    left = threading.Event()
    server.answers["/f"] = answer(handle=raw(data, until=left))
    try:
        with pytest.raises(FeedError, match=r"within 0.3 s"):
            get("/f", timeout_s=0.3)
    finally:
        left.set()


def test_hosts_that_do_not_exist_and_ports_that_are_closed_are_named(server: Any, get: Get) -> None:
    with pytest.raises(FeedError, match=r"no-such-host.invalid"):
        get("http://no-such-host.invalid/f")
    server.stop()
    with pytest.raises(FeedError, match=r"can't connect to 127.0.0.1"):
        get("/f")


@pytest.mark.parametrize("etag", ["x\x7f", "é", "x" * 5000])
def test_validators_that_cannot_be_sent_back_are_not_kept(server: Any, answer: Any, get: Get, etag: str) -> None:
    server.answers["/f"] = answer(b"x", headers={"ETag": etag})
    assert get("/f").validators == Validators()


def test_a_retry_far_away_is_bounded(now: datetime) -> None:
    from digest.feeds.polling.schedule import bounded_wait  # noqa: PLC0415 -- one rule in two modules

    assert bounded_wait(now + timedelta(days=400), now) == now + timedelta(days=1)
    assert bounded_wait(now - timedelta(days=1), now) is None


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("/a%26b.xml?q=%2F", "/a%26b.xml?q=%2F"),
        ("/a%2Fb%20c+d.xml?q=1+2%263&&r", "/a%2Fb%20c+d.xml?q=1+2%263&&r"),
        ("/%7Ejane/;v=1,2?a[]=b|c&e=%e2%82%ac", "/%7Ejane/;v=1,2?a[]=b|c&e=%e2%82%ac"),
        ("/fährè datei.xml?ü=<x>", "/f%C3%A4hr%C3%A8%20datei.xml?%C3%BC=%3Cx%3E"),
        ("/x#part", "/x"),
        ("/x?a=1\r\nHost: evil", "/x?a=1Host:%20evil"),
        ("?q=1", "/?q=1"),
    ],
)
def test_an_address_is_asked_for_as_it_is_written(server: Any, answer: Any, get: Get, written: str, asked: str) -> None:
    server.answers[asked] = answer(b"x")
    assert get(server.url(written)).body == b"x"
    assert [path for path, _ in server.requests] == [asked]
