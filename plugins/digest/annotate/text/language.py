"""Whether a text is English, by what costs nothing: its tag, its letters, its smallest words."""

import re
from typing import Final

from ..lexicon.word_lists import words

SAMPLE_CHARS: Final = 4_000

FUNCTION_WORDS: Final = words("function")

# The same for German, French, Spanish, Italian, Portuguese, Dutch and the Scandinavian languages.
FOREIGN_WORDS: Final = words("foreign")

# Names with accents stay below this share of an English line.
MAX_ACCENTS: Final = 0.05

# English news has 0.25 to 0.45 of these words; German, French, Spanish, Dutch and Danish news stay below 0.06.
MIN_FUNCTION_SHARE: Final = 0.10

# Lists of names and results have fewer; they still have more English small words than others.
MIN_LEAD: Final = 0.03

# Below this number of words (a headline, a caption) the share says nothing.
MIN_WORDS: Final = 25

LETTERS = re.compile(r"[^\W\d_]")
WORDS = re.compile(r"[^\W\d_]+")


def is_english(text: str, lang: str) -> bool:
    """True for English. A tag is believed unless most letters are of another script; no tag leaves it to the words."""
    sample = text[:SAMPLE_CHARS]
    letters = LETTERS.findall(sample)
    if sum(letter < "\u0250" for letter in letters) * 2 < len(letters):
        return False
    if lang:
        return language(lang) in {"en", "eng", "english"}
    found = WORDS.findall(sample.lower())
    if len(found) < MIN_WORDS:
        foreign = sum(word in FOREIGN_WORDS for word in found)
        english = sum(word in FUNCTION_WORDS for word in found)
        accents = sum(letter > "\u007f" for letter in letters)
        return english > foreign or (english == foreign and accents <= MAX_ACCENTS * len(letters))
    share = sum(word in FUNCTION_WORDS for word in found) / len(found)
    return share >= MIN_FUNCTION_SHARE or share > sum(word in FOREIGN_WORDS for word in found) / len(found) + MIN_LEAD


def language(tag: str) -> str:
    """The language of a tag in lower case, without region and script: "en" of "en-GB"."""
    return re.split("[-_]", tag.strip().lower())[0]
