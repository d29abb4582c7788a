"""The words of a text that name a country by its people: "the Russian army", "two Danes", "a Danish chef".

These words don't count as mentions of the country. WikiGold has 217 of them and marks one as a place (168 are in no
name);
RSS-500 and Reuters-128 link none of 121 to a country. Counted as places, they would lower WikiGold's F1 from 68.4 to
66.5. So each becomes a `Nationality` with a sense, and a report is on a followed country only if the sense is the state
or its people. 21 of 500 items of real feeds name a country in no other way. Another 45 have only an adjective of
another sense, and most of these are on a cook, a film or a photographer from that country.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from ..lexicon.gazetteers import countries, demonyms
from ..lexicon.word_lists import any_of, words
from ..records import Mention, Nationality, Sense
from ..text.claimed_spans import ClaimedSpans
from ..text.parsed_document import ParsedDocument

# The most words between the adjective and its noun: "the Russian deputy foreign minister" has two.
MAX_WORDS_BETWEEN: Final = 3
NEXT_WORD: Final = re.compile(r"[ \u00a0-]([A-Za-z][\w-]*)")
# A noun phrase ends before these.
PHRASE_END: Final = words("function") | words("auxiliaries") | {"a", "an", "or", "nor", "in", "over", "under", "who"}

OF_THE_STATE: Final = words("of_the_state")

# "The British have": adjectives in -ish, -ch, -ese and -ss mean the people if they follow "the" and have no noun.
THE: Final = re.compile(r"\b[Tt]he $")
WITHOUT_PLURAL: Final = ("sh", "ch", "ese", "ss")
NOUN_AFTER: Final = re.compile(r"[ \u00a0-][\w$€£]")
VERB_AFTER: Final = re.compile(rf"[ \u00a0](?:{any_of('auxiliaries')})\b")

# "Native Americans", "the ancient Egyptians" and "Northern Irish" mean no state, or another one.
OF_OTHERS: Final = re.compile(r"\b(?:[Nn]ative|[Aa]ncient|[Mm]edieval|Northern) $")


def nationalities(document: ParsedDocument, mentions: Sequence[Mention]) -> tuple[Nationality, ...]:
    """The nationality words outside the mentions, each with the usual name of its country."""
    text = document.text
    claimed = ClaimedSpans((mention.start, mention.end) for mention in mentions)
    return tuple(
        Nationality(match.start(), match.end(), match.group(), demonyms()[match.group()], _sense(text, match))
        for match in _pattern().finditer(text)
        if not claimed.overlaps(match.start(), match.end())
        and not OF_OTHERS.search(text, max(0, match.start() - 12), match.start())
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
        and (not NOUN_AFTER.match(text, end) or VERB_AFTER.match(text, end))
    ):
        return "people"
    return "state" if any(word in OF_THE_STATE for word in _noun_phrase(text, end)) else "adjective"


def _is_plural(name: str) -> bool:
    """Whether a word is a noun in the plural: "Russians", "Frenchmen". "Frenchs" isn't a word, "Swiss" an adjective."""
    singular = name.removesuffix("s")
    has_plural = singular in demonyms() and not singular.endswith(WITHOUT_PLURAL)
    return name.endswith("men") or (singular != name and has_plural)


def _noun_phrase(text: str, end: int) -> Iterator[str]:
    """The words after an adjective that belong to its noun phrase, in small letters."""
    for _ in range(MAX_WORDS_BETWEEN + 1):
        match = NEXT_WORD.match(text, end)
        if match is None or match.group(1).lower() in PHRASE_END:
            return
        yield match.group(1).lower()
        end = match.end()
