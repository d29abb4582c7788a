"""How far a speaker can be trusted, by the rule that found the name."""

from typing import Final, Literal

Rule = Literal[
    "name",
    "role",
    "organisation",
    "pronoun",
    "pronoun among several",
    "running",
    "running into a paragraph",
    "subject before",
]

CONFIDENCE: Final[dict[Rule, float]] = {
    "name": 0.96,
    "role": 0.9,
    "organisation": 0.9,
    "pronoun": 0.9,
    "pronoun among several": 0.9,
    "running": 0.9,
    "running into a paragraph": 0.9,
    "subject before": 0.9,
}
