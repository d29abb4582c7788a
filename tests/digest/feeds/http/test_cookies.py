"""Redirects that want their cookie back, within one request and no longer."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from digest.contracts.subscriptions import FetchSettings
from digest.errors import FeedError
from digest.feeds.http.client_sessions import ClientSessions
from digest.feeds.http.fetch import fetch
from digest.feeds.http.responses import Response, Validators


@pytest.fixture
def get(server: Any, now: datetime) -> Callable[..., list[Response]]:
    """Asks for paths one after the other over one session. The server is allowed under both of its names."""
    port = server.address.rpartition(":")[2]

    def get(*paths: str) -> list[Response]:
        async def run() -> list[Response]:
            settings = FetchSettings(allow_private=(server.address, f"localhost:{port}"))
            async with ClientSessions(settings, None) as sessions:
                found = [
                    await fetch(sessions.of(server.url(path)), server.url(path), Validators(), timeout_s=5, now=now)
                    for path in paths
                ]
            return [one for one in found if isinstance(one, Response)]

        return asyncio.run(run())

    return get


def wants(*cookies: str, to: str = "", ask: str = "") -> Callable[[BaseHTTPRequestHandler], None]:
    """Answers where the request has these cookies; else sets `ask`, and redirects to `to` or to where it is."""

    def handle(request: BaseHTTPRequestHandler) -> None:
        sent = set(filter(None, request.headers.get("Cookie", "").split("; ")))
        if set(cookies) <= sent:
            request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody")
            return
        line = (
            f"HTTP/1.1 302 Found\r\nLocation: {to or request.path}\r\nSet-Cookie: {ask or cookies[0] + '; Path=/'}\r\n"
        )
        request.wfile.write(f"{line}Content-Length: 0\r\n\r\n".encode())

    return handle


def cookies_sent(server: Any) -> list[str]:
    return [headers.get("cookie", "") for _, headers in server.requests]


@pytest.mark.parametrize(
    "ask",
    [
        "ok=1",
        "ok=1; Path=/; HttpOnly; SameSite=Lax",
        "ok=1; Max-Age=60",
        "ok=1; Expires=Thu, 01 Jan 2099 00:00:00 GMT; Path=/f",
    ],
)
def test_a_redirect_gets_its_cookie_back(server: Any, answer: Any, get: Any, ask: str) -> None:
    server.answers["/f"] = answer(handle=wants("ok=1", ask=ask))
    assert get("/f")[0].body == b"body"
    assert cookies_sent(server) == ["", "ok=1"]


def test_values_go_back_as_they_came(server: Any, answer: Any, get: Any) -> None:
    for number, value in enumerate(("a=b|c:1,2", "x%20y/=", "{1}")):
        server.answers[f"/{number}"] = answer(handle=wants(f"v={value}", ask=f"v={value}"))
        assert get(f"/{number}")[0].body == b"body"


def test_cookies_of_several_redirects_come_together_and_nothing_is_kept(server: Any, answer: Any, get: Any) -> None:
    redirect = answer(status=302, headers={"Location": "/two", "Set-Cookie": "one=1; Path=/"})
    server.answers = {"/one": redirect, "/two": answer(handle=wants("one=1", "two=2", ask="two=2; Path=/"))}
    assert [one.body for one in get("/one", "/one")] == [b"body", b"body"]
    assert cookies_sent(server) == ["", "one=1", "one=1; two=2"] * 2


@pytest.mark.parametrize("ask", ["ok=1; Domain=other.example", "ok=1; Secure", "ok=1; Max-Age=0", "ok=1; Path=/x"])
def test_a_cookie_that_is_for_elsewhere_is_not_sent_and_the_circle_has_an_advice(
    server: Any, answer: Any, get: Any, ask: str
) -> None:
    server.answers["/f"] = answer(handle=wants("ok=1", ask=ask))
    with pytest.raises(FeedError, match="more than 5 redirects") as raised:
        get("/f")
    assert "browser" in raised.value.advice
    assert set(cookies_sent(server)) == {""}


def test_a_cookie_stays_with_its_own_server(server: Any, answer: Any, get: Any) -> None:
    port = server.address.rpartition(":")[2]
    there = {"Location": f"http://localhost:{port}/g", "Set-Cookie": "ok=1; Path=/"}
    server.answers = {"/f": answer(status=302, headers=there), "/g": answer(b"body")}
    assert get("/f")[0].body == b"body"
    assert cookies_sent(server) == ["", ""]


def test_no_more_cookies_are_sent_than_servers_take(server: Any, answer: Any, get: Any) -> None:
    server.answers["/f"] = answer(status=302, headers={"Location": "/g", "Set-Cookie": f"a={'x' * 9000}; Path=/"})
    server.answers["/g"] = answer(b"body")
    assert get("/f")[0].body == b"body"
    assert cookies_sent(server) == ["", ""]
