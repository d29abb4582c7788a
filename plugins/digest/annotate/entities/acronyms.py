"""Acronyms of names: "FHA" for "Federal Harbour Agency"."""

import re
from functools import lru_cache
from typing import Final

from ..lexicon.gazetteers import countries
from ..lexicon.name_parts import ascii_words

# "(FHA)", "(the “FHA”)", ", or FHA," after a name.
EXPANDED: Final = re.compile(
    r"\s?\((?:the |or )?[\"“]?([A-Z][A-Za-z0-9&.-]{1,9})[\"”]?\)|, or (?:the )?([A-Z][A-Z0-9&]{1,7})(?![\w-])"
)

# Small words that give an acronym no letter.
LINKING: Final = frozenset({"of", "and", "the", "for", "on", "in", "de", "du", "des", "la", "et", "y", "a"})


@lru_cache(maxsize=50_000)
def initials(name: str) -> str:
    """The first letters of a name's words in capitals, without the small words; "" for a name of one word."""
    parts = [part for part in ascii_words(name) if part not in LINKING]
    return "".join(part[0] for part in parts).upper() if len(parts) > 1 else ""


def expanded_acronym(text: str, end: int, name: str) -> str:
    """The acronym in brackets after a name that ends at `end`, if it is an acronym of this name; or ""."""
    match = EXPANDED.match(text, end)
    acronym = match.group(1) or match.group(2) if match else ""
    return acronym if acronym and _is_short_for(acronym, name) else ""


def _is_short_for(acronym: str, name: str) -> bool:
    """Whether the acronym's letters are initials of the name's words, in their order, beginning with the first word."""
    letters = [char for char in acronym.lower() if char.isalpha()]
    available = [char for word in re.findall(r"\w+", name) for char in _letters_of(word)]
    if not letters or not available or letters[0] != available[0]:
        return False
    remaining = iter(available)
    return all(any(initial == letter for initial in remaining) for letter in letters)


def _letters_of(word: str) -> str:
    """The initial of a word, or all letters of a country's acronym: "USDA" is the "US Department of Agriculture"."""
    return (word if word.isupper() and word in countries() else word[0]).lower()
