"""The record of an attribution: the words that say who speaks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attribution:
    """The tokens that name a speaker, and the rule that found them.

    Attributes:
        first: index of the first token that names the speaker.
        last: index after the last one.
        verb: index of the reporting verb, or of the word or mark that stands for it: "according", ":", "—".
        evidence: the name of the rule, for the record of the quote.
    """

    first: int
    last: int
    verb: int
    evidence: str
