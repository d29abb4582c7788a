"""URLs that strangers give: made absolute and harmless, brought to one form, and compared."""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from .tracking_parameters import untracked_query

MAX_URL_CHARS: Final = 2000  # what browsers, proxies and Pelican's paths all bear
_SCHEMES: Final = frozenset({"http", "https"})
_LINK_SCHEMES: Final = _SCHEMES | {"mailto"}

# Left as they are in a path or query. Not among them, on purpose: what ends a Markdown link or an HTML attribute, and
# braces and bars, in which Pelican would read {filename} or |static|.
_SAFE: Final = "/%:@!$&*+,;=~?"
# A URL that is absolute already and has nothing to change. Most are, and are recognised in a tenth of the time.
_PLAIN: Final = re.compile(
    r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/[\w/%:@!$&*+,;=~.-]*(?:\?[\w/%:@!$&*+,;=~?.-]+)?"
    r"(?:#[\w/%:@!$&*+,;=~?.-]+)?",
    re.ASCII,
)
# Fragments that name nothing: "xtor=RSS-1" and the like of web statistics ("tk.rss_all" is IDG's), comments, a text to
# be marked (":~:text=").
_IDLE_FRAGMENT: Final = re.compile(
    r"(?![!/])(?:[^/]*=.*|:~:.*|tk\.\w+|rss|feed|top|comments?|respond|replies|disqus_thread)", re.IGNORECASE
)
_GENERIC_LABELS: Final = frozenset({"www", "feeds", "feed", "rss", "m"})
# Hosts of many publishers' feeds: FeedBurner (also as feeds2), Google News and FeedBlitz.
_SHARED_HOSTS: Final = frozenset({"feedburner.com", "feeds2.feedburner.com", "news.google.com", "feedblitz.com"})
_HOST: Final = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?\.?|\[[0-9a-f:.]+\]")


@lru_cache(maxsize=2000)
def absolute_url(url: str, base: str = "", *, mail: bool = False) -> str:
    """The URL as a browser at `base` would follow it, "" where it isn't http or https (or mailto, with `mail`).

    What Markdown, HTML or Pelican could take for syntax is percent-encoded. A user name is removed.
    """
    if len(url) <= MAX_URL_CHARS and _PLAIN.fullmatch(url):
        return url
    url = re.sub(r"[\t\r\n]", "", url).strip("".join(map(chr, range(33))))  # as the WHATWG URL standard removes them
    if not url:
        return ""
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        port = parts.port
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme not in (_LINK_SCHEMES if mail else _SCHEMES):
        return ""
    if scheme == "mailto":
        whole = "mailto:" + quote(parts.path, safe="@+._-,%") if "@" in parts.path else ""
    else:
        host = _host(parts.hostname or "")
        if not host:
            return ""
        netloc = host if port in (None, {"http": 80, "https": 443}[scheme]) else f"{host}:{port}"
        path = quote(parts.path, safe=_SAFE, errors="replace") or "/"
        query = quote(parts.query, safe=_SAFE, errors="replace")
        whole = urlunsplit((scheme, netloc, path, query, quote(parts.fragment, safe=_SAFE, errors="replace")))
    return whole if len(whole) <= MAX_URL_CHARS else ""


def canonical_url(url: str, base: str = "") -> str:
    """The absolute URL without tracking parameters, as a publisher would name it in `rel="canonical"`.

    A fragment stays that names a part of the page, or that a script reads as a path (`#!/news/1`); one that only says
    where a reader came from, or leads to the comments, is left out. It is "" where `absolute_url` is.
    """
    url = absolute_url(url, base)
    if "?" not in url and "#" not in url:
        return url
    parts = urlsplit(url)
    fragment = "" if _IDLE_FRAGMENT.fullmatch(parts.fragment) else parts.fragment
    return urlunsplit((parts.scheme, parts.netloc, parts.path, untracked_query(parts.query), fragment))


def same_url_key(url: str) -> str:
    """A key that is equal for the canonical URLs of one page: by http and https, with and without "www." before it, a
    slash at its end, or the name of a part of the page."""
    place = url.partition("://")[2]
    page, _, fragment = place.partition("#")
    return (place if fragment.startswith(("!", "/")) else page).removeprefix("www.").rstrip("/")


def same_place_key(url: str) -> str:
    """A key as `same_url_key`'s, which also tells the parts of one page from each other."""
    fragment = url.partition("#")[2]
    page = same_url_key(url)
    return f"{page}#{fragment}" if fragment and not fragment.startswith(("!", "/")) else page


@lru_cache(maxsize=10_000)
def publisher_of(url: str) -> str:
    """The host of a URL without "www." or the like, which URLs of one publisher have in common.

    It is "" for an IP address, for a name without a dot, and for hosts that carry the feeds of many publishers.
    """
    host = urlsplit(url).hostname or ""
    first, _, rest = host.partition(".")
    host = rest if first in _GENERIC_LABELS and "." in rest else host
    return "" if "." not in host or ":" in host or host[-1].isdigit() or host in _SHARED_HOSTS else host


def _host(host: str) -> str:
    """The host in ASCII, "" where it can't be a host. Other scripts become Punycode, so that no reader mistakes one
    letter for another."""
    try:
        name = host if host.isascii() else _punycode(host)
    except UnicodeError:
        return ""
    name = f"[{name}]" if ":" in name else name
    return name.lower() if _HOST.fullmatch(name.lower()) else ""


def _punycode(host: str) -> str:
    """The host as browsers ask for it (UTS #46): "straße" is another host than "strasse". Signs that are no letters,
    such as emoji, were allowed by the older rules, under which such names are registered."""
    import idna  # noqa: PLC0415  few feeds name a host beyond ASCII

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return host.encode("idna").decode("ascii")
