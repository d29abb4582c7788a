"""The tokens of sanitised HTML: tags and the text between them.

The canonical serialisation of html5ever, in which `html_policy` gives HTML back, is so regular that one expression is
enough to read it: there are no comments, attribute values stand in double quotes, and `<` in text is escaped. The
tests hold that against a parser of HTML, for hostile documents too.
"""

import re
from html import unescape
from typing import Final

# The slash of an end tag or "", the element's name, its attributes as written; else the text as written.
HtmlToken = tuple[str, str, str, str]

_TOKEN: Final = re.compile(r'<(/?)([a-z0-9]+)((?: [^\s="<>]+="[^"]*")*)>|([^<]+)')
_ATTRIBUTE: Final = re.compile(r' ([^\s="<>]+)="([^"]*)"')


def html_tokens(html: str) -> list[HtmlToken]:
    """The tokens of sanitised HTML in order: (slash, name, attributes, "") of a tag, ("", "", "", text) of text."""
    return _TOKEN.findall(html)


def tag_source(token: HtmlToken) -> str:
    """The tag as it stands in the HTML."""
    slash, name, attributes, _ = token
    return f"<{slash}{name}{attributes}>"


def attributes_of(written: str) -> dict[str, str]:
    """The attributes of a token by name, their values with entities decoded."""
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(written)}
