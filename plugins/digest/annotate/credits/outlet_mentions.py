"""The outlets that a text names: listed ones, and those that it calls a newspaper, an agency or a station."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..lexicon.gazetteers import countries, demonyms
from ..lexicon.outlets import IN_A_SENTENCE, is_common_word

# Words for papers and agencies, before or after their name: "the newspaper Hafenbote", "Fars news agency".
KIND: Final = (
    r"(?:news ?agency|news ?wire|newspaper|outlet|website|tabloid|(?:daily|weekly)(?: newspaper)?|magazine|broadcaster"
    r"|public radio|news (?:site|website|outlet|channel|portal|service)|(?:television|TV|radio) (?:station|channel)"
    r"|Nachrichtenagentur|Zeitung|Magazin|agence(?: de presse)?|quotidien|agencia|diario|agenzia|quotidiano"
    r"|агентств[оау]|газет[аеуы]|издани[еяю]|агенці[яюї])"
)
NAME: Final = (
    r"(?!(?:The|A|An|This|His|Her|Its|Their|One|Another|State)(?!\w))"
    r"(?:[^\W\d_a-zа-яіїєґ][\w&/-]*)(?: [A-Z][\w&/-]*){0,3}"
)
KIND_BEFORE_NAME: Final = re.compile(rf"(?<!\w){KIND}(?: |, (?={NAME},))[«„“\"]?(?P<name>{NAME})")
KIND_AFTER_NAME: Final = re.compile(rf"(?<!\w)(?:[Tt]he |[Aa]n? )?(?P<name>{NAME})(?: state)? {KIND}(?!\w)")

# "CNN affiliate WEYI": the affiliate reports. An affiliate without a name isn't credited.
AFFILIATE: Final = r" (?:affiliate|(?:network |media )?partner|sister (?:station|paper)|member station)"
NAMED_AFFILIATE: Final = re.compile(rf"{AFFILIATE} (?P<name>[A-Z0-9][\w-]*(?: [A-Z][\w-]+){{0,3}})")
ANY_AFFILIATE: Final = re.compile(rf"{AFFILIATE}\b")

# If the text names the man, "Bloomberg" is not the agency.
MAYOR: Final = re.compile(r"\b(?:Michael|Mike|Mayor|Mr\.?|Michael R\.) Bloomberg\b")


@dataclass(frozen=True, slots=True)
class OutletMention:
    """An outlet that a text names. Offsets index the text.

    Attributes:
        start, end: the span of the name.
        begin, stop: the wider span that includes the article and the word for its kind.
        called: whether the text calls it a paper, an agency or a station.
    """

    start: int
    end: int
    begin: int
    stop: int
    called: bool = False


def outlet_mentions(text: str, certain_report: re.Pattern[str]) -> Iterator[OutletMention]:
    """The outlets in a text: first the listed ones, then those that the text calls an outlet.

    If an outlet's name is also a common word ("Fortune") and begins a sentence, it counts only if `certain_report`
    matches the text after it.
    """
    bloomberg_is_a_man = MAYOR.search(text) is not None
    for match in IN_A_SENTENCE.finditer(text):
        name, stop = match["name"], match.end()
        if name is None or _is_of_a_country(name) or (name == "Bloomberg" and bloomberg_is_a_man):
            continue
        may_be_a_word = is_common_word(name) and _begins_sentence(text, match.start())
        if may_be_a_word and not certain_report.match(text, stop):
            continue
        if affiliate := NAMED_AFFILIATE.match(text, stop):
            yield OutletMention(*affiliate.span("name"), match.start(), affiliate.end())
        elif ANY_AFFILIATE.match(text, stop) is None:
            yield OutletMention(*match.span("name"), match.start(), stop)
    for pattern in (KIND_BEFORE_NAME, KIND_AFTER_NAME):
        for match in pattern.finditer(text):
            if match["name"] not in demonyms() and match["name"] not in countries():
                yield OutletMention(*match.span("name"), match.start(), match.end(), called=True)


def _is_of_a_country(name: str) -> bool:
    """Whether a name means any station of a country: "Brazilian TV"."""
    first, *others = name.split()
    return first in demonyms() and others in (["TV"], ["Radio"], ["Television"], ["News"])


def _begins_sentence(text: str, offset: int) -> bool:
    return text[max(0, offset - 3) : offset].rstrip()[-1:] in {"", ".", "!", "?", "…", ":", "“", '"', "”"}
