"""The words of a text with their offsets, in a form in which case, accents and forms of characters don't count.

A word is a run of letters, digits and marks; in scripts that put no blanks between words, each character is one. So
"ferry-strike" is two words, and so is "don’t".
"""

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

import regex

# Scripts without blanks between words. Their characters are words of their own, so that a phrase finds any run of them.
_UNSPACED: Final = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_JOINING: Final = "\u00ad\u200c\u200d\u2060"  # soft hyphen, joiners: within words, and no part of them
_WORD: Final = regex.compile(
    rf"(?V1)[{_UNSPACED}&&\p{{L}}][\p{{M}}{_JOINING}]*|[\p{{L}}\p{{N}}\p{{M}}{_JOINING}--[{_UNSPACED}&&\p{{L}}]]+"
)
_DROPPED: Final = regex.compile(rf"[\u0300-\u036f{_JOINING}]")  # accents, once they are characters of their own


class TextWords:
    """The words of one text, in its order. `words` are plain (see `plain_word`)."""

    __slots__ = ("__dict__", "ends", "starts", "words")

    def __init__(self, text: str) -> None:
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for match in _WORD.finditer(text):
            if word := plain_word(match[0]):
                self.words.append(word)
                self.starts.append(match.start())
                self.ends.append(match.end())

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """By word, the numbers of its places."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.words):
            places[word].append(number)
        return dict(places)

    @cached_property
    def _in_order(self) -> list[str]:
        """Each word once, in the order of the alphabet, in which words with one beginning stand together."""
        return sorted(self._places)

    def first_span(self, phrase: Sequence[str], *, prefix: bool = False) -> tuple[int, int] | None:
        """Start and end, in the text, of the first place where these words stand side by side; None where they don't.
        With `prefix`, the last of them may go on."""
        number = min(self._numbers(phrase, prefix=prefix), default=None)
        return None if number is None else (self.starts[number], self.ends[number + len(phrase) - 1])

    def _numbers(self, phrase: Sequence[str], *, prefix: bool) -> Iterator[int]:
        """The numbers of the places at which the words of a phrase begin."""
        if prefix and len(phrase) == 1:
            for word in self._in_order[bisect_left(self._in_order, phrase[0]) :]:
                if not word.startswith(phrase[0]):
                    return
                yield self._places[word][0]
            return
        whole, last = (phrase[:-1], phrase[-1]) if prefix else (phrase, "")
        for number in self._places.get(phrase[0], ()):
            after = number + len(whole)
            if self.words[number:after] != list(whole):
                continue
            if not prefix or (after < len(self.words) and self.words[after].startswith(last)):
                yield number


def plain_word(word: str) -> str:
    """A word without case and accents: "Élysée" is "elysee", "ﬁ" is "fi"; "" of one that is made of joiners alone."""
    if word.isascii():
        return word.lower()
    return str(_DROPPED.sub("", unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())))
