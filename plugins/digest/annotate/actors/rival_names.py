"""Which of several followed actors a name means that they share: Jordan the kingdom or Imogen Jordan, two Baxters."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from ..lexicon.given_names import Gender, given_names
from ..lexicon.honorifics import HONORIFIC_GENDERS
from ..records import Actor
from .alias_matches import WORD_BEFORE_CHARS, AliasMatch, FollowedActor

# Words before a name that only a place has, and words after its possessive that only a country has.
PLACE_BEFORE: Final = re.compile(
    r"(?<![\w-])(?:in|into|across|inside|outside|within|via|through|near|towards?|from|neighbou?ring|visit(?:s|ed|ing)?|"
    r"(?:north|south|east|west)(?:ern)?|(?:government|king|queen|kingdom|republic|parliament|people|army|"
    r"prime minister|borders?|coast|capital|embassy|parts?|rest|map|cities|shores|citizens?|ports?) of|"
    r"(?:trips?|flights?|travel\w*|fl[eoy]\w*|went|go(?:es|ing)?|return\w*|visits?|moved?|exports?|deport\w*|aid|"
    r"ambassador|sail\w*|back|close|border|journeys?|came?) to) $",
    re.IGNORECASE,
)
PLACE_AFTER: Final = re.compile(
    r"['’]s (?:king|queen|government|army|capital|parliament|prime|foreign|borders?|economy|airspace|royal|air force)\b"
)
# A surname this near after a full name in its paragraph is that person's.
NEAR_CHARS: Final = 100
# "Clinton supporters" are those of the person whom the whole text is about.
CAMP_AFTER: Final = re.compile(
    r" (?:campaign|camp|supporters?|administration|presidency|team|aides?|all(?:y|ies)|voters?|[A-Z])"
)
HONORIFIC_BEFORE: Final = re.compile(r"([\w]+)\.? $")
PRONOUN: Final = re.compile(r"\b(?:he|she|his|her|him|hers|himself|herself)\b", re.IGNORECASE)
FEMALE_PRONOUNS: Final = frozenset({"she", "her", "hers", "herself"})
# A pronoun this near after a surname that nothing else explains is taken for that person's.
PRONOUN_CHARS: Final = 160
MALE: Final = re.compile(r"\b(?:son|brother|father|husband|king|prince|he|his|him|man)\b", re.IGNORECASE)
FEMALE: Final = re.compile(r"\b(?:daughter|sister|mother|wife|queen|princess|she|her|woman|actress)\b", re.IGNORECASE)


def meant_rival(
    text: str, rivals: Sequence[AliasMatch], matches: Sequence[AliasMatch], below: Collection[str] = ()
) -> AliasMatch | None:
    """The match of one span that is meant: by the words beside it, by the files, by whom the text names in full.

    `matches` are all names of the `folded` text. For a headline, `below` has the names of the followed actors whom the
    text below mentions. The result is None if nothing tells the rivals apart.
    """
    persons = [rival for rival in rivals if rival.followed.actor.kind == "person"]
    others = [rival for rival in rivals if rival.followed.actor.kind != "person"]
    if others and (not persons or is_said_of_a_place(text, rivals[0])):
        return others[0] if len(others) == 1 else None
    fitting = [person for person in persons if not is_of_other_gender(text, person)]
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    in_text_below = [person for person in fitting if person.followed.actor.name in below]
    if len(in_text_below) == 1:
        return in_text_below[0]
    in_full = Counter(match.followed for match in matches if _is_in_full(match))
    if not any(in_full[person.followed] for person in fitting):
        return _by_pronoun_or_alias(text, fitting)
    order = list(in_full)  # as the text names them
    named = [person for person in fitting if in_full[person.followed]] or fitting
    named.sort(key=lambda person: order.index(person.followed) if person.followed in order else len(order))
    by_alias = [person for person in named if person.alias in person.followed.aliases]
    if len(by_alias) == 1:
        return by_alias[0]
    near = _last_in_full(text, rivals[0], matches)
    if near in {person.followed for person in named} and not CAMP_AFTER.match(text, rivals[0].end):
        return next(person for person in named if person.followed is near)
    return max(
        named, key=lambda person: in_full[person.followed]
    )  # the first in the text, if no one is named more often


def _by_pronoun_or_alias(text: str, persons: Sequence[AliasMatch]) -> AliasMatch | None:
    """The only person with the gender of the pronoun beside the name, or else the only one with it as an alias."""
    start, end = persons[0].start, persons[0].end
    after = PRONOUN.search(text, end, end + PRONOUN_CHARS)
    pronouns = [after.group()] if after else PRONOUN.findall(text, max(0, start - PRONOUN_CHARS), start)[-1:]
    gender = "" if not pronouns else "f" if pronouns[0].lower() in FEMALE_PRONOUNS else "m"
    of_gender = [person for person in persons if person_gender(person.followed.actor) == gender]
    by_alias = [person for person in persons if person.alias in person.followed.aliases]
    fitting = of_gender if len(of_gender) == 1 else by_alias
    return fitting[0] if len(fitting) == 1 else None


def _last_in_full(text: str, surname: AliasMatch, matches: Sequence[AliasMatch]) -> FollowedActor | None:
    """The person whom the paragraph has named in full right before a surname."""
    before = [match for match in matches if match.start < surname.start and _is_in_full(match)]
    if not before or surname.start - before[-1].end > NEAR_CHARS or "\n" in text[before[-1].end : surname.start]:
        return None
    return before[-1].followed


def _is_in_full(match: AliasMatch) -> bool:
    return not match.alias.is_single_word and not match.never_phrase


def is_said_of_a_place(text: str, match: AliasMatch) -> bool:
    """Whether the words beside a name are said of places only."""
    before = text[max(0, match.start - WORD_BEFORE_CHARS) : match.start]
    return PLACE_BEFORE.search(before) is not None or PLACE_AFTER.match(text, match.end) is not None


def is_of_other_gender(text: str, match: AliasMatch) -> bool:
    """Whether the honorific before a person's name belongs to the other gender: "Mrs Vane" is not Edward Vane."""
    before = HONORIFIC_BEFORE.search(text, max(0, match.start - WORD_BEFORE_CHARS), match.start)
    gender = HONORIFIC_GENDERS.get(before.group(1).lower(), "x") if before else "x"
    return gender != "x" and person_gender(match.followed.actor) not in {"x", gender}


def person_gender(actor: Actor) -> Gender:
    """The gender of a followed person, by the given name or by words of the actor's file; "x" if it is not known."""
    first = actor.name.split()[0]
    gender = given_names().get(first, "x") if " " in actor.name else "x"
    if gender != "x":
        return gender
    male, female = len(MALE.findall(actor.background)), len(FEMALE.findall(actor.background))
    return "m" if male > female else "f" if female > male else "x"
