"""States of the United States that share a name with a followed actor, and towns in them: Georgia; Paris, Texas."""

import re
from functools import lru_cache
from typing import Final

from ..lexicon.gazetteers import countries, places, us_states
from .alias_matches import AliasMatch
from .namesakes import Namesake

# Offices and bodies that states have and that are seldom told of a country without its adjective.
STATE_BODIES: Final = (
    r"(?:[Ll]ieutenant )?[Gg]overnor|[Gg]ov\.|[Ss]ecretary of [Ss]tate|[Ss]tate|[Ll]egislat(?:ure|ors?)|"
    r"General Assembly|[Aa]ttorney [Gg]eneral|Democrats?|Republicans?|GOP|National Guard"
)
OF_A_STATE: Final = re.compile(
    rf"(?<!\w)(?:{STATE_BODIES}|[Ss]enators?|[Cc]ongress(?:wo)?man|[Dd]istrict) (?:of|for|from) $"
)
BODY_AFTER: Final = re.compile(rf" (?:{STATE_BODIES})(?!\w)")
TOWN_BEFORE: Final = re.compile(r"((?:[A-Z][\w.’'-]+ )?[A-Z][\w.’'-]+), $")
STATE_AFTER: Final = re.compile(r", ([A-Z][\w.]+(?: [A-Z][a-z]+)?)")
BEFORE_CHARS: Final = 40


def state_namesake(text: str, match: AliasMatch, *, is_supported: bool) -> Namesake | None:
    """The state, or the town in a state, that a name in `folded` text is by the words beside it; None for the actor.

    `is_supported` is true if other words of the text are evidence for the actor.
    """
    name, file = match.alias.name, match.followed.actor.background
    if after := STATE_AFTER.match(text, match.end):
        state = _state_named(after.group(1))
        if state and state != name and state not in file:
            return Namesake(match.start, f"{name}, {state}", "noun")
    if name not in us_states() or _is_that_state(name, file):
        return None
    before = text[max(0, match.start - BEFORE_CHARS) : match.start]
    if OF_A_STATE.search(before) or BODY_AFTER.match(text, match.end):
        return Namesake(match.start, f"the state of {name}", "noun")
    town = TOWN_BEFORE.search(before)
    if town is None or any(word in countries() for word in (town.group(1), town.group(1).split()[-1])):
        return None
    is_its_city = town.group(1) in us_states()[name][1] or town.group(1).split()[-1] in us_states()[name][1]
    is_elsewhere = town.group(1) in file or town.group(1) in places()
    if is_its_city or not (is_supported or is_elsewhere):
        return Namesake(town.start(1) + match.start - len(before), f"{town.group(1)}, {name}", "noun")
    return None


def city_of_state_namesake(text: str, name: str, background: str) -> str:
    """A city in `folded` text of the state that shares the name of a followed place; "" if there is none."""
    if name not in us_states() or _is_that_state(name, background):
        return ""
    found = _cities(name).search(text)
    return found.group() if found and found.group() not in background else ""


@lru_cache(maxsize=64)
def _cities(state: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(us_states()[state][1]))) + r")(?!\w)")


def _is_that_state(name: str, background: str) -> bool:
    """Whether the actor is the state itself, by its file."""
    return any(city in background for city in us_states()[name][1]) or re.search(r"\bstate\b", background) is not None


def _state_named(words: str) -> str:
    """The state of a name or an abbreviation, which may have a further word after it; "" if there is none."""
    for written in (words, words.partition(" ")[0]):
        for state, (abbreviations, _) in us_states().items():
            if written == state or written in abbreviations or f"{written}." in abbreviations:
                return state
    return ""
