"""Addresses that strangers give: made absolute and harmless, and compared."""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl, quote, urljoin, urlsplit, urlunsplit

MAX_URL_CHARS: Final = 2000  # what browsers, proxies and Pelican's paths all bear
_SCHEMES: Final = frozenset({"http", "https"})
_LINK_SCHEMES: Final = _SCHEMES | {"mailto"}

# Parameters that only say where a reader came from. Sources: Google Analytics' campaign parameters (utm_*) and click
# ids (gclid, dclid, gbraid, wbraid, gclsrc), Meta's fbclid and igshid, Microsoft's msclkid, Mailchimp's mc_cid and
# mc_eid, Yandex' yclid and _openstat, HubSpot's _hsenc and _hsmi, Piwik's pk_*/mtm_*, AT Internet's at_* on BBC links.
_TRACKING: Final = re.compile(
    r"utm_\w+|gclid|dclid|gbraid|wbraid|gclsrc|fbclid|igshid|msclkid|mc_[ce]id|yclid|_openstat|_hsenc|_hsmi"
    r"|pk_(?:campaign|kwd|source|medium)|mtm_\w+|at_(?:medium|campaign|custom\d|link_\w+|format|ptr_name|bbc_team)",
    re.IGNORECASE,
)
# Left as they are in a path or query. Not among them, on purpose: what ends a Markdown link or an HTML attribute, and
# braces and bars, in which Pelican would read {filename} or |static|.
_SAFE: Final = "/%:@!$&*+,;=~?"
# What is absolute already and has nothing to change: most addresses, in a tenth of the time.
_PLAIN: Final = re.compile(
    r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/[\w/%:@!$&*+,;=~.-]*(?:\?[\w/%:@!$&*+,;=~?.-]+)?"
    r"(?:#[\w/%:@!$&*+,;=~?.-]+)?",
    re.ASCII,
)
_GENERIC_LABELS: Final = frozenset({"www", "feeds", "feed", "rss", "m"})
# Hosts of many publishers' feeds: FeedBurner (also as feeds2), Google News and FeedBlitz.
_SHARED_HOSTS: Final = frozenset({"feedburner.com", "feeds2.feedburner.com", "news.google.com", "feedblitz.com"})
_HOST: Final = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?\.?|\[[0-9a-f:.]+\]")


@lru_cache(maxsize=2000)
def absolute_url(url: str, base: str = "", *, mail: bool = False) -> str:
    """The address as a browser at `base` would follow it, or "" where it isn't http or https (or mailto with `mail`).

    Whatever Markdown, HTML or Pelican could take for syntax is percent-encoded. A user name in it is removed.
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
    """`absolute_url`, without fragment and tracking parameters: what a publisher would call the article's address.

    A fragment that a script reads as a path (`#!/news/1`) stays.
    """
    return _untracked(absolute_url(url, base), keep_fragment=False)


def without_tracking(url: str) -> str:
    """The absolute address without tracking parameters; its fragment stays."""
    return _untracked(url, keep_fragment=True)


def same_url_key(url: str) -> str:
    """What is equal for two canonical addresses of one page: http or https, with or without a slash at its end."""
    return url.partition("://")[2].rstrip("/")


@lru_cache(maxsize=10_000)
def publisher_of(url: str) -> str:
    """What two addresses of one publisher have in common: the host without "www." or the like.

    An IP address or a name without a dot names nobody, and nor do the hosts that carry everybody's feeds.
    """
    host = urlsplit(url).hostname or ""
    first, _, rest = host.partition(".")
    host = rest if first in _GENERIC_LABELS and "." in rest else host
    return "" if "." not in host or ":" in host or host[-1].isdigit() or host in _SHARED_HOSTS else host


def _untracked(url: str, *, keep_fragment: bool) -> str:
    if "?" not in url and "#" not in url:
        return url
    parts = urlsplit(url)
    query = parts.query
    if (
        query
        and _TRACKING.search(query)
        and any(_TRACKING.fullmatch(name) for name, _ in parse_qsl(query, keep_blank_values=True))
    ):
        query = "&".join(pair for pair in query.split("&") if not _TRACKING.fullmatch(pair.partition("=")[0]))
    fragment = parts.fragment if keep_fragment or parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, fragment))


def _host(host: str) -> str:
    """The host in ASCII, or "" where it can't be one. Another script shows as Punycode, which no reader mistakes."""
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    name = f"[{name}]" if ":" in name else name
    return name.lower() if _HOST.fullmatch(name.lower()) else ""
