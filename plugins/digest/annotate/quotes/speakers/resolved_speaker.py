"""The record of a resolved speaker."""

from dataclasses import dataclass

from ...lexicon.given_names import Gender
from .speaker_confidence import SpeakerRule


@dataclass(frozen=True, slots=True)
class ResolvedSpeaker:
    """A speaker, and the words and the rule that named the speaker.

    Attributes:
        name: the canonical name; None if the text has words for the speaker but no name.
        start, end: the span of those words.
        evidence: `Quote.evidence`: the kind of attribution, and how its words led to the speaker.
        gender: the gender of a person, or None if it is not known.
        plural: whether the words name several speakers.
        rule: how the words led to the speaker. The confidence of the quote is that of this rule.
    """

    name: str | None
    start: int
    end: int
    evidence: str
    gender: Gender | None = None
    plural: bool = False
    rule: SpeakerRule = "person named"
