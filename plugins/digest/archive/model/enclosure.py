"""The file that a feed encloses with an article: a podcast's episode, a film."""

import re
from dataclasses import dataclass
from mimetypes import guess_type
from typing import Final
from urllib.parse import urlsplit

from ...contracts.article_header import web_address

MAX_PARTS: Final = 8  # an address, a type, a size and a duration, with room for what later versions add
MAX_BYTES: Final = 10**12
MAX_SECONDS: Final = 10**6
_TYPE: Final = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}")
_DURATION: Final = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,4}):([0-9]{2})")
_SECONDS: Final = re.compile(r"([0-9]{1,7})s")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file at the publisher. `type` is a media type, "" where neither the feed nor the file's name says it; size and
    duration are 0 where the feed doesn't say them."""

    url: str
    type: str = ""
    size_bytes: int = 0
    duration_s: int = 0


def enclosure_of(value: str) -> Enclosure | None:
    """The enclosure of a header's line: an address, and behind it in any order a media type, the size in bytes, and the
    duration as "1:02:03" or "3723s". None where there is no address, and of a picture, which is no enclosure here."""
    address, *parts = re.split(r"[\s;]+", value.strip())[:MAX_PARTS]
    url = web_address(address)
    if not url:
        return None
    media_type, size, duration = "", 0, 0
    for part in parts:
        if _TYPE.fullmatch(part.lower()):
            media_type = part.lower()
        elif part.isascii() and part.isdigit() and len(part) <= 12:
            size = int(part)
        else:
            duration = _seconds(part) or duration
    media_type = media_type or guess_type(urlsplit(url).path)[0] or ""
    if media_type.startswith("image/"):
        return None
    return Enclosure(url, media_type, min(size, MAX_BYTES), min(duration, MAX_SECONDS))


def _seconds(words: str) -> int:
    """The length of a duration; 0 of what is none."""
    if clock := _DURATION.fullmatch(words):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return hours * 3600 + minutes * 60 + seconds
    plain = _SECONDS.fullmatch(words)
    return int(plain[1]) if plain else 0
