"""The record of a resolved speaker."""

from dataclasses import dataclass

from ...lexicon.given_names import Gender
from .speaker_confidence import SpeakerRule


@dataclass(frozen=True, slots=True)
class ResolvedSpeaker:
    """Who speaks, and how the words of the text that say so were understood.

    Attributes:
        name: the canonical name; None where the text has words for the speaker but no name.
        start, end: the span of those words.
        evidence: the attribution's rule and the speaker's, for the record of the quote.
        gender: of a person, as far as known.
        plural: whether the words name several speakers.
        rule: the rule whose confidence the quote gets.
    """

    name: str | None
    start: int
    end: int
    evidence: str
    gender: Gender | None = None
    plural: bool = False
    rule: SpeakerRule = "person named"
