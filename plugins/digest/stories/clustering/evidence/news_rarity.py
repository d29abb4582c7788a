"""How rare a stem is in news: the rarer a stem that two reports share, the more it says.

`data/news_rarity.txt` has in how many news items stems occur: in English, and in other languages by their scripts, of
which the samples are small.
"""

import math
import unicodedata
from collections import Counter
from collections.abc import Collection
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).parent / "data" / "news_rarity.txt"
ENGLISH: Final = "ENGLISH"
MAX_RARITY: Final = 10_000  # as rare as once in 22,000 items
# Of the stems of a report in English nine of ten are in the table, of one in another language one of ten.
MIN_KNOWN: Final = 0.5
_UNSEEN: Final = 0.3  # the number of items in which a stem that a sample doesn't have is expected
_NO_SAMPLE: Final = 200  # items; of a script without a sample, every stem is as rare as one unseen in so many


def rarity(script: str, stem: str) -> int:
    """The inverse document frequency of a stem in reports of one script, in thousandths of a nat."""
    unseen, rarities = _table().get(script, (_UNSEEN_WITHOUT_SAMPLE, {}))
    return rarities.get(stem, unseen)


def script_of(stems: Collection[str]) -> str:
    """The part of the table that serves a report, by its stems: ENGLISH; or its script, such as "CJK", "CYRILLIC"."""
    english = _table()[ENGLISH][1]
    if sum(map(english.__contains__, stems)) >= MIN_KNOWN * len(stems):
        return ENGLISH
    scripts = Counter(_script(stem[0]) for stem in stems)
    return min(scripts, key=lambda script: (-scripts[script], script))


@lru_cache(maxsize=10_000)
def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]


@cache  # 26,000 stems, 3 MB and 15 ms
def _table() -> dict[str, tuple[int, dict[str, int]]]:
    """By script, the rarity of a stem that its sample doesn't have, and the rarities of the stems that it has."""
    table: dict[str, tuple[int, dict[str, int]]] = {}
    total, rarities = 0, {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        first, *rest = line.split(" ")
        if first.isdecimal():
            rarities.update(dict.fromkeys(rest, _thousandths(total, int(first))))
        elif first != "#":
            total, rarities = int(rest[0]), {}
            table[first] = (_thousandths(total, _UNSEEN), rarities)
    return table


def _thousandths(total: int, count: float) -> int:
    return min(round(1000 * math.log((total + 1) / count)), MAX_RARITY)


_UNSEEN_WITHOUT_SAMPLE: Final = _thousandths(_NO_SAMPLE, _UNSEEN)
