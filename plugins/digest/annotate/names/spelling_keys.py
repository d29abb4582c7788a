"""Keys that are equal for two spellings of one name: transliterations, pet names, house styles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from slugify import slugify

from ..lexicon.given_names import given_names, given_variants, pet_names
from ..lexicon.name_parts import LEGAL_FORMS, PARTICLES, SUFFIXES, ascii_words

ROMAN: Final = re.compile(r"[ivx]+")

# Different spellings of one sound of another script: several in English, others in other languages ("Prigozhin",
# "Prigoschin"; "Zelensky", "Zelenskyy"). The replacements are made in this order.
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
# British spellings and their American replacements.
STYLES: Final = (
    (re.compile(r"isation(s?)$"), r"ization\1"),
    (re.compile(r"^(cent)re(s?)$"), r"\1er\2"),
    (re.compile(r"^(def|off)ence$"), r"\1ense"),
    (re.compile(r"^programme(s?)$"), r"program\1"),
)


@dataclass(frozen=True, slots=True)
class PersonKey:
    """The parts of a person's name, for comparison with another name.

    Attributes:
        given, surname: their sounds; for a listed given name, "=" and the name.
        middle: the names between them, in lower-case ASCII.
        suffix: "jr", "iii" and the like, or "".
        pet: the key that the given name shares with its pet names; the given name if it has none.
    """

    given: str
    surname: str
    middle: tuple[str, ...]
    suffix: str
    pet: str

    def fits(self, other: "PersonKey", *, pet: bool = False) -> bool:
        """Whether both can be one person's name. With `pet`, the given names may be two forms of one name.

        One name may have middle names that the other lacks, and an initial matches any name that begins with it. The
        suffixes must be equal: a son's name may differ from his father's only in "Jr.".
        """
        same_given = self.given == other.given or (pet and self.pet == other.pet)
        if not same_given or self.surname != other.surname or self.suffix != other.suffix:
            return False
        return _is_part_of(*sorted((self.middle, other.middle), key=len))


@lru_cache(maxsize=50_000)
def person_key(name: str) -> PersonKey | None:
    """The key of a full name; None for a name of one word, or of a king."""
    parts = _letters_joined(ascii_words(name))
    suffix = parts.pop() if len(parts) > 2 and parts[-1] in SUFFIXES else ""
    if len(parts) < 2 or ROMAN.fullmatch(parts[-1]):
        return None
    particle = next((number for number, part in enumerate(parts[1:-1], start=1) if part in PARTICLES), len(parts) - 1)
    surname = "".join(part for part in parts[particle:] if part not in {"al", "el"})
    given = given_variants().get(parts[0], parts[0])
    return PersonKey(_given(given), sound(surname), tuple(parts[1:particle]), suffix, pet_names().get(given, given))


def sound(word: str) -> str:
    """A rough form of the sound of a word in lower-case ASCII. Different transliterations get the same sound."""
    for pattern, replacement in SOUNDS:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=50_000)
def surname_sound(word: str) -> str:
    """The key of a surname alone."""
    return sound("".join(part for part in ascii_words(word) if part not in {"al", "el"}))


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """The key of any name by house style: without article, marks and legal form, in American spelling.

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
    """The parts with neighbouring single letters joined: "jk", "rowling" for "j", "k", "rowling"."""
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
    """The key of a given name: "=" and the name if it is a listed one, else its sound.

    "Brian" and "Bryan" sound alike but are two men. Two unlisted spellings that sound alike are one name.
    """
    return f"={word}" if word in _known_given() else sound(word)


@lru_cache(maxsize=1)
def _known_given() -> frozenset[str]:
    return frozenset(slugify(name) for name in given_names())


def _is_part_of(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether the longer list of middle names contains all names of the shorter one, in the same order."""
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
