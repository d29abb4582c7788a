"""The aiohttp session of one run: who asks, over which connections, and what aiohttp is not to do by itself."""

import aiohttp
from aiohttp.abc import AbstractResolver

from ...contracts.subscriptions import FetchSettings
from .content_encoding import ACCEPTED_CODINGS
from .proxies import Proxies
from .public_addresses import guarded_connector
from .response_protocol import MAX_HEADER_BYTES, MAX_HEADERS, BoundedResponse


def client_session(
    settings: FetchSettings, proxies: Proxies | None, resolver: AbstractResolver | None = None
) -> aiohttp.ClientSession:
    """A session that connects to public addresses, to the proxies, and to the editor's exceptions only."""
    return aiohttp.ClientSession(
        connector=guarded_connector(
            (*settings.allow_private, *(proxies.endpoints if proxies else ())),
            connections=settings.connections,
            per_host=settings.connections_per_host,
            resolver=resolver,
        ),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": user_agent(settings.contact), "Accept-Encoding": ACCEPTED_CODINGS},
        timeout=aiohttp.ClientTimeout(total=None),  # `fetch` has one limit over all redirects
        response_class=BoundedResponse,
        max_line_size=MAX_HEADER_BYTES,
        max_field_size=MAX_HEADER_BYTES,
        max_headers=MAX_HEADERS,
        auto_decompress=False,
        trust_env=False,  # it would read ~/.netrc as well; `proxies` has what is wanted of the environment
    )


def user_agent(contact: str) -> str:
    """The software's name and, where the editor gave one, how to reach who runs it."""
    return f"TheConcordance/0.1 (news digest; {contact})" if contact else "TheConcordance/0.1 (news digest)"
