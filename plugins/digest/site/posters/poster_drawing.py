"""Draws posters: 1200 by 630 px, as large as social networks show them, in black on white.

The same poster is the same bytes: font, layout and compression come from the installed versions alone. Four shades make
a file half as large as 256 do, and letters look the same.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import islice
from typing import Final

from PIL import Image, ImageDraw

from .poster_letters import font, printable

WIDTH: Final = 1200
HEIGHT: Final = 630
MARGIN: Final = 72
_ROOM: Final = WIDTH - 2 * MARGIN
_NAME_PX: Final = 40
_SMALL_PX: Final = 34
_NAME_LINE: Final = 108  # baselines and bounds, in px from the top
_KICKER_LINE: Final = 188
_TITLE_TOP: Final = 206
_TITLE_BOTTOM: Final = 510
_FOOT_LINE: Final = 572
_TITLE_SIZES: Final = (96, 80, 66, 56)  # the largest in which the title fits is taken
_LEADING: Final = 1.16
_WORDS: Final = 10_000  # whose widths are remembered: headlines have much the same words
_SHADES: Final = 4  # two bits a pixel
_SHADE_OF: Final = bytes((value * (_SHADES - 1) + 127) // 255 for value in range(256))
_SOFT: Final = 170  # two thirds of the ink of a title
_PAPER: Final = (255, 255, 255)
_INK: Final = (0x14, 0x18, 0x1A)


@dataclass(frozen=True, slots=True)
class Poster:
    """What stands on a poster: the site's name, a few words over the title, the title, and a line below. Each is plain
    text; what the font can't show of the small lines is left out."""

    name: str
    kicker: str
    title: str
    foot: str


def drawn(poster: Poster) -> bytes:
    """The poster as PNG."""
    canvas = Image.new("L", (WIDTH, HEIGHT), 0)  # how much ink a pixel has
    pen = ImageDraw.Draw(canvas)
    for top in (48, 56):
        pen.line((MARGIN, top, WIDTH - MARGIN, top), fill=255, width=3)
    name = _cut(printable(poster.name), _NAME_PX, bold=True)
    pen.text((MARGIN, _NAME_LINE), name, 255, font(_NAME_PX, bold=True), "ls")
    for line, words in ((_KICKER_LINE, poster.kicker), (_FOOT_LINE, poster.foot)):
        pen.text((MARGIN, line), _cut(printable(words), _SMALL_PX), _SOFT, font(_SMALL_PX), "ls")
    size, lines = _title_lines(printable(poster.title))
    for number, title_line in enumerate(lines, start=1):
        at = (MARGIN, _TITLE_TOP + round(number * size * _LEADING) - size // 5)
        pen.text(at, title_line, 255, font(size, bold=True), "ls")
    return _png(canvas)


def _title_lines(title: str) -> tuple[int, list[str]]:
    """The size of the title and its lines; one that is too long for the smallest size ends with an ellipsis."""
    for size in _TITLE_SIZES:
        room = int((_TITLE_BOTTOM - _TITLE_TOP) // (size * _LEADING))
        lines = list(islice(_lines(title, size), room + 1))
        if len(lines) <= room:
            return size, lines
    return size, [*lines[: room - 1], _cut(f"{lines[room - 1]} {lines[room]}…", size, bold=True)]


def _lines(text: str, size: int) -> Iterator[str]:
    """The text in lines as wide as there is room; a word that is wider is cut."""
    line, space = "", _width(" ", size)
    width = -space
    for word in text.split():
        longer = width + space + _width(word, size)
        if longer <= _ROOM:
            line, width = f"{line} {word}".lstrip(), longer
            continue
        if line:
            yield line
        line = _cut(word, size, bold=True)
        width = _width(line, size)
    if line:
        yield line


@lru_cache(maxsize=_WORDS)
def _width(word: str, size: int) -> float:
    return font(size, bold=True).getlength(word)


def _cut(text: str, size: int, *, bold: bool = False) -> str:
    """As much of the text as fits on a line, with an ellipsis where something is missing."""
    letters = font(size, bold=bold)
    if letters.getlength(text) <= _ROOM:
        return text
    fits, too_many = 0, len(text)  # a text of 100,000 characters is measured 17 times
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if letters.getlength(f"{text[:middle]}…") <= _ROOM:
            fits = middle
        else:
            too_many = middle
    return f"{text[:fits].rstrip()}…"


def _png(canvas: Image.Image) -> bytes:
    shades = canvas.point(_SHADE_OF)
    steps = [step / (_SHADES - 1) for step in range(_SHADES)]
    shades.putpalette([round(p + (i - p) * step) for step in steps for p, i in zip(_PAPER, _INK, strict=True)])
    file = BytesIO()
    shades.save(file, "PNG", bits=2, compress_type=zlib.Z_RLE)  # paper is long rows of one shade
    return file.getvalue()
