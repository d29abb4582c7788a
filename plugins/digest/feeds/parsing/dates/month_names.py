"""The names of months in many languages, from CLDR as babel has them.

dateparser, which knows more languages, was tried and left: version 1.5 takes "May" and "10" for days of this month,
"03/04/2026" for the fourth of March, "16 listopad" for November though it is October in Croatia, and needs 1.4 s for a
word that it doesn't know.
"""

import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import Final

_ENGLISH_NAMES: Final = "january february march april may june july august september october november december"
# Languages with news on the Web, by ISO 639. Those without names for months (Chinese, Japanese, Korean) write numbers.
_LANGUAGES: Final = (
    "de fr es it pt nl sv da nb nn fi et lv lt pl cs sk sl hr bs sr sr_Latn mk bg ro hu sq el tr az ru uk be ca eu gl "
    "ga cy is mt id ms sw af ar fa he hi bn ta te mr gu kn ml pa ur th ka hy kk uz mn fil"
)
_MIN_LETTERS: Final = 3  # fewer say little


def month_number(word: str, language: str = "") -> int | None:
    """The month of a name or of its beginning, 1 to 12; None where no language has it, or two disagree.

    English abbreviations come first, since software writes them whatever the feed's language is; then `language`.
    """
    folded = _folded(word)
    if len(folded) < _MIN_LETTERS:
        return None
    english = {number for number, name in enumerate(_ENGLISH_NAMES.split(), start=1) if name.startswith(folded)}
    if len(english) == 1:
        return english.pop()
    own = _numbers(folded, language) if language else set()
    if len(own) == 1:
        return own.pop()
    every = {number for other in _LANGUAGES.split() for number in _numbers(folded, other)}
    return every.pop() if len(every) == 1 else None


def _numbers(folded: str, language: str) -> set[int]:
    """The months of one language whose names are or begin with `folded`. A whole name is no other one's beginning."""
    names = _names(language)
    if folded in names:
        return set(names[folded])
    return {number for name, numbers in names.items() if name.startswith(folded) for number in numbers}


@lru_cache(maxsize=100)
def _names(language: str) -> dict[str, set[int]]:
    """Every form of the names of one language's months."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  for feeds whose months aren't English

    names: dict[str, set[int]] = defaultdict(set)
    try:
        months = Locale.parse(language).months
    except (UnknownLocaleError, ValueError):
        return names
    for use in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in months[use][width].items():
                folded = _folded(name)
                if len(folded) >= _MIN_LETTERS and not any(char.isdigit() for char in folded):
                    names[folded].add(number)
    return names


@lru_cache(maxsize=1000)
def _folded(word: str) -> str:
    """The word without case, accents and full stops, which people leave out."""
    letters = unicodedata.normalize("NFKD", word[:40].casefold())
    return "".join(char for char in letters if not unicodedata.combining(char)).strip(".ʼ'’ ")
