"""Where a text speaks of a country by the name of its people: "the Russian army", "two Danes", "a Danish chef".

These are no mentions of the country. WikiGold has 217 such words and marks one as a place (168 of them are in no name);
RSS-500 and Reuters-128 link none of 121 to a country. As places they would bring WikiGold from 68.4 to 66.5. So they
are kept apart, each with what it stands for, and only what stands for the state or its people makes a report one on a
country that an editor follows: of 500 items of real feeds 21 name a country only so, 45 more by an adjective alone, of
which most are on a cook, a film or a photographer of that country.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from ..lexicon.gazetteers import countries, demonyms
from ..lexicon.word_lists import words
from ..records import Mention, Nationality, Sense
from ..text.claimed_spans import ClaimedSpans
from ..text.parsed_document import ParsedDocument

# Up to three words stand between the adjective and what it is said of: "the Russian deputy foreign minister".
MAX_BETWEEN: Final = 3
NEXT_WORD: Final = re.compile(r"[ \u00a0-]([A-Za-z][\w-]*)")
PHRASE_END: Final = words("function") | words("auxiliaries") | {"a", "an", "or", "nor", "in", "over", "under", "who"}

OF_THE_STATE: Final = words("of_the_state")

# "The British have": an adjective that stands for the people, as those in -ish, -ch and -ese do.
THE: Final = re.compile(r"\b[Tt]he $")
WITHOUT_PLURAL: Final = ("sh", "ch", "ese", "ss")
HAS_NOUN: Final = re.compile(r"[ \u00a0-][\w$€£]")
SAID_OF_ALL: Final = re.compile(r"[ \u00a0](?:" + "|".join(sorted(words("auxiliaries"))) + r")\b")

# "Native Americans", "the ancient Egyptians", "Northern Irish" are of no state or of another.
OTHERS: Final = re.compile(r"\b(?:[Nn]ative|[Aa]ncient|[Mm]edieval|Northern) $")


def nationalities(document: ParsedDocument, mentions: Sequence[Mention]) -> tuple[Nationality, ...]:
    """The words for a people or for what is theirs outside the `mentions`, under their country's usual name."""
    text = document.text
    taken = ClaimedSpans((mention.start, mention.end) for mention in mentions)
    return tuple(
        Nationality(match.start(), match.end(), match.group(), demonyms()[match.group()], _sense(text, match))
        for match in _pattern().finditer(text)
        if not taken.overlaps(match.start(), match.end())
        and not OTHERS.search(text, max(0, match.start() - 12), match.start())
    )


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = {name for name, country in demonyms().items() if country and name not in countries()}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def _sense(text: str, match: re.Match[str]) -> Sense:
    name, end = match.group(), match.end()
    if _is_plural(name) or (
        name.endswith(WITHOUT_PLURAL)
        and THE.search(text, max(0, match.start() - 5), match.start())
        and (not HAS_NOUN.match(text, end) or SAID_OF_ALL.match(text, end))
    ):
        return "people"
    return "state" if any(word in OF_THE_STATE for word in _phrase(text, end)) else "adjective"


def _is_plural(name: str) -> bool:
    """Whether it is a noun in the plural: "Russians", "Frenchmen"; "Frenchs" is none, "Swiss" is an adjective."""
    one = name.removesuffix("s")
    return name.endswith("men") or (one != name and one in demonyms() and not one.endswith(WITHOUT_PLURAL))


def _phrase(text: str, end: int) -> Iterator[str]:
    """The words of the phrase after an adjective, in small letters."""
    for _ in range(MAX_BETWEEN + 1):
        match = NEXT_WORD.match(text, end)
        if match is None or match.group(1).lower() in PHRASE_END:
            return
        yield match.group(1).lower()
        end = match.end()
