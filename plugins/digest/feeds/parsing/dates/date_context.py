"""What a document tells about the dates in it, where a date by itself could mean two days or two zones."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal
from urllib.parse import urlsplit

DayOrder = Literal["day first", "month first", ""]

_TWO_SHORT_NUMBERS: Final = re.compile(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(?:19|20)\d\d(?!\d)")
_LANGUAGE: Final = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z]{4})?(?:[-_]([A-Za-z]{2}))?(?:[-_].*)?")


@dataclass(frozen=True, slots=True)
class DateContext:
    """The document's language (ISO 639) and country (ISO 3166), each "" where they aren't known, and the order of its
    dates in numbers."""

    language: str = ""
    country: str = ""
    order: DayOrder = ""


def date_context(lang: str, url: str, dates: Iterable[str]) -> DateContext:
    """The context of a document in `lang` from `url` that holds `dates`. Its dates decide before its language does:
    a "13/05/2026" among them says that the day comes first in all."""
    match = _LANGUAGE.fullmatch(lang.strip())
    language = match[1].lower() if match else ""
    country = (match[2] or "").upper() if match else ""
    return DateContext(language, country or _country_of_host(url), _order_of(dates) or _usual_order(language, country))


def _country_of_host(url: str) -> str:
    """The country of a host under a country's domain, "" for others."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    label = host.rpartition(".")[2]
    return {"uk": "GB"}.get(label, label.upper()) if len(label) == 2 and label.isalpha() else ""


def _order_of(dates: Iterable[str]) -> DayOrder:
    """The order that all dates in numbers fit, "" where none tells or they contradict each other."""
    day_first = month_first = False
    for date in dates:
        if match := _TWO_SHORT_NUMBERS.search(date):
            day_first |= int(match[1]) > 12
            month_first |= int(match[3]) > 12
    if day_first == month_first:
        return ""
    return "day first" if day_first else "month first"


@lru_cache(maxsize=100)
def _usual_order(language: str, country: str) -> DayOrder:
    """How people who write the language put a date in numbers, by CLDR. Of English without a country nobody knows."""
    if not language or (language == "en" and not country):
        return ""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  for dates that nothing else explains

    for identifier in (f"{language}_{country}", language):
        try:
            pattern = Locale.parse(identifier).date_formats["short"].pattern
        except (UnknownLocaleError, ValueError):
            continue
        return "day first" if pattern.lower().find("d") < pattern.lower().find("m") else "month first"
    return ""
