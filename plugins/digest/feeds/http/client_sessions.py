"""The aiohttp sessions of one run: who asks, over which connections, and what aiohttp is not to do by itself.

A session keeps connections open and uses them again without another look at their address. So each exception that the
editor made has a session of its own, and so have the proxies: nothing that one subscription may reach is reached by
the links and redirects of another.
"""

from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver

from ...contracts.subscriptions import FetchSettings
from .content_encoding import ACCEPTED_CODINGS
from .name_resolver import NameResolver
from .proxies import Proxies
from .public_addresses import guarded_connector
from .response_protocol import MAX_HEADER_BYTES, MAX_HEADERS, BoundedResponse


@dataclass(frozen=True, slots=True)
class Access:
    """How the documents of one subscription are reached: its feed, and what its items link to.

    `exception` is the "host:port" that may be connected to though it isn't public, "" where there is none. `proxied` is
    the session for what goes through `proxies`, and `resolver` looks up the hosts that they are asked for: there are
    all three or none.
    """

    direct: aiohttp.ClientSession
    exception: str = ""
    proxies: Proxies | None = None
    proxied: aiohttp.ClientSession | None = None
    resolver: AbstractResolver | None = None

    async def session_for(self, url: str) -> tuple[aiohttp.ClientSession, str | None]:
        """The session that asks for `url`, and the proxy to ask, None for a direct connection.

        Raises:
            NotPublicError: there is a proxy for it, and its host is not public.
        """
        if self.proxies is None or self.proxied is None or self.resolver is None:
            return self.direct, None
        proxy = await self.proxies.of(url, self.resolver, self.exception)
        return (self.proxied, proxy) if proxy else (self.direct, None)


class ClientSessions:
    """The sessions of one run, closed with the context."""

    def __init__(
        self, settings: FetchSettings, proxies: Proxies | None, resolver: AbstractResolver | None = None
    ) -> None:
        self._settings = settings
        self._proxies = proxies
        self._resolver = resolver or NameResolver()
        self._by_endpoints: dict[tuple[str, ...], aiohttp.ClientSession] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for session in self._by_endpoints.values():
            await session.close()
        await self._resolver.close()

    def of(self, url: str) -> Access:
        """The access of the subscription whose own URL is `url`, as the editor wrote it."""
        exception = _exception(url, self._settings.allow_private)
        direct = self._session((exception,) if exception else ())
        if self._proxies is None:
            return Access(direct, exception)
        proxied = self._session(self._proxies.endpoints)
        return Access(direct, exception, self._proxies, proxied, self._resolver)

    def _session(self, endpoints: tuple[str, ...]) -> aiohttp.ClientSession:
        """The session that connects to public addresses and to `endpoints`."""
        if endpoints not in self._by_endpoints:
            self._by_endpoints[endpoints] = aiohttp.ClientSession(
                connector=guarded_connector(
                    endpoints,
                    connections=self._settings.connections,
                    per_host=self._settings.connections_per_host,
                    resolver=self._resolver,
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": user_agent(self._settings.contact), "Accept-Encoding": ACCEPTED_CODINGS},
                timeout=aiohttp.ClientTimeout(total=None),  # `fetch` has one limit over all redirects
                response_class=BoundedResponse,
                max_line_size=MAX_HEADER_BYTES,
                max_field_size=MAX_HEADER_BYTES,
                max_headers=MAX_HEADERS,
                auto_decompress=False,
                trust_env=False,  # it would read ~/.netrc as well; `proxies` has what is wanted of the environment
            )
        return self._by_endpoints[endpoints]


def user_agent(contact: str) -> str:
    """The software's name and, where the editor gave one, how to reach who runs it."""
    return f"TheConcordance/0.1 (news digest; {contact})" if contact else "TheConcordance/0.1 (news digest)"


def _exception(url: str, allow_private: tuple[str, ...]) -> str:
    """The one of `allow_private` that `url` names, "" where it names none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or {"http": 80}.get(parts.scheme, 443)
    except ValueError:
        return ""
    endpoint = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return endpoint if endpoint in {exception.lower() for exception in allow_private} else ""
