"""The longer names that short names of organisations in one text mean: "NYSE", "Dominion"."""

from typing import Final

from ..lexicon.gazetteers import countries, organisations, places
from ..lexicon.given_names import given_names
from ..lexicon.kind_words import HOME_WORDS, ORGANISATION_PAIRS
from ..lexicon.name_parts import LEGAL_FORMS
from ..lexicon.outlets import is_outlet
from ..lexicon.word_lists import words
from ..records import Kind
from .acronyms import initials

# So many organisations begin with these words that none of them is the short name of one.
GENERIC_FIRST_WORDS: Final = words("generic_first")


def longer_names(surfaces: set[str], kinds: dict[str, Kind]) -> dict[str, str]:
    """Short names of organisations -> the only longer name in the text that they can mean, without its legal form.

    "Paxar" and "Paxar Corp" are Paxar. "Dominion" is Dominion Textile if no other name begins with that word. "NYSE"
    has the initials of the New York Stock Exchange.
    """
    bare_names = {name: _without_legal_form(name) for name in surfaces if kinds[name] == "organisation" and " " in name}
    longer = {name: bare for name, bare in bare_names.items() if bare != name and bare not in places()}
    full = {bare for bare in bare_names.values() if " " in bare}
    companies = {bare for name, bare in bare_names.items() if bare != name}
    homes = {bare for name, bare in bare_names.items() if _is_home(name)}
    # If the text has "Rosewood Rest Home", "Rosewood" is the home, not a person. "Trump" stays a person beside
    # "Trump Hotel". "Kent" may be a person or a county beside "Kent State"; beside "Kent Corp" it is the company.
    candidates_by_kind: dict[Kind, set[str]] = {"organisation": full, "person": companies | homes}
    for name in surfaces - full:
        if name in longer or _is_known(name):
            continue
        if name.isupper() and name.isalpha():
            candidates = {candidate for candidate in full if initials(candidate) == name}
        elif name.lower() not in GENERIC_FIRST_WORDS:
            candidates = {
                candidate
                for candidate in candidates_by_kind.get(kinds[name], companies)
                if candidate.startswith(f"{name} ") and not candidate.startswith(f"{name} of ")
            } or {candidate for candidate in full if is_outlet(candidate) and candidate.endswith(f" {name}")}
        else:
            continue
        if len(candidates) == 1:
            longer[name] = candidates.pop()
    return longer


def _is_known(name: str) -> bool:
    """Whether a name is a known name in itself, and so no short form of another one."""
    return name in countries() or name in places() or name in given_names() or name in organisations()


def _is_home(name: str) -> bool:
    """Whether a name of two or more words is that of a home, a school or the like: "Rosewood Rest Home"."""
    *_, before, last = name.lower().split()
    return (before, last) in ORGANISATION_PAIRS or last in HOME_WORDS


def _without_legal_form(name: str) -> str:
    parts = name.split()
    if is_outlet(name) or name in organisations():
        return name
    while len(parts) > 1 and parts[-1].lower().strip(".,") in LEGAL_FORMS:
        parts.pop()
    return " ".join(parts).rstrip(",&") if parts[-1].lower() != "and" else name
