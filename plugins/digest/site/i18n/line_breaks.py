"""Where a line of a headline or deck must not end: within a short word with a hyphen, such as "Covid-19" or "F-16"."""

import re
from typing import Final

from markupsafe import Markup, escape

# "one-year" and "21-year-old" fit; "father-of-three" may be divided at its hyphens, since it would leave a gap of its
# size at the end of a line.
LONGEST_WHOLE: Final = 12
_WORD: Final = re.compile(r"\S+")
_DIVIDED: Final = re.compile(r"\w[-‐–]\w")  # the marks after which browsers end a line


def unbroken(text: str) -> Markup:
    """A text as HTML, in which each short word with a hyphen is marked to stay on one line."""
    if not _DIVIDED.search(text):
        return escape(text)
    parts: list[Markup] = []
    end = 0
    for word in _WORD.finditer(text):
        if len(word[0]) <= LONGEST_WHOLE and _DIVIDED.search(word[0]):
            parts += (escape(text[end : word.start()]), Markup('<span class="nb">{}</span>').format(word[0]))
            end = word.end()
    return Markup().join([*parts, escape(text[end:])])
