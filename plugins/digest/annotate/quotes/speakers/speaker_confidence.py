"""The confidence in a speaker, by the rule that led from the words of the text to the speaker.

It doesn't depend on the kind of attribution: a name before a colon counts as any other name.
"""

from typing import Final, Literal

SpeakerRule = Literal[
    "person named",
    "organisation named",
    "place named",
    "work named",
    "role",
    "organisation by role",
    "pronoun",
    "pronoun among several",
    "speaker continues",
    "speaker continues in next paragraph",
    "subject before",
]

# The number of right and of wrong speakers by rule, in quotes-dev and the gold texts of our tests. "subject before" has
# no case there: its cases are from 300 articles of the captured feeds that were read for it (2026-11-25). Quotes whose
# gold speaker is a word such as "he" or "said" are left out.
MEASURED: Final[dict[SpeakerRule, tuple[int, int]]] = {
    "person named": (374, 6),
    "organisation named": (18, 2),
    "place named": (5, 0),
    "work named": (1, 1),
    "role": (10, 0),
    "organisation by role": (3, 0),
    "pronoun": (79, 4),
    "pronoun among several": (91, 2),
    "speaker continues": (131, 0),
    "speaker continues in next paragraph": (7, 0),
    "subject before": (2, 0),
}

# Quotes by rules with a lower confidence stay without a speaker. Only "work named" has one: what the model marks as the
# title of a film or a book is as often a person's name.
MIN_CONFIDENCE: Final = 0.75


def confidence(rule: SpeakerRule) -> float:
    """The share of speakers that a rule gets right, from 0 to 1, estimated by Laplace's rule of succession.

    The estimate adds one right and one wrong case, so that a rule with few cases doesn't get an extreme value.
    """
    right, wrong = MEASURED[rule]
    return round((right + 1) / (right + wrong + 2), 2)
