"""Makes a credit of a name in the text: without its article and the footnote mark attached to it."""

import re
from collections.abc import Iterator
from typing import Final

from ..records import Credit

# Any name: capitalised words, and the small words between them.
ANY_NAME: Final = (
    r"[A-Z0-9][\w&’'-]*(?:\.\w[\w’'-]*)*(?: (?:(?:of|the|and|for|on|in|de|la) ){0,2}[A-Z0-9&][\w&’'-]*){0,5}"
)

# Names beside pictures: they provide the picture but reported nothing.
PICTURE_SOURCE: Final = re.compile(
    r"(?:Getty|Shutterstock|iStock|Unsplash|Pixabay|Pexels|Flickr|Wiki(?:media|pedia)|Alamy|Supplied|Screenshot"
    r"|Google (?:Maps|Earth)|Facebook|Twitter|Instagram|YouTube)\b",
    re.IGNORECASE,
)

# Words in capitals, at the position of a name, that aren't a publisher.
NOT_A_PUBLISHER: Final = re.compile(
    r"(?:UPDATED?|VIDEOS?|PHOTOS?|EXCLUSIVE|OPINION|BREAKING|LIVE|WATCH|USA|PART|\w+DAY"
    r"|(?:JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)\w*)\b"
)

# A footnote mark attached to a name, and the names that really end in a figure.
FOOTNOTE: Final = re.compile(r"(?<=[^\W\d_])(?:\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\*+)$")
WITH_FIGURE: Final = re.compile(
    r"(?<!\w)(?:TV|Channel|France|i|Rossiya|Kanal|Canal|Pro|RTL|Radio|N|TF|M|A|C|La|NRK|SVT|DR|Antena|Record)-?\d{1,2}$",
    re.IGNORECASE,
)


def credits_of_name(start: int, name: str) -> Iterator[Credit]:
    """The credit to a name at `start` in the text; nothing if these words aren't a name."""
    if not WITH_FIGURE.search(name):
        name = FOOTNOTE.sub("", name).rstrip()
    if article := re.match(r"(?:the|a) (?=[a-z])", name):
        start, name = start + article.end(), name[article.end() :]
    if name == "dpa" or any(char.isupper() or not char.isascii() for char in name):
        yield Credit(name, start, start + len(name))
