"""The full name of the person that each reference in one text means, and the person's gender if it can be told."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ..lexicon.given_names import Gender, given_names
from ..lexicon.honorifics import HONORIFIC_GENDERS
from ..lexicon.name_parts import PARTICLES, SUFFIXES

# The ending of a first word tells the gender only if the word has more characters than this: short first words are as
# often surnames: "Gao Feng", "Ota Hiroshi".
MIN_ENDING_CHARS: Final = 3
# "Hou Hsiao-hsien": the surname comes first if a hyphen joins two given names, the second in small letters.
SURNAME_FIRST: Final = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+$")
# Endings of Slavic surnames that only women have.
FEMALE_ENDING: Final = re.compile(r"(?:ova|eva|ina|yna|skaya|skaia|ska|ovna|evna)$")

# A followed person's name counts like this many occurrences, which is more than any form of a name has in a text.
KNOWN_COUNT: Final = 1000


@dataclass(frozen=True, slots=True)
class PersonReference:
    """One occurrence of a person's name: its offset, its words, and the honorific before it in lower case."""

    start: int
    words: tuple[str, ...]
    honorific: str = ""


@dataclass(frozen=True, slots=True)
class ResolvedPersons:
    """The full name for each reference, in the order of the references, and the gender of persons by full name."""

    names: tuple[str, ...]
    genders: dict[str, Gender]


def resolved_persons(references: Sequence[PersonReference], known: Iterable[str] = ()) -> ResolvedPersons:
    """The person that each reference means. `known` are full names of followed persons that the text mentions."""
    counts = Counter(" ".join(reference.words) for reference in references if len(reference.words) > 1)
    counts.update({name: KNOWN_COUNT for name in known if " " in name})
    names = tuple(_full_name(reference, counts, references) for reference in references)
    genders = {name: gender for name in known if (gender := gender_by_name(name))}
    for reference, name in zip(references, names, strict=True):
        gender = gender_by_honorific(reference.honorific) or gender_by_name(name)
        if gender and genders.get(name, "x") == "x":
            genders[name] = gender
    return ResolvedPersons(names, genders)


def gender_by_honorific(honorific: str) -> Gender | None:
    """The gender that "mrs" or "sir" shows; None if the honorific shows none."""
    genders = {HONORIFIC_GENDERS[word] for word in honorific.split() if word in HONORIFIC_GENDERS} - {"x"}
    return genders.pop() if len(genders) == 1 else None


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
    """The gender by the ending of an unknown given name: Amalia is a woman, Viggo a man; Keiko may be either."""
    if len(given) <= MIN_ENDING_CHARS or given.isupper():
        return None
    return "f" if given.endswith("a") else "m" if given.endswith("o") and not given.endswith("ko") else None


def surname(words: Sequence[str]) -> str:
    """The last word that is not "Jr." or a number."""
    names = [word for word in words if word.lower() not in SUFFIXES] or list(words)
    return names[-1]


def _full_name(reference: PersonReference, counts: Counter[str], references: Sequence[PersonReference]) -> str:
    """The full name of a reference. `counts` has the number of occurrences of each full name in the text."""
    name_in_text = " ".join(reference.words)
    if len(reference.words) > 1:
        return _with_given_name(name_in_text, counts) or _usual_form(reference.words, counts)
    fitting = _fitting(reference, counts)
    is_office = bool(reference.honorific) and gender_by_honorific(reference.honorific) is None
    if not fitting or (is_office and _has_unnamed_bearer(reference.words, counts, references)):
        return name_in_text
    first_start = {" ".join(other.words): other.start for other in reversed(references)}
    best = min(fitting, key=lambda name: (-counts[name], first_start.get(name, 0)))
    return _usual_form(tuple(best.split()), counts)


def _fitting(reference: PersonReference, full_names: Iterable[str]) -> list[str]:
    """The full names that a single word can mean after its honorific."""
    gender = gender_by_honorific(reference.honorific)
    bearers = _bearers(reference.words[0], full_names)
    return [name for name in bearers if gender is None or gender_by_name(name) in {None, gender}]


def _has_unnamed_bearer(
    words: tuple[str, ...], full_names: Iterable[str], references: Sequence[PersonReference]
) -> bool:
    """Whether a surname is also somebody's whom the text never names in full.

    In a text on Michelle Harlow that says "Mr. Harlow", "President Harlow" is most likely he.
    """
    others = [other for other in references if other.words == words and gender_by_honorific(other.honorific)]
    return any(not _fitting(other, full_names) for other in others)


def _bearers(word: str, full_names: Iterable[str]) -> list[str]:
    """The full names that a single word can mean.

    They are the names with this surname or later part; or else those with this surname at the beginning; or else those
    with this given name; or else the only name that begins with the word.
    """
    by_surname = [name for name in full_names if surname(name.split()) == word or word in name.split()[1:]]
    if by_surname:
        return by_surname
    surname_first = [name for name in full_names if SURNAME_FIRST.match(name) and name.split()[0] == word]
    if surname_first:
        return surname_first
    by_given = [name for name in full_names if name.split()[0] == word]
    return by_given if word in given_names() or len(by_given) == 1 else []


def _with_given_name(surname_words: str, full_names: Iterable[str]) -> str | None:
    """The only full name that ends with a surname of several words, or None.

    "De Bolle" is "Catherine De Bolle", "Vane Jr." is "Donald Vane Jr.".
    """
    first, *others = surname_words.split()
    if first.lower() not in PARTICLES and not (len(others) == 1 and _suffix(others)):
        return None
    longer = [name for name in full_names if name.lower().endswith(f" {surname_words.lower()}")]
    return longer[0] if len(longer) == 1 else None


def _usual_form(words: tuple[str, ...], counts: Counter[str]) -> str:
    """The form of a full name that the text uses most: with or without a middle name or initial."""
    same = [name for name in counts if _may_be_same_person(name.split(), words)]
    return min(same, key=lambda name: (-counts[name], len(name), name)) if same else " ".join(words)


def _may_be_same_person(words: Sequence[str], other_words: Sequence[str]) -> bool:
    """Whether two full names in one text can be one person's.

    "Jr." distinguishes a son from his father, and middle names distinguish cousins.
    """
    if words[0] != other_words[0] or surname(words) != surname(other_words) or _suffix(words) != _suffix(other_words):
        return False
    middle, other_middle = (
        [word for word in name[1:] if word.lower() not in SUFFIXES][:-1] for name in (words, other_words)
    )
    if not middle or not other_middle:
        return True
    return len(middle) == len(other_middle) and all(map(_may_be_same_word, middle, other_middle))


def _may_be_same_word(word: str, other: str) -> bool:
    """Whether two words are the same, or one is the other's initial."""
    short, long = sorted((word.rstrip("."), other.rstrip(".")), key=len)
    return short == long or (len(short) == 1 and long.startswith(short))


def _suffix(words: Sequence[str]) -> str:
    """The "Jr." or number at the end of a name, in lower case without a full stop; or ""."""
    last = words[-1].lower().rstrip(".")
    return last if last in SUFFIXES else ""
