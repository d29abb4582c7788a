"""Persons of one text under one name each: the longest full name for a surname, and what is known of their gender."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from ..lexicon.given_names import Gender, given_names
from ..lexicon.honorifics import HONORIFIC_GENDERS
from ..lexicon.name_parts import PARTICLES, SUFFIXES

# A shorter name is as often a surname that stands first: "Gao Feng", "Ota Hiroshi".
MIN_ENDING_CHARS: Final = 3
# "Hou Hsiao-hsien": of two names joined by a hyphen that go on in small letters, the surname stands before them.
SURNAME_FIRST: Final = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+$")
FEMALE_ENDING: Final = re.compile(r"(?:ova|eva|ina|yna|skaya|skaia|ska|ovna|evna)$")


@dataclass(frozen=True, slots=True)
class PersonReference:
    """One place where a person is named: offset, the words used, the title before them in lower case."""

    start: int
    words: tuple[str, ...]
    title: str = ""


@dataclass(slots=True)
class ResolvedPersons:
    """Who is who in one text. `names[i]` is the full name for `called[i]`."""

    names: list[str] = field(default_factory=list)
    genders: dict[str, Gender] = field(default_factory=dict)


def resolved_persons(called: Sequence[PersonReference], known: Iterable[str] = ()) -> ResolvedPersons:
    """The full name of each person named. `known` are full names of followed persons that the text mentions."""
    full = Counter(" ".join(one.words) for one in called if len(one.words) > 1)
    full.update({name: 1000 for name in known if " " in name})
    result = ResolvedPersons()
    for one in called:
        result.names.append(_name(one, full, called))
    for name in known:
        gender = gender_by_name(name)
        if gender:
            result.genders[name] = gender
    for one, name in zip(called, result.names, strict=True):
        gender = gender_by_title(one.title) or gender_by_name(name)
        if gender and result.genders.get(name, "x") == "x":
            result.genders[name] = gender
    return result


def gender_by_title(title: str) -> Gender | None:
    """The gender that "mrs" or "sir" says; None where the title says nothing."""
    said = {HONORIFIC_GENDERS[word] for word in title.split() if word in HONORIFIC_GENDERS} - {"x"}
    return said.pop() if len(said) == 1 else None


def gender_by_name(name: str) -> Gender | None:
    """The gender that most bearers of the given name have, or that a Slavic surname shows."""
    words = name.split()
    by_given = given_names().get(words[0].split("-")[0])
    if by_given in {"m", "f"}:
        return by_given
    if FEMALE_ENDING.search(words[-1]) and len(words[-1]) > 5:
        return "f"
    return None if by_given or len(words) < 2 else _gender_by_ending(words[0])


def _gender_by_ending(given: str) -> Gender | None:
    """What the ending of a given name says that no list has: Amalia is a woman, Viggo a man; Keiko may be either."""
    if len(given) <= MIN_ENDING_CHARS or given.isupper():
        return None
    return "f" if given.endswith("a") else "m" if given.endswith("o") and not given.endswith("ko") else None


def surname(words: Sequence[str]) -> str:
    """The last word that is not "Jr." or a number."""
    kept = [word for word in words if word.lower() not in SUFFIXES] or list(words)
    return kept[-1]


def _name(one: PersonReference, full: Counter[str], called: Sequence[PersonReference]) -> str:
    own = " ".join(one.words)
    if len(one.words) > 1:
        return _with_given(own, full) or _fuller(one.words, full)
    word = one.words[0]
    byname = [name for name in full if surname(name.split()) == word or word in name.split()[1:]]
    byname = byname or [name for name in full if SURNAME_FIRST.match(name) and name.split()[0] == word]
    if not byname:
        byname = [name for name in full if name.split()[0] == word and word in given_names()]
    gender = gender_by_title(one.title)
    fitting = [name for name in byname if gender is None or gender_by_name(name) in {None, gender}] or byname
    if not fitting:
        return own
    order = {" ".join(other.words): other.start for other in reversed(called)}
    best = min(fitting, key=lambda name: (-full[name], order.get(name, 0)))
    return _fuller(tuple(best.split()), full)


def _with_given(own: str, full: Counter[str]) -> str | None:
    """The one full name that ends with a surname of several words: "De Bolle" of "Catherine De Bolle", "Vane Jr." of
    "Donald Vane Jr."."""
    first, *others = own.split()
    if first.lower() not in PARTICLES and not (len(others) == 1 and _suffix(others)):
        return None
    longer = [name for name in full if name.lower().endswith(f" {own.lower()}")]
    return longer[0] if len(longer) == 1 else None


def _fuller(words: tuple[str, ...], full: Counter[str]) -> str:
    """Another form of the same name that is used more, or followed: with or without a middle name or initial."""
    own = " ".join(words)
    same = [name for name in full if _may_be_one(name.split(), words)]
    return min(same, key=lambda name: (-full[name], len(name), name)) if same else own


def _may_be_one(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two full names of one text can be one person's: "Jr." tells a son from his father, and other middle names
    tell cousins."""
    if one[0] != other[0] or surname(one) != surname(other) or _suffix(one) != _suffix(other):
        return False
    middle, others = ([word for word in name[1:] if word.lower() not in SUFFIXES][:-1] for name in (one, other))
    if not middle or not others:
        return True
    return len(middle) == len(others) and all(map(_may_be_one_word, middle, others))


def _may_be_one_word(one: str, other: str) -> bool:
    """Whether one is the other, or its initial."""
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    return short == long or (len(short) == 1 and long.startswith(short))


def _suffix(words: Sequence[str]) -> str:
    last = words[-1].lower().rstrip(".")
    return last if last in SUFFIXES else ""
