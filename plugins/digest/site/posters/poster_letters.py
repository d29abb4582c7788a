"""The letters of posters: Source Serif, which has Latin, Greek and Cyrillic ones."""

import unicodedata
from functools import cache, lru_cache
from importlib.resources import as_file, files

from PIL import ImageFont

CHARACTERS = 10_000  # that are remembered: more than the font has
_NO_CHARACTER = "\U0010ffff"  # fonts draw a box for it


def printable(text: str) -> str:
    """The text as posters show it: on one line, and without symbols that the font lacks, such as emoji. "" where a
    letter is missing: half a headline says something else."""
    characters = []
    for character in unicodedata.normalize("NFC", " ".join(text.split())):
        category = unicodedata.category(character)
        if category[0] != "C" and _has(character):
            characters.append(character)
        elif category[0] in "LMN":
            return ""
    return " ".join("".join(characters).split())


@cache
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The font in `size` px. Its layout is Pillow's own, which is the same on every machine."""
    name = f"SourceSerifPro-{'Semibold' if bold else 'Regular'}.otf"  # the other form has wrong distances at «»
    with as_file(files("font_source_serif_pro") / "files" / name) as file:
        return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=CHARACTERS)
def _has(character: str) -> bool:
    return character.isspace() or all(
        bytes(each.getmask(character)) != bytes(each.getmask(_NO_CHARACTER)) for each in (font(32), font(32, bold=True))
    )
