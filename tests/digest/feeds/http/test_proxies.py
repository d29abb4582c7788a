"""The proxies of the environment."""

import asyncio

import pytest

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
    assert proxies_of_environment(()) is None
    monkeypatch.setenv("https_proxy", "proxy.example:3128")
    proxies = proxies_of_environment(())
    assert proxies is not None
    assert proxies.by_scheme["https"] == "http://proxy.example:3128"


def test_a_proxy_is_not_asked_for_private_addresses_but_for_the_editors_exceptions() -> None:
    proxies = Proxies({"http": "http://p.example"}, ("10.0.0.1:80",))
    assert asyncio.run(proxies.of("http://93.184.215.14/f")) == "http://p.example"
    assert asyncio.run(proxies.of("http://10.0.0.1/f")) == "http://p.example"
    assert asyncio.run(proxies.of("https://10.0.0.2/f")) is None
    with pytest.raises(NotPublicError):
        asyncio.run(proxies.of("http://10.0.0.2/f"))
