"""The record of a candidate: a speaker whom a quotation may have, and how the text leads from one to the other."""

from dataclasses import dataclass
from typing import Literal

from .speakers.resolved_speaker import ResolvedSpeaker

Way = Literal[
    "after",  # “…,” said Moore
    "before",  # Moore said, “…
    "introduced",  # Moore said: [next paragraph] “…
    "signed",  # “…” [next paragraph] — Moore
    "after a later paragraph",  # “… [next paragraph] “…,” said Moore
    "sentence",  # Moore said that it was a “…” and left
    "interrupted",  # “…,” quoting Hamlet, “…
    "reporting sentence",  # Moore apologised. “…
    "act before",  # Moore said that he had no choice. They knew why. “…
    "quotation before",  # “…,” said Moore. “…
    "act in paragraph before",  # Moore said that he had no choice. [next paragraph] “…
    "quotation in paragraph before",  # “…,” said Moore. [next paragraph] “…
]


@dataclass(frozen=True, slots=True)
class SpeakerCandidate:
    """A speaker whom a quotation may have.

    Attributes:
        way: how the text leads from the quotation to the words that name the speaker.
        signs: what else speaks for or against the candidate, by the rules of grammar.
    """

    speaker: ResolvedSpeaker
    way: Way
    signs: tuple[str, ...] = ()
