"""Verbs that give words to somebody, and nouns before a quotation that make it a title."""

from typing import Final

from .word_lists import words

SAY: Final = words("say")
# Those that stand before their subject: "Replied Ann Ray: “…".
INVERTED: Final = frozenset(
    {"said", "says", "added", "adds", "asked", "wrote", "replied", "answered", "tweeted", "posted"}
)
SURE: Final = words("sure")
NAMING: Final = words("naming")
WORKS: Final = words("works")
