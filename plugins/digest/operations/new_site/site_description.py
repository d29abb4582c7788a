"""What an editor says of a new site, checked before anything is written."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ...errors import ConfigurationError

_MAX_CHARS: Final = 300  # of one line
_LANG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class SiteDescription:
    """What an editor says of a site. Each is one line of text."""

    name: str
    tagline: str
    url: str
    lang: str
    timezone: str
    contact: str


QUESTIONS: Final = {
    "name": "Name of the site",
    "tagline": "A line below the name",
    "url": "Address that readers will use",
    "lang": "Language of the interface (en, en-GB, de)",
    "timezone": "Time zone",
    "contact": "An address for publishers and readers, a mail address or a page",
}


def defaults_for(folder: Path) -> dict[str, str]:
    """What a site in a folder is called as long as nobody says otherwise."""
    name = " ".join(re.split(r"[\W_]+", folder.resolve().name)).strip().title()
    return {
        "name": name or "News digest",
        "tagline": "What several sources report, and who said what",
        "url": "http://localhost:8000",
        "lang": "en",
        "timezone": "UTC",
        "contact": "",
    }


def checked(values: dict[str, str]) -> SiteDescription:
    """The description, from a text for each of its fields.

    Raises:
        ConfigurationError: a text can't be used; the message names it, and what is expected.
    """
    texts = {field.name: " ".join(values[field.name].split()) for field in fields(SiteDescription)}
    for name, text in texts.items():
        if len(text) > _MAX_CHARS or not text.isprintable():
            raise ConfigurationError(f"--{name}: expected one line of at most {_MAX_CHARS} characters")
    for name, (is_right, expected) in _EXPECTED.items():
        if not is_right(texts[name]):
            raise ConfigurationError(f"--{name} {texts[name]!r}: expected {expected}")
    texts["url"] = texts["url"].rstrip("/")
    return SiteDescription(**texts)


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)


def _is_zone(text: str) -> bool:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


_EXPECTED: Final[dict[str, tuple[Callable[[str], bool], str]]] = {
    "name": (bool, "a name"),
    "url": (_is_url, 'an address that begins with http, such as "https://news.example.org"'),
    "lang": (lambda text: _LANG.fullmatch(text) is not None, 'a language, such as "en"'),
    "timezone": (_is_zone, 'a time zone, such as "Europe/Berlin"'),
    "contact": (lambda text: not text or "@" in text or _is_url(text), "a mail address or the address of a page"),
}
