"""The proxies that the environment names (http_proxy, https_proxy, no_proxy), and what may be asked of them.

Where a proxy makes the connection, this program can't check the address that is really connected to. So it checks
beforehand what it can see: an address in the URL, and what a name stands for where it can be looked up.
"""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit
from urllib.request import getproxies_environment, proxy_bypass

from aiohttp.abc import AbstractResolver

from .public_addresses import NotPublicError, is_public


@dataclass(frozen=True, slots=True)
class Proxies:
    """Proxies by scheme."""

    by_scheme: Mapping[str, str]

    @property
    def endpoints(self) -> tuple[str, ...]:
        """ "host:port" of each proxy: connections to these are wanted."""
        parts = [urlsplit(url) for scheme, url in self.by_scheme.items() if scheme in ("http", "https")]
        return tuple(f"{part.hostname}:{part.port or 80}" for part in parts if part.hostname)

    async def of(self, url: str, resolver: AbstractResolver, exception: str = "") -> str | None:
        """The proxy for `url`, None where the connection is to be direct. `exception` is the "host:port" that may be
        asked for though it isn't public, "" for none. `resolver` looks the names of hosts up.

        Raises:
            NotPublicError: there is a proxy for it, and its host is not public.
        """
        parts = urlsplit(url)
        proxy = self.by_scheme.get(parts.scheme)
        host, port = parts.hostname or "", parts.port or {"http": 80}.get(parts.scheme, 443)
        if not proxy or proxy_bypass(f"{host}:{port}"):
            return None
        if f"{host}:{port}" != exception:
            for address in await _addresses(host, resolver):
                if not is_public(address):
                    raise NotPublicError(f"{address} is not a public address")
        return proxy


def proxies_of_environment() -> Proxies | None:
    """The proxies of the environment, None where it names none."""
    by_scheme = {scheme: url if "://" in url else f"http://{url}" for scheme, url in getproxies_environment().items()}
    return Proxies(by_scheme) if by_scheme.keys() & {"http", "https"} else None


async def _addresses(host: str, resolver: AbstractResolver) -> tuple[str, ...]:
    """The addresses of a host. There are none where its name can't be looked up, as in most networks behind a proxy."""
    try:
        return (str(ip_address(host.partition("%")[0])),)
    except ValueError:
        pass
    try:
        return tuple(result["host"] for result in await resolver.resolve(host, 0, socket.AF_UNSPEC))
    except OSError:
        return ()
