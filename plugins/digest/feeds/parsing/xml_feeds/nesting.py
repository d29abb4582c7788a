"""How deep the elements of an XML document are nested, told without parsing it: parsing is what deep nesting slows."""

import re
from typing import Final

_NO_ELEMENTS: Final = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_ELEMENT: Final = re.compile(rb"<(/?)([A-Za-z_][^\s<>/]*)[^<>]*?(/?)>")
_HTML_WITHOUT_END: Final = frozenset({b"br", b"img", b"hr", b"p", b"li", b"input", b"meta", b"link"})  # in broken feeds


def nesting_depth(body: bytes) -> int:
    """The greatest number of elements around one place, each end tag taken for that of the last element."""
    depth = deepest = 0
    # UTF-16 and UTF-32 look like ASCII with zeros between, which is good enough to count.
    for closing, name, is_empty in _ELEMENT.findall(_NO_ELEMENTS.sub(b"", body.replace(b"\0", b""))):
        if is_empty or name.lower() in _HTML_WITHOUT_END:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest
