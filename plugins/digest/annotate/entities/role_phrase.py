"""A role, worded for readers, from the words around a name."""

import re
from typing import Final

from ..lexicon.role_words import ROLE_CLASSES, ROLE_WORDS

# "head of MI6", "deputy director for operations at the agency"
WITH_COMPLEMENT: Final = re.compile(
    r"(?P<before>(?:[\w’'-]+ ){0,3})(?P<role>[\w-]+) (?:of|for|at|in) [^\s,]+(?: [^\s,]+){0,5}$"
)
# Words before a role that aren't part of it.
LEADING: Final = re.compile(
    r"(?:who (?:is|was|serves as|served as|heads|leads) |(?:then|later|now) )?(?:(?:the|a|an|its|their|his|her) )?",
    re.IGNORECASE,
)
# "director of health Dr": the honorific belongs to the name that follows.
HONORIFIC_TAIL: Final = re.compile(r"(?: (?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Prof|Hon|Rev)\b\.?)+$")
CONJUNCTIONS: Final = frozenset({"as", "what", "when", "after", "if", "how", "why"})
QUALIFIERS: Final = frozenset({"former", "deputy", "vice", "acting", "chief", "senior", "interim", "ex", "then"})


def role_phrase(words: str) -> str:
    """The role in the words before or after a name; "" if the words are a sentence rather than a role.

    >>> role_phrase("who is the head of MI6")
    'head of MI6'
    >>> role_phrase("five remarks of former US President")
    'former US President'
    """
    phrase = HONORIFIC_TAIL.sub("", " ".join(words.split()))
    phrase = phrase[LEADING.match(phrase).end() :]  # type: ignore[union-attr]  # all of it is optional
    parts = phrase.split(" ")
    if _is_role(parts[-1]):
        first = len(parts) - 1  # the first word of the role: qualifiers and names come before its last word
        while first and (
            parts[first - 1][:1].isupper() or parts[first - 1] in QUALIFIERS or _is_role(parts[first - 1])
        ):
            first -= 1
        while first < len(parts) - 1 and parts[first].lower() in CONJUNCTIONS:
            first += 1
        return " ".join(parts[first:])
    match = WITH_COMPLEMENT.match(phrase)
    return phrase if match and _is_role(match.group("role")) else ""


def _is_role(word: str) -> bool:
    return word.lower() in ROLE_WORDS or word.lower() in ROLE_CLASSES
