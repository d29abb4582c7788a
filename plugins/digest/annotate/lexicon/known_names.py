"""Known names of several words in a text, and where they stand: "Victoria and Albert Museum", "Persian Gulf"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from ..records import Kind
from .gazetteers import countries, organisations, places
from .outlets import outlet_names

FIRST_WORD: Final = re.compile(r"(?<![\w-])[A-Z][\w.’'&-]*")
WORD_ENDS: Final = re.compile(r"(?!\w|-\w)")


def known_names(text: str) -> Iterator[tuple[int, int, Kind]]:
    """Start, end and kind of each known name of several words; of those with one start only the longest."""
    names_by_first = _names_by_first_word()
    for word in FIRST_WORD.finditer(text):
        for name, kind in names_by_first.get(word.group(), ()):
            end = word.start() + len(name)
            if text.startswith(name, word.start()) and WORD_ENDS.match(text, end):
                yield word.start(), end, kind
                break


@lru_cache(maxsize=1)
def _names_by_first_word() -> dict[str, list[tuple[str, Kind]]]:
    """The first word of known names -> these names, the longest first, each with its kind."""
    kinds: dict[str, Kind] = dict.fromkeys((*countries(), *places()), "place")
    kinds |= dict.fromkeys((*organisations(), *outlet_names()), "organisation")
    by_first: dict[str, list[tuple[str, Kind]]] = {}
    for name in sorted(kinds, key=lambda name: (-len(name), name)):
        if (first := FIRST_WORD.match(name)) and " " in name:
            by_first.setdefault(first.group(), []).append((name, kinds[name]))
    return by_first
