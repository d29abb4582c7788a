"""The cookies of one request: a server that redirects may want back what it has just set, and nothing is kept longer.

Publishers' servers ask so whether cookies are taken, and answer with the document once theirs came back.
"""

from typing import Final

import aiohttp
from yarl import URL

MAX_COOKIE_BYTES: Final = 8 * 1024  # of one request: what most servers take; browsers send 4 KB for each cookie


class RequestCookies:
    """Those that the servers of one chain of redirects have set. Each goes to whom it is for alone."""

    def __init__(self) -> None:
        self._jar: aiohttp.CookieJar | None = None

    def keep(self, response: aiohttp.ClientResponse) -> None:
        """Take the cookies of a redirect (RFC 6265, 5.3)."""
        if not response.cookies:
            return
        if self._jar is None:
            # Unsafe is aiohttp's word for cookies of servers without a name. Values get no new quotation marks.
            self._jar = aiohttp.CookieJar(unsafe=True, quote_cookie=False)
        self._jar.update_cookies(response.cookies, response.url)

    def header(self, url: str) -> str:
        """The value of the Cookie header for a request to `url`, "" where there is none."""
        if self._jar is None:
            return ""
        cookies = [f"{name}={cookie.value}" for name, cookie in self._jar.filter_cookies(URL(url)).items()]
        value = "; ".join(cookies)
        return value if len(value) <= MAX_COOKIE_BYTES and value.isprintable() else ""
