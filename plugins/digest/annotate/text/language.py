"""Whether a text is English, by what costs nothing to look at: its tag, its letters, its function words."""

import re
from typing import Final

from ..lexicon.word_lists import words

SAMPLE_CHARS: Final = 4_000

# English articles, prepositions and the like.
FUNCTION_WORDS: Final = words("function")

# Such words of German, French, Spanish, Italian, Portuguese, Dutch and the Scandinavian languages.
FOREIGN_WORDS: Final = words("foreign")

# In an English line with foreign names, the share of accented letters stays below this.
MAX_ACCENTS: Final = 0.05

# The share of FUNCTION_WORDS is 0.25 to 0.45 in English news, and below 0.06 in German, French, Spanish, Dutch and
# Danish news.
MIN_FUNCTION_SHARE: Final = 0.10

# An English list of names or results has a smaller share, but one that exceeds that of FOREIGN_WORDS by this much.
MIN_LEAD: Final = 0.03

# In a text of fewer words (a headline, a caption) a share says nothing.
MIN_WORDS: Final = 25

LETTERS: Final = re.compile(r"[^\W\d_]")
WORDS: Final = re.compile(r"[^\W\d_]+")


def is_english(text: str, lang: str) -> bool:
    """Whether a text is English. `lang` is its tag, or "" where it has none.

    A tag is believed unless most letters are of another script than Latin. Without a tag the words decide.
    """
    sample = text[:SAMPLE_CHARS]
    letters = LETTERS.findall(sample)
    if sum(letter < "\u0250" for letter in letters) * 2 < len(letters):
        return False
    if lang:
        return language(lang) in {"en", "eng", "english"}
    sample_words = WORDS.findall(sample.lower())
    english = sum(word in FUNCTION_WORDS for word in sample_words)
    foreign = sum(word in FOREIGN_WORDS for word in sample_words)
    if len(sample_words) < MIN_WORDS:
        accents = sum(letter > "\u007f" for letter in letters)
        return english > foreign or (english == foreign and accents <= MAX_ACCENTS * len(letters))
    share = english / len(sample_words)
    return share >= MIN_FUNCTION_SHARE or share > foreign / len(sample_words) + MIN_LEAD


def language(tag: str) -> str:
    """The language of a tag in lower case, without region and script: "en" of "en-GB"."""
    return re.split("[-_]", tag.strip().lower())[0]
