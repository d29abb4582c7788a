"""Words before a person's name that aren't part of it: honorifics, ranks, offices and callings.

The words themselves are lists of `data/words.toml`.
"""

from typing import Final

from .given_names import Gender
from .word_lists import words

# Honorific -> the gender of the person: "m" for "sir", "x" for "dr".
HONORIFIC_GENDERS: Final[dict[str, Gender]] = {
    **dict.fromkeys(words("honorifics_m"), "m"),
    **dict.fromkeys(words("honorifics_f"), "f"),
    **dict.fromkeys(words("honorifics_x"), "x"),
}

# All of them, in lower case without a full stop: "mrs", "brig", "senator", "goalkeeper".
HONORIFICS: Final = frozenset(HONORIFIC_GENDERS) | words("titles")

# Honorifics that are followed by nothing but a person's name.
SURE_HONORIFICS: Final = words("sure_honorifics")
