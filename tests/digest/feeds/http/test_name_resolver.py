"""Names whose DNS server never answers, beside names whose server does."""

import asyncio
import socket
import struct
from collections.abc import Iterator
from socketserver import BaseRequestHandler, ThreadingUDPServer
from threading import Thread
from typing import Any

import pytest

from digest.contracts.subscriptions import FetchSettings
from digest.errors import FeedError
from digest.feeds.http.client_sessions import ClientSessions
from digest.feeds.http.fetch import fetch
from digest.feeds.http.name_resolver import NameResolver, SilentNameServerError
from digest.feeds.http.responses import Response, Validators

_FLAGS = {"sound": 0x8180, "no-such": 0x8183, "broken": 0x8182}  # of an answer, by how the name begins


class _DnsHandler(BaseRequestHandler):
    """Answers 127.0.0.1 for names that begin with "sound", that there is none for "no-such", that it can't say for
    "broken", and else nothing."""

    def handle(self) -> None:
        question, reply_to = self.request
        name, kind = _asked(question)
        flags = next((flags for start, flags in _FLAGS.items() if name.startswith(start)), None)
        if flags is None:
            return
        has_address = name.startswith("sound") and kind == 1
        record = b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 60, 4) + bytes([127, 0, 0, 1])
        head = question[:2] + struct.pack(">HHHHH", flags, 1, int(has_address), 0, 0)
        end = question.index(b"\0", 12) + 5
        reply_to.sendto(head + question[12:end] + record * has_address, self.client_address)


def _asked(question: bytes) -> tuple[str, int]:
    """The name that a DNS message asks for, and the type of record (RFC 1035, 4.1.2)."""
    labels, at = [], 12
    while question[at]:
        labels.append(question[at + 1 : at + 1 + question[at]].decode())
        at += 1 + question[at]
    return ".".join(labels).lower(), struct.unpack(">H", question[at + 1 : at + 3])[0]


@pytest.fixture
def dns() -> Iterator[str]:
    """The "address:port" of a DNS server that doesn't answer every question."""
    server = ThreadingUDPServer(("127.0.0.1", 0), _DnsHandler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_thirty_names_without_an_answer_keep_thirty_sound_ones_from_nothing(
    dns: str, server: Any, answer: Any, now: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digest.feeds.http.name_resolver._TRIES", 12)  # a quarter of an hour, and more
    port = server.address.rpartition(":")[2]
    hanging = [f"http://hanging{number}.example:{port}/f" for number in range(30)]
    sound = [f"http://sound{number}.example:{port}/f" for number in range(30)]
    exceptions = tuple(f"sound{number}.example:{port}" for number in range(30))
    server.answers["/f"] = answer(b"body")

    async def run() -> tuple[list[Any], int]:
        async with ClientSessions(FetchSettings(allow_private=exceptions), None, NameResolver((dns,))) as sessions:

            def asked(url: str) -> asyncio.Task[Any]:
                return asyncio.create_task(fetch(sessions.of(url), url, Validators(), timeout_s=200, now=now))

            still_hanging = [asked(url) for url in hanging]
            found = await asyncio.gather(*map(asked, sound))
            count = sum(not task.done() for task in still_hanging)
            for task in still_hanging:
                task.cancel()
            await asyncio.gather(*still_hanging, return_exceptions=True)
            return found, count

    found, still_hanging = asyncio.run(run())
    assert [response.body for response in found if isinstance(response, Response)] == [b"body"] * 30
    assert still_hanging == 30  # no sound name had to wait until a hanging one was given up


def test_a_name_that_is_not_looked_up_in_time_is_given_up(dns: str, now: Any) -> None:
    async def run() -> None:
        async with ClientSessions(FetchSettings(), None, NameResolver((dns,))) as sessions:
            url = "http://hanging.example/f"
            await fetch(sessions.of(url), url, Validators(), timeout_s=0.2, now=now)

    with pytest.raises(FeedError, match=r"^no complete answer within 0.2 s$"):
        asyncio.run(run())


def resolved(dns: str, name: str) -> list[str]:
    async def run() -> list[str]:
        resolver = NameResolver((dns,))
        try:
            return [found["host"] for found in await resolver.resolve(name, 80, socket.AF_INET)]
        finally:
            await resolver.close()

    return asyncio.run(run())


def test_what_dns_does_not_know_the_system_may(dns: str) -> None:
    assert resolved(dns, "sound.example") == ["127.0.0.1"]
    assert resolved(dns, "localhost") == ["127.0.0.1"]
    assert resolved(dns, "127.0.0.1") == ["127.0.0.1"]
    with pytest.raises(OSError, match=r"."):
        resolved(dns, "no-such-name.invalid")


def test_the_system_is_not_asked_for_what_a_dns_server_can_not_say(dns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def note(host: str, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", note)
    with pytest.raises(OSError, match=r"."):
        resolved(dns, "broken.example")
    assert asked == []
    resolved(dns, "no-such-name.example")
    assert asked == ["no-such-name.example"]


def test_a_dns_server_that_is_silent_for_long_is_named_as_the_reason(
    dns: str, server: Any, now: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digest.feeds.http.name_resolver._FIRST_WAIT_S", 0.1)
    monkeypatch.setattr("digest.feeds.http.name_resolver._TRIES", 2)
    with pytest.raises(SilentNameServerError):
        resolved(dns, "hanging.example")

    async def run() -> None:
        async with ClientSessions(FetchSettings(), None, NameResolver((dns,))) as sessions:
            url = "http://hanging.example/f"
            await fetch(sessions.of(url), url, Validators(), timeout_s=9, now=now)

    with pytest.raises(FeedError, match=r"hanging.example can't be looked up: its DNS server doesn't answer"):
        asyncio.run(run())
