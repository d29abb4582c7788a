"""The proxies of the environment."""

import asyncio
import socket

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from digest.feeds.http.proxies import Proxies, proxies_of_environment
from digest.feeds.http.public_addresses import NotPublicError


def test_an_endpoint_of_a_proxy_has_its_port() -> None:
    assert Proxies({"http": "http://proxy.example:3128", "https": "http://p2.example"}).endpoints == (
        "proxy.example:3128",
        "p2.example:80",
    )


def test_an_environment_without_proxies_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert proxies_of_environment() is None
    monkeypatch.setenv("https_proxy", "proxy.example:3128")
    proxies = proxies_of_environment()
    assert proxies is not None
    assert proxies.by_scheme["https"] == "http://proxy.example:3128"


class Resolver(AbstractResolver):
    """Every name is private, but for one that can't be found."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        assert family == socket.AF_UNSPEC
        if host == "far.example":
            raise OSError
        return [{"hostname": host, "host": "10.0.0.3", "port": port, "family": family, "proto": 0, "flags": 0}]

    async def close(self) -> None:
        pass


def test_a_proxy_is_not_asked_for_private_addresses_but_for_the_editors_exception() -> None:
    proxies = Proxies({"http": "http://p.example"})

    def of(url: str, exception: str = "") -> str | None:
        return asyncio.run(proxies.of(url, Resolver(), exception))

    assert of("http://93.184.215.14/f") == "http://p.example"
    assert of("http://far.example/f") == "http://p.example"
    assert of("http://10.0.0.1/f", "10.0.0.1:80") == "http://p.example"
    assert of("https://10.0.0.2/f") is None
    for url in ("http://10.0.0.2/f", "http://10.0.0.1:81/f", "http://near.example/f"):
        with pytest.raises(NotPublicError):
            of(url, "10.0.0.1:80")
