"""Time zones as dates name them: by offset, by abbreviation, by name in the IANA database."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_OFFSET: Final = re.compile(r"(?:GMT|UTC?)?\s*([+\-\N{MINUS SIGN}])(\d{1,2})(?::?([0-5]\d))?(?::?00)?", re.IGNORECASE)
_DATABASE_NAME: Final = re.compile(r"[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_+-]+){1,2}|[A-Z]{3}\d[A-Z]{3}")
MAX_OFFSET: Final = timedelta(hours=14)  # of any place: Kiribati

# RFC 822, 5.1, then those that have one meaning wherever they are used in the IANA database, in hours. The letters of
# military zones are not among them: RFC 5322, 4.3 says that they were used with either sign.
_HOURS: Final = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "MET": 1, "MEST": 2, "MET DST": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "MSD": 4, "TRT": 3,
    "SAMT": 4, "YEKT": 5, "OMST": 6, "KRAT": 7, "IRKT": 8, "YAKT": 9, "VLAT": 10,
    "JST": 9, "KST": 9, "HKT": 8, "SGT": 8, "PHT": 8, "MYT": 8, "WIB": 7, "WITA": 8, "WIT": 9, "ICT": 7, "PKT": 5,
    "NPT": 5.75, "AWST": 8, "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
    "SAST": 2, "EAT": 3, "CAT": 2, "WAT": 1, "AKST": -9, "AKDT": -8, "HST": -10, "NST": -3.5, "NDT": -2.5,
    "BRT": -3, "BRST": -2, "ART": -3, "COT": -5, "PET": -5,
}  # fmt: skip
# Abbreviations of several zones, by the countries whose zone they are. "" is what they mean elsewhere; without it
# nobody can tell.
_HOURS_BY_COUNTRY: Final[dict[str, dict[str, float]]] = {
    "BST": {"": 1, "BD": 6, "PG": 11},  # British Summer Time; Bangladesh; Bougainville
    "CST": {"": -6, "CN": 8, "TW": 8, "MO": 8, "CU": -5},  # RFC 822: Central; China
    "IST": {"IN": 5.5, "LK": 5.5, "IE": 1, "IL": 2},  # India; Ireland; Israel
    "AST": {"CA": -4, "BM": -4, "PR": -4, "SA": 3, "AE": 4, "KW": 3, "QA": 3, "BH": 3, "IQ": 3},  # Atlantic; Arabia
    "GST": {"AE": 4, "OM": 4, "GS": -2},  # Gulf; South Georgia
    "PST": {"": -8, "PH": 8},
}


def time_zone(name: str, country: str = "") -> tzinfo | None:
    """The zone that a date names, None where it isn't known or could be one of several. No name at all is UTC.

    `country` (ISO 3166) decides on abbreviations that several countries use.
    """
    name = name.strip().strip("().[]").strip()
    if not name:
        return UTC
    if match := _OFFSET.fullmatch(name):
        hours, minutes = int(match[2]), int(match[3] or 0)
        offset = timedelta(hours=hours, minutes=minutes)
        if offset > MAX_OFFSET:
            return None
        return timezone(offset if match[1] == "+" else -offset)
    key = name.upper()
    if key in _HOURS_BY_COUNTRY:
        by_country = _HOURS_BY_COUNTRY[key]
        known = by_country.get(country, by_country.get(""))
        return None if known is None else timezone(timedelta(hours=known))
    if key in _HOURS:
        return timezone(timedelta(hours=_HOURS[key]))
    if _DATABASE_NAME.fullmatch(name):
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return None
    return None


def in_utc(local: datetime, zone: tzinfo) -> datetime | None:
    """The moment of a time of day in a zone, None where the calendar ends before it."""
    try:
        return local.replace(tzinfo=zone).astimezone(UTC)
    except (OverflowError, ValueError):
        return None
