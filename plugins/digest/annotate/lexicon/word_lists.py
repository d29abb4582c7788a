"""The word lists of `data/words.toml`, each of which says there what it is for."""

import tomllib
from functools import lru_cache

from .data_files import data_text


def words(name: str) -> frozenset[str]:
    """The words of the list `name`.

    Raises:
        KeyError: words.toml has no such list.
    """
    return frozenset(_word_lists()[name].split())


@lru_cache(maxsize=1)
def _word_lists() -> dict[str, str]:
    return tomllib.loads(data_text("words.toml"))
