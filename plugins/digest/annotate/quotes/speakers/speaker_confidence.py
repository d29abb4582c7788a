"""How far a speaker can be trusted, by the rule that says who is meant."""

from typing import Final, Literal

SpeakerRule = Literal[
    "person named",
    "organisation named",
    "place named",
    "work named",
    "role",
    "body",
    "pronoun",
    "pronoun among several",
    "running",
    "running into a paragraph",
    "subject before",
]

# Right and wrong speakers by rule, where the gold says who spoke: quotes-dev and our own texts. "subject before" has no
# case there: it was counted in 300 articles of the captured feeds, read for it (2026-11-25).
# A source that the gold gives as "he" or "said" judges nothing and is left out.
MEASURED: Final[dict[SpeakerRule, tuple[int, int]]] = {
    "person named": (374, 6),
    "organisation named": (18, 2),
    "place named": (5, 0),
    "work named": (1, 1),
    "role": (10, 0),
    "body": (3, 0),
    "pronoun": (79, 4),
    "pronoun among several": (91, 2),
    "running": (131, 0),
    "running into a paragraph": (7, 0),
    "subject before": (2, 0),
}

# What is right less often than three times in four stays without a speaker. Of the rules above that takes away one:
# a film or a book that the model sees in the speaker's place is as often a person whose name it misread.
MIN_CONFIDENCE: Final = 0.75


def confidence(rule: SpeakerRule) -> float:
    """The share of speakers that a rule gets right, from 0 to 1, with one more of each so that few cases weigh little.

    The estimate is Laplace's rule of succession.
    """
    right, wrong = MEASURED[rule]
    return round((right + 1) / (right + wrong + 2), 2)
