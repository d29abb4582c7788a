"""The record of a resolved speaker."""

from dataclasses import dataclass
from typing import Literal

from ...lexicon.given_names import Gender

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
]


@dataclass(frozen=True, slots=True)
class ResolvedSpeaker:
    """A speaker, and the words and the rule that named the speaker.

    Attributes:
        name: the canonical name; None if the text has words for the speaker but no name.
        start, end: the span of those words.
        evidence: `Quote.evidence`: the kind of attribution, and how its words led to the speaker.
        gender: the gender of a person, or None if it is not known.
        plural: whether the words name several speakers.
        rule: how the words led to the speaker.
        verb: index of the token that attributes the words to the speaker, as in `Attribution`; -1 if there is none.
        doubts: for a pronoun or a role, the features on which the confidence depends that it means this actor.
        turns: the number of quotations in a row that the speaker has been taken over from the one before.
        words_confidence: the probability that these words mean the speaker, whoever that is.
    """

    name: str | None
    start: int
    end: int
    evidence: str
    gender: Gender | None = None
    plural: bool = False
    rule: SpeakerRule = "person named"
    verb: int = -1
    doubts: tuple[tuple[str, float], ...] = ()
    turns: int = 0
    words_confidence: float = 1.0
