"""The word lists of `data/words.toml`. A comment there says what each list is for."""

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache

from .data_files import data_text


def words(name: str) -> frozenset[str]:
    """The words of the list `name`.

    Raises:
        KeyError: words.toml has no such list.
    """
    return frozenset(_word_lists()[name].split())


def any_of(*names: str, without: Iterable[str] = ()) -> str:
    """The alternatives of a regular expression for any word of the lists, with a space for each "_" in a word."""
    return alternatives({word.replace("_", " ") for name in names for word in words(name)} - {*without})


def alternatives(expressions: Iterable[str]) -> str:
    """The alternatives of a regular expression, the longest first, without a group around them."""
    return "|".join(map(re.escape, sorted(expressions, key=lambda text: (-len(text), text))))


@lru_cache(maxsize=1)
def _word_lists() -> dict[str, str]:
    return tomllib.loads(data_text("words.toml"))
