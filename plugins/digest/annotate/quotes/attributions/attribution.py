"""The record of an attribution: the words that say who speaks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attribution:
    """The tokens that name a speaker, and the rule that found them.

    Attributes:
        first: index of the first token that names the speaker.
        last: index after the last token that names the speaker.
        verb: index of the reporting verb, or of the word or mark in its place: "according", ":", "—".
        guessed: whether the words are only likely to name the speaker, since no verb of speech is theirs.
        evidence: the kind of attribution, with which the evidence of the quote begins: "cue verb", "colon".
    """

    first: int
    last: int
    verb: int
    evidence: str
    guessed: bool = False
