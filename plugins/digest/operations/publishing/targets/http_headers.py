"""The headers with which a file of the site is served, for targets that keep them with the file.

`docs/hosting` has samples for web servers that say the same.
"""

import re
from dataclasses import dataclass
from typing import Final

from ...http_server import CONTENT_TYPES, FEED_TYPES
from ..health_file import HEALTH_FILE
from ..precompression import ENCODINGS

_BINARY: Final = "application/octet-stream"
_PICTURES: Final = {".gif": "image/gif", ".ico": "image/x-icon", ".jpg": "image/jpeg", ".png": "image/png"}
# Named by their content: styles, scripts, pictures, and the parts of the search index.
_UNCHANGING: Final = re.compile(r"theme/.*|search/index/.*/(?:fragment|index|filter)/.*")
FOR_EVER: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "public, max-age=0, must-revalidate"  # answered by 304 while nothing changed
NEVER_KEPT: Final = "no-store"


@dataclass(frozen=True, slots=True)
class FileHeaders:
    """Values of Content-Type, Cache-Control and Content-Encoding; "" for a header that is not sent."""

    content_type: str
    cache_control: str
    content_encoding: str = ""


def headers_of(path: str) -> FileHeaders:
    """The headers of the file at a path on the site."""
    for encoding in ENCODINGS.values():
        plain = path.removesuffix(encoding.ending)
        if plain != path:
            headers = headers_of(plain)
            return FileHeaders(headers.content_type, headers.cache_control, encoding.token)
    return FileHeaders(_content_type(path), _cache_control(path))


def _content_type(path: str) -> str:
    name = path.rpartition("/")[2]
    ending = f".{name.rpartition('.')[2]}".lower()
    return FEED_TYPES.get(name) or CONTENT_TYPES.get(ending) or _PICTURES.get(ending) or _BINARY


def _cache_control(path: str) -> str:
    if path == HEALTH_FILE:
        return NEVER_KEPT
    return FOR_EVER if _UNCHANGING.fullmatch(path) else ASK_AGAIN
