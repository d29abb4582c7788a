"""Days as people write them: numbers in any order, and months by name."""

import re
from datetime import date
from typing import Final

from .date_context import DateContext
from .month_names import month_number

_WORD: Final = r"(?P<month>[^\W\d_][^\s\d,./:;()-]{2,30})"
_DAY: Final = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|re|º|ª|e)?"
_YEAR: Final = r"(?P<year>\d{4}|\d\d)(?!\d)"
_GAP: Final = r"[\s./-]*"
_OF: Final = r"(?:(?:de|del|di|do|of|den|des)\s|d['’])?"
_YEAR_FIRST: Final = re.compile(r"(?<!\d)(\d{4})\s?[-/.年년]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})(?!\d)")
_YEAR_LAST: Final = re.compile(rf"(?<!\d)(\d{{1,2}})(?P<mark>\s?[-/.]\s?)(\d{{1,2}})(?P=mark){_YEAR}")
_WITH_NAME: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_DAY}{_GAP}{_OF}{_WORD}{_GAP}{_OF}['’]?{_YEAR}",  # 16 de noviembre de 2026
        rf"{_WORD}{_GAP}{_DAY}{_GAP}(?P<year>\d{{4}})(?!\d)",  # November 16th 2026
        rf"(?<!\d)(?P<year>\d{{4}}){_GAP}{_WORD}{_GAP}{_DAY}(?!\d)",  # 2026 Nov 16
    )
)


def find_day(text: str, context: DateContext) -> date | None:
    """The one day that the text names, None where it names none, or where it could be another day.

    Words around it are passed over, such as days of the week. Numbers are not: they would be a part of the date.
    """
    text = " ".join(text.replace(",", " ").replace("،", " ").split())
    for pattern in (_YEAR_FIRST, _YEAR_LAST, *_WITH_NAME):
        match = pattern.search(text)
        if match is None:
            continue
        rest = text[: match.start()] + text[match.end() :]
        if any(char.isdigit() for char in rest):
            continue
        numbers = _numbers(match, context)
        if numbers is not None:
            try:
                return date(*numbers)
            except ValueError:
                return None
    return None


def _numbers(match: re.Match[str], context: DateContext) -> tuple[int, int, int] | None:
    """Year, month and day."""
    if match.re is _YEAR_FIRST:
        return int(match[1]), int(match[2]), int(match[3])
    if match.re is _YEAR_LAST:
        return _by_order(match, context)
    month = month_number(match["month"], context.language)
    return None if month is None else (_whole_year(match["year"]), month, int(match["day"]))


def _by_order(match: re.Match[str], context: DateContext) -> tuple[int, int, int] | None:
    """A date of which the year comes last. Full stops part day and month in this order wherever they are used."""
    first, second, year, mark = int(match[1]), int(match[3]), match["year"], match["mark"].strip()
    if len(year) == 2 and (mark != "." or context.order != "day first"):
        return None  # the year could come first
    if mark == "." or second == first:
        order = "day first"
    elif (first > 12) != (second > 12):
        order = "day first" if first > 12 else "month first"
    else:
        order = context.order
    if not order:
        return None
    day, month = (first, second) if order == "day first" else (second, first)
    return _whole_year(year), month, day


def _whole_year(year: str) -> int:
    """A year of two digits by RFC 2822, 4.3."""
    number = int(year)
    if len(year) == 4:
        return number
    return number + (2000 if number < 50 else 1900)
