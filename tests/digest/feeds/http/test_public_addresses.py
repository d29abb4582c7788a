import asyncio
import re
import socket
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from digest.contracts.subscriptions import FetchSettings
from digest.errors import FeedError
from digest.feeds.http.client_sessions import ClientSessions
from digest.feeds.http.fetch import fetch
from digest.feeds.http.public_addresses import is_public
from digest.feeds.http.responses import Response, Validators


class EverythingIsHome(AbstractResolver):
    """Answers as the DNS of an attacker: every name is this machine."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        assert family in (socket.AF_INET, socket.AF_UNSPEC)
        return [{"hostname": host, "host": "127.0.0.1", "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}]

    async def close(self) -> None:
        pass


def fetched(url: str, now: datetime, *, allow: tuple[str, ...] = (), resolver: AbstractResolver | None = None) -> Any:
    async def run() -> Any:
        async with ClientSessions(FetchSettings(allow_private=allow), None, resolver) as sessions:
            return await fetch(sessions.of(url), url, Validators(), timeout_s=5, now=now)

    return asyncio.run(run())


SPECIAL = """127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 239.1.1.1 240.0.0.1
255.255.255.255 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 192.88.99.1 192.0.0.8 :: ::1 ::ffff:127.0.0.1
::ffff:a9fe:a9fe ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 2002:7f00:1:: 2001::1 2001:db8::1
fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 fec0::1 ff02::1 100::1 5f00::1 3fff::1 localhost x 127.1"""
PUBLIC = "1.1.1.1 93.184.216.34 2606:4700::1111 64:ff9b::101:101 ::ffff:1.1.1.1"


@pytest.mark.parametrize("address", re.findall(r"\S+", SPECIAL))
def test_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", re.findall(r"\S+", PUBLIC))
def test_public_addresses_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.corpus
def test_no_spelling_of_a_private_address_is_connected_to(corpus: Path, server: Any, now: datetime) -> None:
    """Names resolve to the local server, so whatever got through would be seen there."""
    port = server.address.rpartition(":")[2]
    lines = (corpus / "hostile" / "ssrf-urls.txt").read_text(encoding="utf-8").split("\n")
    urls = [line for line in lines if line]
    assert len(urls) == 76
    for url in urls:
        for tried in {url, url.replace("127.0.0.1/", f"127.0.0.1:{port}/").replace("localhost/", f"localhost:{port}/")}:
            for resolver in (EverythingIsHome(), None):
                with pytest.raises(FeedError):
                    fetched(tried, now, resolver=resolver)
    assert server.requests == []


def test_a_name_that_stands_for_a_private_address_is_refused_with_the_reason(server: Any, now: datetime) -> None:
    port = server.address.rpartition(":")[2]
    with pytest.raises(FeedError, match=r"evil.example: 127.0.0.1 is not a public address"):
        fetched(f"http://evil.example:{port}/", now, resolver=EverythingIsHome())
    assert server.requests == []


def test_an_exception_opens_exactly_its_host_and_port(server: Any, answer: Any, now: datetime) -> None:
    server.answers["/f"] = answer(b"x")
    host, _, port = server.address.rpartition(":")
    assert isinstance(fetched(server.url("/f"), now, allow=(server.address,)), Response)
    with pytest.raises(FeedError, match="not a public address"):
        fetched(server.url("/f"), now, allow=(f"{host}:{int(port) + 1}",))
    by_name = fetched(
        f"http://wire.example:{port}/f", now, allow=(f"wire.example:{port}",), resolver=EverythingIsHome()
    )
    assert by_name.body == b"x"
