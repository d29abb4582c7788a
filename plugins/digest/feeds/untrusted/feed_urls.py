"""URLs of feeds as people, pages and other readers' lists write them: with a scheme of their own, or with none."""

import re
from typing import Final

from .urls import absolute_url

# "feed:" with a whole URL behind it, or in the place of http, as browsers once handed feeds to readers; iTunes' "pcast"
# and "itpc" are used in the same way. RFC 3986: schemes have no case.
_FEED_SCHEME: Final = re.compile(r"(feeds?|pcast|itpc|podcast|rss):(?://)?(https?://)?", re.IGNORECASE)
# A host with a dot in it, where no scheme stands before it.
_HOST_FIRST: Final = re.compile(
    r"(?://)?(?:\w(?:[\w-]*\w)?\.)+[a-z][\w-]*\w\.?(?::\d+)?(?:[/?#].*)?", re.IGNORECASE | re.DOTALL
)


def feed_url(text: str, base: str = "") -> str:
    """The absolute URL of http or https that is meant, "" where none is. `base` is the page that the text stands on.

    Without a base, text that begins with a host counts as https.
    """
    text = with_web_scheme(text.strip())
    if not base and _HOST_FIRST.fullmatch(text):
        text = f"https://{text.removeprefix('//')}"
    return absolute_url(text, base)


def with_web_scheme(url: str) -> str:
    """The URL with http or https in the place of a scheme that stands for feeds; any other URL as it is."""
    match = _FEED_SCHEME.match(url)
    if match is None:
        return url
    scheme = match[2] or ("https://" if match[1].lower() == "feeds" else "http://")
    return scheme + url[match.end() :].lstrip("/")
