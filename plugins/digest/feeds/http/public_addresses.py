"""Which addresses may be connected to: public ones, and the editor's exact exceptions.

The check sits where sockets are made, on the address that is really connected to. So it holds for every redirect, for
every way to write an address, and for a name that stands for another address the second time it is looked up.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, Final

from aiohttp import TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult

from .response_protocol import ResponseConnector

# IANA's special-purpose registries, as far as Python 3.11's `is_global` doesn't know them yet.
_SPECIAL: Final = tuple(
    map(
        ip_network,
        (
            "192.0.0.0/24",  # IETF protocol assignments
            "192.88.99.0/24",  # 6to4 relays, deprecated
            "::/96",  # IPv4-compatible, deprecated
            "64:ff9b:1::/48",  # local translation between IPv4 and IPv6
            "100::/64",  # discard
            "2001::/23",  # IETF protocol assignments, Teredo among them
            "2001:db8::/32",  # documentation
            "3fff::/20",  # documentation
            "5f00::/16",  # segment routing
            "fec0::/10",  # site-local, deprecated
        ),
    )
)
_NAT64: Final = IPv6Network("64:ff9b::/96")


class NotPublicError(OSError):
    """The address that a feed's host stands for is not public."""


def is_public(address: str) -> bool:
    """Whether the whole Internet reaches the IP address, and the IPv4 address that an IPv6 address may carry inside."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    embedded = _embedded(ip)
    if embedded is not None:
        return is_public(str(embedded))
    if any(ip in network for network in _SPECIAL if network.version == ip.version):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def _embedded(ip: IPv4Address | IPv6Address) -> IPv4Address | None:
    if isinstance(ip, IPv4Address):
        return None
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


def guarded_connector(
    allow_private: tuple[str, ...],
    *,
    connections: int,
    per_host: int,
    resolver: AbstractResolver,
) -> TCPConnector:
    """A connector that refuses addresses that aren't public, but for `allow_private`: exact "host:port" pairs.

    `resolver` looks names up, and is left open.
    """
    addresses = _PublicAddresses(allow_private, resolver)
    return ResponseConnector(
        limit=connections, limit_per_host=per_host, resolver=addresses, socket_factory=addresses.socket
    )


class _PublicAddresses(AbstractResolver):
    """Makes sockets for public addresses, and for those that names which the editor allowed resolve to."""

    def __init__(self, allow_private: tuple[str, ...], resolver: AbstractResolver) -> None:
        self._resolver = resolver
        self._names = frozenset(exception.lower() for exception in allow_private)
        self._addresses = {
            (host.strip("[]"), int(port)) for host, _, port in (name.rpartition(":") for name in self._names)
        }

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        results = await self._resolver.resolve(host, port, family)
        if f"{host.lower()}:{port}" in self._names:
            self._addresses |= {(result["host"], port) for result in results}
        return results

    async def close(self) -> None:
        """Nothing: the resolver may serve other connectors."""

    def socket(self, info: tuple[Any, Any, int, str, tuple[Any, ...]]) -> socket.socket:
        """A socket for an address that may be connected to."""
        family, kind, protocol, _, (host, port, *_) = info
        if not is_public(host) and (host, port) not in self._addresses:
            raise NotPublicError(f"{host} is not a public address")
        return socket.socket(family=family, type=kind, proto=protocol)
