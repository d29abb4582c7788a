"""A copy of a text that rules and model can read, and the way back to the offsets of the original."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

# Characters that people don't see: soft hyphen, zero-width, directional marks, byte order mark, variation selectors.
# Feeds are full of them and each one would cut a name in two.
UNSEEN: Final = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
CONTROLS: Final = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
SPACES: Final = "\t\x0b\x0c \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
LINE_ENDS: Final = "\r\n\x85\u2028\u2029"

ODD = re.compile(
    rf"(?P<line>[{SPACES}{UNSEEN}]*(?:\r\n|[{LINE_ENDS}])(?:[{SPACES}{UNSEEN}]|\r\n|[{LINE_ENDS}])*)"
    rf"|(?P<space>[{SPACES}{UNSEEN}{CONTROLS}]*[{SPACES}{CONTROLS}][{SPACES}{UNSEEN}{CONTROLS}]*)"
    rf"|(?P<unseen>[{UNSEEN}]+)"
    r"|(?P<composed>\w[\u0300-\u036f]+)"
    r"|(?P<surrogate>[\ud800-\udfff])"
)

# Corpora and some feeds give words and marks apart ("the cell , says"); no model was trained on that.
LOOSE = re.compile(
    r"(?P<loose> (?=[,.;:?!%)\]](?:\s|$)|(?:['’](?:s|re|ve|ll|d|m)|n['’]t)\b|['’](?=\s|$))|(?<=[(\[$£€]) )"
    r"|(?P<quoted> (?=\")|(?<=\") )"
)
TIGHT_COMMA = re.compile(r"\w, ")
LOOSE_COMMA = re.compile(r"\w ,(?:\s|$)")


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """The copy and its map: `cuts[i]` is an offset in the copy, `shifts[i]` what to add from there on."""

    text: str
    source: str
    cuts: tuple[int, ...]
    shifts: tuple[int, ...]

    def original(self, offset: int) -> int:
        """The offset in the original of the character at `offset` in the copy."""
        return offset + self.shifts[bisect_right(self.cuts, offset) - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the copy as a span of the original, which ends with its last visible character."""
        if end <= start:
            return self.original(start), self.original(start)
        last = self.original(end - 1) + 1
        while last < len(self.source) and unicodedata.combining(self.source[last]):
            last += 1
        return self.original(start), last


def normalised(text: str) -> NormalisedText:
    """The text with single spaces, one kind of line end, composed letters, and nothing unseen.

    A run of line ends stays "\\n" where it was one, and becomes "\\n\\n" where it was more, so that paragraphs can
    still be told from broken lines.
    """
    copy = _rewritten(NormalisedText(text, text, (0,), (0,)), ODD, _replacement)
    if len(LOOSE_COMMA.findall(copy.text)) > len(TIGHT_COMMA.findall(copy.text)):
        return _rewritten(copy, LOOSE, _tightened)
    return copy


def _rewritten(
    copy: NormalisedText, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str]
) -> NormalisedText:
    """The copy with every match replaced, and its map extended."""
    parts: list[str] = []
    cuts, shifts = [0], [copy.shifts[0]]
    copied = length = passed = 0
    for match in pattern.finditer(copy.text):
        new = replacement(match)
        if new == match.group():
            continue
        passed = _carried(copy, passed, copied, match.start(), length, cuts, shifts)
        parts += (copy.text[copied : match.start()], new)
        length += match.start() - copied + len(new)
        copied = match.end()
        cuts.append(length)
        shifts.append(copy.original(copied) - length)
    _carried(copy, passed, copied, len(copy.text) + 1, length, cuts, shifts)
    parts.append(copy.text[copied:])
    return NormalisedText("".join(parts), copy.source, tuple(cuts), tuple(shifts))


def _carried(
    copy: NormalisedText, passed: int, begin: int, end: int, at: int, cuts: list[int], shifts: list[int]
) -> int:
    """Carries the older copy's cuts between `begin` and `end` over to the new map; the number of cuts now passed."""
    while passed < len(copy.cuts) and copy.cuts[passed] < end:
        if copy.cuts[passed] > begin:
            cuts.append(at + copy.cuts[passed] - begin)
            shifts.append(copy.cuts[passed] + copy.shifts[passed] - cuts[-1])
        passed += 1
    return passed


def _tightened(match: re.Match[str]) -> str:
    """Nothing for a space that stands between a word and its mark; quotation marks open and close in turn."""
    if match.lastgroup == "loose":
        return ""
    text = match.string
    before = text.count('"', text.rfind("\n", 0, match.start()) + 1, match.start())
    opening = text[match.start() - 1 : match.start()] == '"' and before % 2 == 1
    closing = text[match.end() : match.end() + 1] == '"' and before % 2 == 1
    return "" if opening or closing else match.group()


def _replacement(match: re.Match[str]) -> str:
    found = match.group()
    match match.lastgroup:
        case "line":
            return "\n\n" if len(re.findall(rf"\r\n|[{LINE_ENDS}]", found)) > 1 else "\n"
        case "space":
            return " "
        case "composed":
            composed = unicodedata.normalize("NFC", found)
            return composed if len(composed) == 1 else found[0]
        case "surrogate":
            return "\ufffd"
    return ""
