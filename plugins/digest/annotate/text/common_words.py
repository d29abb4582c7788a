"""The words of a text that are not names: what shows its language.

Names have no language. A list of footballers, a table of results or a chain of datelines looks foreign to whoever
counts all of its letters.
"""

import re
from dataclasses import dataclass
from typing import Final

from ..lexicon.name_parts import PARTICLES

# Marks of addresses, handles and tags. What stands between spaces and has one of them, or a digit, is no word.
NOISE: Final = re.compile(r"//|@|#|www\.|\d")
BETWEEN_SPACES: Final = re.compile(r"\S+")
WORD: Final = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]+)*")
# Between two words, one of these begins a sentence, a line or a part of a list, which may have a capital anyway.
BEGINNING: Final = re.compile(r"[.!?:…•|\n\"“„«»‘(–—]")

# With a larger share of capitals among its letters, a text is set in capitals, which then show no name.
MAX_CAPITALS: Final = 0.5


@dataclass(frozen=True, slots=True)
class CommonWords:
    """The words of a text that are not names, in small letters and in its order.

    `words` are those that the text has in small letters. `beginnings` are those with a capital at the beginning of a
    sentence or of a line before a word in small letters; some of them are names. `total` is the number of all words. Of
    a text in capitals (`in_capitals`) all words are in `words`.
    """

    words: tuple[str, ...]
    beginnings: tuple[str, ...]
    total: int
    in_capitals: bool


def common_words(text: str) -> CommonWords:
    """The words of a text without its names, addresses and numbers.

    A word with a capital within a sentence counts as a name, and so does a particle between two of them: "Rafael van
    der Vaart".
    """
    text = BETWEEN_SPACES.sub(lambda match: " " if NOISE.search(match.group()) else match.group(), text)
    capitals = sum(map(str.isupper, text))
    if capitals > MAX_CAPITALS * sum(map(str.isalpha, text)):
        all_words = tuple(match.group().lower() for match in WORD.finditer(text))
        return CommonWords(all_words, (), len(all_words), in_capitals=True)
    words: list[str] = []
    beginnings: list[str] = []
    particles: list[str] = []  # those right after a name
    total, end, after_name, beginning = 0, 0, False, ""
    for match in WORD.finditer(text):
        total += 1
        word = match.group()
        is_beginning = end == 0 or BEGINNING.search(text, end, match.start()) is not None
        end = match.end()
        if after_name and not is_beginning and word in PARTICLES:
            particles.append(word)
            continue
        after_name = word[0].isupper()
        if not after_name:
            words += particles
            words.append(word.lower())
            if beginning and not is_beginning:
                beginnings.append(beginning)
        beginning = word.lower() if after_name and is_beginning else ""
        particles.clear()
    return CommonWords((*words, *particles), tuple(beginnings), total, in_capitals=False)
