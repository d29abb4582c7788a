"""Keys of the names in a text, which are the same in scripts and spellings that differ: "Пригожина", "Prigozhin".

A key is the consonants of a name in Latin letters, without the ending of a case. So two names can share a key by
chance, and a key says something only together with other evidence.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import Stemmer
from slugify import slugify

from ..stop_words import STOP_WORDS

MIN_CONSONANTS: Final = 3
MAX_NAMES: Final = 60
_NAME: Final = re.compile(r"(?<![\w-])[^\W\d_a-zа-яёіїєґ][\w’'-]*", re.UNICODE)
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_RUSSIAN: Final = Stemmer.Stemmer("russian", 0)
# Spellings of one sound, in Latin letters: "Zelensky" and "Zelenskyy", "Lukaschenko" and "Loukachenko".
_SOUNDS: Final = (("tsch", "c"), ("sch", "s"), ("tch", "c"), ("shch", "s"), ("kh", "h"), ("zh", "z"), ("ch", "s"))
_MORE_SOUNDS: Final = (("sh", "s"), ("ph", "f"), ("ck", "k"), ("th", "t"), ("gu", "g"), ("qu", "k"), ("x", "ks"))
_SAME: Final = str.maketrans({"c": "k", "q": "k", "w": "v", "z": "s", "j": "s", "b": "b"})
_NO_CONSONANTS: Final = re.compile(r"[aeiouyh\W\d_]")
_DOUBLE: Final = re.compile(r"(.)\1+")


def name_keys(text: str, actors: Iterable[str] = ()) -> frozenset[str]:
    """The keys of the words with a capital letter in `text`, and one for each of `actors`, canonical names."""
    keys = {f"@{actor}" for actor in actors}
    for name in _NAME.findall(unicodedata.normalize("NFKC", text))[:MAX_NAMES]:
        if name.casefold() not in STOP_WORDS:
            key = _key(name)
            if len(key) >= MIN_CONSONANTS:
                keys.add(key)
    return frozenset(keys)


def shared_names(text: str, other: str) -> tuple[str, ...]:
    """The names of `text` that `other` has too, in whatever script, as `text` writes them and in its order."""
    keys = name_keys(other)
    names = (name for name in _NAME.findall(unicodedata.normalize("NFKC", text)) if name.casefold() not in STOP_WORDS)
    found = {key: name for name in reversed(list(names)) if len(key := _key(name)) >= MIN_CONSONANTS and key in keys}
    return tuple(reversed(found.values()))


@lru_cache(maxsize=50_000)
def _key(name: str) -> str:
    word = name.casefold().removesuffix("'s").removesuffix("’s")
    if _CYRILLIC.search(word):
        word = str(_RUSSIAN.stemWord(word))
    latin = slugify(word, separator="")
    for spelling, sound in (*_SOUNDS, *_MORE_SOUNDS):
        latin = latin.replace(spelling, sound)
    return _DOUBLE.sub(r"\1", _NO_CONSONANTS.sub("", latin).translate(_SAME))
