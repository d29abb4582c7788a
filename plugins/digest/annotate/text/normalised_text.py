"""The copy of a text on which rules and model work, and a map from its offsets back to those of the original."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

# Invisible characters: soft hyphen, zero-width characters, directional marks, byte order mark, variation selectors.
# They are frequent in feeds, and each one would cut a name in two.
INVISIBLE: Final = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
CONTROLS: Final = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
SPACES: Final = "\t\x0b\x0c \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
LINE_ENDS: Final = "\r\n\x85\u2028\u2029"

# Characters that the copy has in another form, which `_plain_form` gives.
ODD: Final = re.compile(
    rf"(?P<line>[{SPACES}{INVISIBLE}]*(?:\r\n|[{LINE_ENDS}])(?:[{SPACES}{INVISIBLE}]|\r\n|[{LINE_ENDS}])*)"
    rf"|(?P<space>[{SPACES}{INVISIBLE}{CONTROLS}]*[{SPACES}{CONTROLS}][{SPACES}{INVISIBLE}{CONTROLS}]*)"
    rf"|(?P<invisible>[{INVISIBLE}]+)"
    r"|(?P<composed>\w[\u0300-\u036f]+)"
    r"|(?P<surrogate>[\ud800-\udfff])"
)

# Corpora and some feeds have a space between a word and its mark ("the cell , says"). Models aren't trained on that.
LOOSE: Final = re.compile(
    r"(?P<loose> (?=[,.;:?!%)\]](?:\s|$)|(?:['’](?:s|re|ve|ll|d|m)|n['’]t)\b|['’](?=\s|$))|(?<=[(\[$£€]) )"
    r"|(?P<quoted> (?=\")|(?<=\") )"
)
TIGHT_COMMA: Final = re.compile(r"\w, ")
LOOSE_COMMA: Final = re.compile(r"\w ,(?:\s|$)")


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Maps offsets of a rewritten text to the text before: add `shifts[i]` to offsets from `cuts[i]` on."""

    cuts: tuple[int, ...]
    shifts: tuple[int, ...]

    def before(self, offset: int) -> int:
        """The offset that the character at `offset` had before the text was rewritten."""
        return offset + self.shifts[bisect_right(self.cuts, offset) - 1]


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """The copy, its source, and the maps from the copy back to the source; the map of the last pass comes first."""

    text: str
    source: str
    maps: tuple[OffsetMap, ...]

    def original(self, offset: int) -> int:
        """The offset in the source of the character at `offset` in the copy."""
        for offset_map in self.maps:
            offset = offset_map.before(offset)
        return offset

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source for a span of the copy. It ends with the last visible character."""
        if end <= start:
            return self.original(start), self.original(start)
        last = self.original(end - 1) + 1
        while last < len(self.source) and unicodedata.combining(self.source[last]):
            last += 1
        return self.original(start), last


def normalised(text: str) -> NormalisedText:
    """The text with single spaces, one kind of line end, composed letters, and no invisible characters.

    A single line end becomes "\\n", and several become "\\n\\n", so that paragraphs still differ from broken lines.
    """
    copy, offset_map = _rewritten(text, ODD, _plain_form)
    if len(LOOSE_COMMA.findall(copy)) <= len(TIGHT_COMMA.findall(copy)):
        return NormalisedText(copy, text, (offset_map,))
    tight, tight_map = _rewritten(copy, LOOSE, _without_loose_space)
    return NormalisedText(tight, text, (tight_map, offset_map))


def _rewritten(
    text: str, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str]
) -> tuple[str, OffsetMap]:
    """The text with every match replaced, and the map back to the text as it was."""
    parts: list[str] = []
    cuts, shifts = [0], [0]
    copied = length = 0  # how much of the text is processed, and the length of its new form
    for match in pattern.finditer(text):
        new = replacement(match)
        if new == match.group():
            continue
        parts += (text[copied : match.start()], new)
        length += match.start() - copied + len(new)
        copied = match.end()
        cuts.append(length)
        shifts.append(copied - length)
    parts.append(text[copied:])
    return "".join(parts), OffsetMap(tuple(cuts), tuple(shifts))


def _plain_form(match: re.Match[str]) -> str:
    """The replacement in the copy for a match of ODD."""
    odd = match.group()
    match match.lastgroup:
        case "line":
            return "\n\n" if len(re.findall(rf"\r\n|[{LINE_ENDS}]", odd)) > 1 else "\n"
        case "space":
            return " "
        case "composed":
            composed = unicodedata.normalize("NFC", odd)
            return composed if len(composed) == 1 else odd[0]
        case "surrogate":
            return "\ufffd"
    return ""


def _without_loose_space(match: re.Match[str]) -> str:
    """The replacement in the copy for a match of LOOSE: "", or the space itself if it is outside a quotation.

    The straight quotation marks in a line open and close a quotation in turn.
    """
    if match.lastgroup == "loose":
        return ""
    text = match.string
    marks_before = text.count('"', text.rfind("\n", 0, match.start()) + 1, match.start())
    after_opening = text[match.start() - 1 : match.start()] == '"' and marks_before % 2 == 1
    before_closing = text[match.end() : match.end() + 1] == '"' and marks_before % 2 == 1
    return "" if after_opening or before_closing else match.group()
