"""Keys of names: two spellings of one name have one key, be they transliterations, pet names or house styles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from slugify import slugify

from ..lexicon.given_names import given_names, given_variants, pet_names
from ..lexicon.name_parts import LEGAL_FORMS, PARTICLES, SUFFIXES, ascii_words

ROMAN: Final = re.compile(r"[ivx]+")

# How news in English writes one sound of another script, or of another language that writes it for its own readers
# ("Prigozhin", "Prigoschin"; "Zelensky", "Zelenskyy"). The replacements are made in this order.
SOUNDS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"tsch|tch", "ch"),
        (r"sch", "sh"),
        (r"zh", "z"),
        (r"kh", "h"),
        (r"ph", "f"),
        (r"dh", "d"),
        (r"gh", "g"),
        (r"q|ck|c(?![hieyj])", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"ou|oo", "u"),
        (r"[yj]", "i"),
        (r"i+e", "e"),
        (r"(.)\1+", r"\1"),
        (r"(?<=.)h$", ""),
    )
)
# British spellings, which American news writes otherwise.
STYLES: Final = (
    (re.compile(r"isation(s?)$"), r"ization\1"),
    (re.compile(r"^(cent)re(s?)$"), r"\1er\2"),
    (re.compile(r"^(def|off)ence$"), r"\1ense"),
    (re.compile(r"^programme(s?)$"), r"program\1"),
)


@dataclass(frozen=True, slots=True)
class PersonKey:
    """A person's name taken apart.

    Attributes:
        given, surname: their sounds; a given name that news knows as such stands by itself after "=".
        middle: the names between them, in lower-case ASCII.
        suffix: "jr", "iii" and the like, or "".
        pet: the key that the given name shares with its pet names; the given name itself where it has none.
    """

    given: str
    surname: str
    middle: tuple[str, ...]
    suffix: str
    pet: str

    def fits(self, other: "PersonKey", *, pet: bool = False) -> bool:
        """Whether both can be one person's; with `pet` also where the given names are forms of one name.

        Middle names that only one of them gives are no contradiction, and an initial stands for any name that begins
        with it. Different suffixes are: a son may have all but "Jr." from his father.
        """
        same_given = self.given == other.given or (pet and self.pet == other.pet)
        if not same_given or self.surname != other.surname or self.suffix != other.suffix:
            return False
        return _is_part_of(*sorted((self.middle, other.middle), key=len))


@lru_cache(maxsize=50_000)
def person_key(name: str) -> PersonKey | None:
    """The parts of a full name; None for a name of one word, or of a king."""
    parts = _letters_joined(ascii_words(name))
    suffix = parts.pop() if len(parts) > 2 and parts[-1] in SUFFIXES else ""
    if len(parts) < 2 or ROMAN.fullmatch(parts[-1]):
        return None
    particle = next((number for number, part in enumerate(parts[1:-1], start=1) if part in PARTICLES), len(parts) - 1)
    surname = "".join(part for part in parts[particle:] if part not in {"al", "el"})
    given = given_variants().get(parts[0], parts[0])
    return PersonKey(_given(given), sound(surname), tuple(parts[1:particle]), suffix, pet_names().get(given, given))


def sound(word: str) -> str:
    """How a word in lower-case ASCII sounds, roughly: spellings that transliterations choose between become one."""
    for pattern, replacement in SOUNDS:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=50_000)
def surname_sound(word: str) -> str:
    """The key of a surname that stands alone."""
    return sound("".join(part for part in ascii_words(word) if part not in {"al", "el"}))


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """The key of any other name: without article, marks and a company's legal form, in one house style.

    Short acronyms keep their capitals: "WHO" is not "Who".
    """
    parts = _letters_joined(ascii_words(name))
    while len(parts) > 1 and parts[-1] in LEGAL_FORMS:
        parts.pop()
    if len(parts) > 1 and parts[0] == "the":
        parts = parts[1:]
    key = " ".join(map(_in_one_style, parts))
    letters = re.sub(r"[\W\d_]", "", name)
    return key.upper() if letters.isupper() and len(letters) < 4 else key


def _letters_joined(parts: Sequence[str]) -> list[str]:
    """Single letters that stand together as one word: "j", "k", "rowling" and "u", "n"."""
    joined: list[str] = []
    letters = ""
    for part in parts:
        if len(part) == 1 and part.isalpha():
            letters += part
            continue
        if letters:
            joined.append(letters)
            letters = ""
        joined.append(part)
    return [*joined, letters] if letters else joined


def _given(word: str) -> str:
    """The key of a given name: a name that news knows as such, after "="; any other's sound.

    "Brian" and "Bryan" sound alike and are two men; two spellings that no list of names has are one name.
    """
    return f"={word}" if word in _known_given() else sound(word)


@lru_cache(maxsize=1)
def _known_given() -> frozenset[str]:
    return frozenset(slugify(name) for name in given_names())


def _is_part_of(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether the longer middle names have all the shorter ones, in their order."""
    matched = 0
    for name in longer:
        if matched < len(shorter) and _is_same_or_initial(shorter[matched], name):
            matched += 1
    return matched == len(shorter)


def _is_same_or_initial(first: str, second: str) -> bool:
    shorter, longer = sorted((first, second), key=len)
    return shorter == longer or (len(shorter) == 1 and longer.startswith(shorter))


def _in_one_style(word: str) -> str:
    for pattern, replacement in STYLES:
        word = pattern.sub(replacement, word)
    return word
