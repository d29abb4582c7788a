"""Names of servers looked up side by side, however many never get an answer.

The system's own look-up takes a thread until it is over, and there are few threads: names whose DNS server is silent
would keep those of sound feeds waiting until their time is over. c-ares asks the servers of resolv.conf itself and
needs no thread for it (https://c-ares.org, by way of aiodns).
"""

import socket
from typing import Any, Final

import aiodns
from aiohttp import AsyncResolver, ThreadedResolver
from aiohttp.abc import AbstractResolver, ResolveResult

_FIRST_WAIT_S: Final = 3.0  # until a DNS server is asked again; c-ares makes it shorter where servers were quick before
_TRIES: Final = 6  # each wait is twice the one before; with the shortest first wait, 0.25 s, that makes 16 s
# DNS has no such name or no address for it, or there is no DNS server at all.
_UNKNOWN: Final = frozenset({aiodns.error.ARES_ENOTFOUND, aiodns.error.ARES_ENODATA, aiodns.error.ARES_ECONNREFUSED})


class SilentNameServerError(OSError):
    """No DNS server answered."""


class NameResolver(AbstractResolver):
    """Looks names up by c-ares. What DNS doesn't know the system looks up in its other ways (mDNS, LDAP)."""

    def __init__(self, servers: tuple[str, ...] = ()) -> None:
        """`servers` are asked in the place of the system's, if there are any, as "address" or "address:port"."""
        own: dict[str, Any] = {"nameservers": list(servers)} if servers else {}
        self._dns = AsyncResolver(timeout=_FIRST_WAIT_S, tries=_TRIES, **own)
        self._system = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of `host`.

        Raises:
            OSError: it has none, or none could be found out.
        """
        try:
            return await self._dns.resolve(host, port, family)
        except OSError as error:
            cause = error.__cause__
            code = cause.args[0] if isinstance(cause, aiodns.error.DNSError) else None
            if code == aiodns.error.ARES_ETIMEOUT:
                raise SilentNameServerError(None, "its DNS server doesn't answer") from error
            if code not in _UNKNOWN:
                raise  # the system would ask the same servers, and wait for them in a thread
        return await self._system.resolve(host, port, family)

    async def close(self) -> None:
        """Give up the look-ups that are under way."""
        await self._dns.close()
