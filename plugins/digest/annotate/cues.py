"""Verbs that give words to somebody, and nouns before a quotation that make it a title."""

from typing import Final

from .tables import words

SAY: Final = words("say")
SURE: Final = words("sure")
NAMING: Final = words("naming")
WORKS: Final = words("works")
