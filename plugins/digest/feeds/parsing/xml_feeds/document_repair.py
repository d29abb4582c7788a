"""The text of an XML document made well-formed where it is clear what was meant.

feedparser has a reader for what is not well-formed, but it loses and alters text: "AT&T" becomes "AT&T;", an entity of
a document type vanishes, one wrong number costs the feed. What is repaired here is read by a real XML parser. Each pass
goes over the text once, whatever it holds, and no entity is expanded within another, so that nothing can grow.
"""

import re
from dataclasses import dataclass, field
from html.entities import html5
from typing import Final
from xml.sax.saxutils import escape

MAX_ENTITIES: Final = 500  # of a document type; the DTD of RSS 0.91 has 96
MAX_ENTITY_CHARS: Final = 1000  # of its text
MAX_EXPANDED_CHARS: Final = 200_000  # that entities of the document type may add to a document
_XML_ENTITIES: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_DECLARATION: Final = re.compile(r"\s*<\?xml(?=[\s?])[^>]{0,500}>\s*", re.IGNORECASE)
# A document type stands before the first element. Its internal subset holds declarations, whose values may hold "]>".
_DOCTYPE: Final = re.compile(
    r"""<!DOCTYPE\b(?>[^<>\[\]"']|"[^"]*"|'[^']*')*+(?:\[((?>[^\]"'<]|"[^"]*"|'[^']*'|<!--.{0,2000}?-->|<)*+)\]\s*+)?>""",
    re.IGNORECASE | re.DOTALL,
)
_DOCTYPE_START: Final = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_MAX_DOCTYPE_CHARS: Final = 100_000
_ENTITY: Final = re.compile(
    r"""<!ENTITY\s+([A-Za-z_][\w.-]{0,60})\s+(?:"([^"<]*)"|'([^'<]*)')\s*>""",
)
_FIRST_ELEMENT: Final = re.compile(r"<[A-Za-z_]")
# What XML 1.0 has no place for. The C1 controls have one, and are read as Windows-1252 later.
_NO_CHARACTER: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SURROGATES: Final = re.compile(
    r"&(amp;)?#(5[5-7]\d{3}|[xX][dD][89abAB][0-9a-fA-F]{2});&(?:amp;)?#(5[5-7]\d{3}|[xX][dD][c-fC-F][0-9a-fA-F]{2});"
)
_HALF: Final = re.compile(rb"&(?:amp;)?#(?:5[5-7]\d{3};|[xX][dD][89abAB])")
_TOKEN: Final = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)"
    r"|&(?:#(?P<number>\d+|[xX][0-9a-fA-F]+);|(?P<name>[A-Za-z_][\w.-]{0,60});)?|<(?![^\W\d]|[/!?:])",
    re.DOTALL,
)
_MAX_DIGITS: Final = 8


def repaired_document(text: str) -> tuple[str, tuple[str, ...]]:
    """The document's text without XML declaration and document type, and what of it was not well-formed.

    Entities are those that the document type defines, and those of HTML, which hold all of the DTD of RSS 0.91.
    Surrogate pairs that were written as two references become their character, also within CDATA.
    """
    text = _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n"), count=1).lstrip("\ufeff \t\r\n")
    repair = _Repair()
    text = _take_doctype(text, repair)
    cleared = _NO_CHARACTER.sub("", text)
    if len(cleared) != len(text):
        repair.faults["control characters"] = None
    joined = _SURROGATES.sub(_joined, cleared)
    if joined != cleared:
        repair.faults["a character in two halves"] = None
    return _TOKEN.sub(repair.of, joined), tuple(repair.faults)


def has_halved_characters(body: bytes) -> bool:
    """Whether a character is written as two references to surrogates, "&#55357;&#56832;", in the document."""
    return _HALF.search(body) is not None


@dataclass(slots=True)
class _Repair:
    """One pass over a document. `entities` are the texts, ready for XML, of those that its document type defines;
    `faults` are what was found, each once, in the order in which it came up."""

    entities: dict[str, str] = field(default_factory=dict)
    faults: dict[str, None] = field(default_factory=dict)
    expanded_chars: int = 0

    def of(self, match: re.Match[str]) -> str:
        """What stands in the place of a match of _TOKEN."""
        found, name = match[0], match["name"]
        if match["number"]:
            return self._character(match["number"], found)
        if name:
            return found if name in _XML_ENTITIES else self._entity(name)
        if found == "&":
            return self._with_fault("&amp;", "an & that isn't written as &amp;")
        return self._with_fault("&lt;", "a < that begins no element") if found == "<" else found

    def _character(self, number: str, reference: str) -> str:
        code = -1
        if len(number.lstrip("xX0")) <= _MAX_DIGITS:
            code = int(number[1:], 16) if number[0] in "xX" else int(number)
        if 0 < code < 0x110000 and not _NO_CHARACTER.match(chr(code)):
            return reference
        return self._with_fault("" if 0 <= code < 0x20 else "\ufffd", "a reference to a character that doesn't exist")

    def _entity(self, name: str) -> str:
        own = self.entities.get(name)
        if own is not None and self.expanded_chars + len(own) <= MAX_EXPANDED_CHARS:
            self.expanded_chars += len(own)
            return own
        known = html5.get(f"{name};")
        return escape(known) if known else self._with_fault(f"&amp;{name};", "an entity that isn't defined")

    def _with_fault(self, replacement: str, fault: str) -> str:
        self.faults[fault] = None
        return replacement


def _joined(match: re.Match[str]) -> str:
    high, low = (int(number[1:], 16) if number[0] in "xX" else int(number) for number in match.groups()[1:])
    if not (0xD800 <= high < 0xDC00 <= low < 0xE000):
        return match[0]
    return f"&{match[1] or ''}#{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)};"


def _take_doctype(text: str, repair: _Repair) -> str:
    """The text without its document type, whose entities `repair` gets."""
    start, element = _DOCTYPE_START.search(text), _FIRST_ELEMENT.search(text)
    if start is None or (element and element.start() < start.start()):
        return text
    match = _DOCTYPE.match(text, start.start(), start.start() + _MAX_DOCTYPE_CHARS)
    if match is None:
        return text
    for name, double, single in _ENTITY.findall(match[1] or "")[:MAX_ENTITIES]:
        value = _TOKEN.sub(repair.of, double or single)  # of others those that came before: no circle can be made
        if len(value) <= MAX_ENTITY_CHARS:
            repair.entities.setdefault(name, value)
    return text[: match.start()] + text[match.end() :]
