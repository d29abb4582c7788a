"""The small parts of names: particles and suffixes of persons, legal forms of companies."""

import re
from typing import Final

from slugify import slugify

from .word_lists import words

APOSTROPHES: Final = re.compile("['’‘ʼ`´]")

# Small words that belong to the surname that follows them: "van", "de".
PARTICLES: Final = words("particles")
# Suffixes that distinguish a son or a king from others of the same name.
SUFFIXES: Final = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
# The end of a company's name, which news often leaves out: "ltd".
LEGAL_FORMS: Final = words("legal_forms")


def ascii_words(name: str) -> list[str]:
    """The words of a name in lower-case ASCII, without marks: ["mary", "oneill"] for "Mary O’Neill"."""
    return slugify(APOSTROPHES.sub("", name)).split("-")
