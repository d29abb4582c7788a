"""One article as a Markdown file with Pelican's header: rendered, read back, and checked for a person's edits.

The field `Fingerprint` is a hash of the rest of the file as the poller wrote it. A file that doesn't fit its
fingerprint, or has none, was written or edited by a person, and no poll overwrites it. The lines of the picture are
left out of the hash: a person may edit them, and polls go on following the feed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ...contracts.article_header import HeaderField, Owner, owned_by
from ..untrusted.plain_text import short_hash

_HEAD_BYTES: Final = 8 * 1024  # holds the header of nearly every file
_FINGERPRINT_DIGITS: Final = 16
_LINE: Final = re.compile(r"([A-Za-z0-9_-]+):[ \t]*(.*)")  # as Python-Markdown's meta extension reads it

_FIELDS: Final = {field.lower(): field for field in HeaderField}  # by their names as Pelican has them
_NAMES: Final = frozenset[str](HeaderField)
_ORDER: Final = tuple(HeaderField)
_BEFORE: Final = _ORDER[: _ORDER.index(HeaderField.FINGERPRINT)]
_AFTER: Final = _ORDER[len(_BEFORE) + 1 :]
PICTURE_FIELDS: Final = owned_by(Owner.EDITOR)
_PICTURE_LINES: Final = re.compile(rf"^(?:{'|'.join(PICTURE_FIELDS)}):.*\n", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """What a file says: the values of its header fields by their names, and the Markdown after the header."""

    fields: Mapping[str, str]
    body: str


def render(article: ArticleFile) -> str:
    """The file's text, with its fingerprint. Fields without a value are left out.

    Every value must be one line already: see `plain_text.one_line`.

    Raises:
        ValueError: a field is none of `HeaderField`, and so has no place in the file.
    """
    if unknown := article.fields.keys() - _NAMES:
        raise ValueError(f"these are no header fields of an article: {', '.join(sorted(unknown))}")
    before, after = _lines(article.fields, _BEFORE), _lines(article.fields, _AFTER)
    after = f"{after}\n{article.body}\n" if article.body else f"{after}\n"
    return f"{before}{HeaderField.FINGERPRINT}: {_fingerprint(_without_picture(before + after))}\n{after}"


def read(text: str) -> ArticleFile:
    """A file's fields and body, as Pelican would read them; a field given twice counts once."""
    head, _, body = text.partition("\n\n")
    return ArticleFile(_fields(head), body.strip("\n"))


def is_ours(text: str) -> bool:
    """Whether the file is to the letter as the poller wrote it, but for the lines of its picture."""
    fingerprint = read(text).fields.get(HeaderField.FINGERPRINT, "")
    line = f"{HeaderField.FINGERPRINT}: {fingerprint}\n"
    return (
        bool(fingerprint)
        and text.count(line) == 1
        and _fingerprint(_without_picture(text.replace(line, ""))) == fingerprint
    )


def read_header(path: Path) -> dict[str, str]:
    """The header fields of the file at `path`; none where it is not UTF-8 text with a header."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        while b"\n\n" not in head and (chunk := file.read(_HEAD_BYTES)):
            head += chunk
    return _fields(head.partition(b"\n\n")[0].decode("utf-8", "replace"))


def _lines(fields: Mapping[str, str], names: tuple[HeaderField, ...]) -> str:
    return "".join([f"{name}: {value}\n" for name in names if (value := fields.get(name))])


def _without_picture(text: str) -> str:
    head, blank, body = text.partition("\n\n")
    if f"\n{HeaderField.PICTURE}" not in head:
        return text
    return _PICTURE_LINES.sub("", f"{head}\n").removesuffix("\n") + blank + body


def _fingerprint(text: str) -> str:
    return short_hash(text, _FINGERPRINT_DIGITS)


def _fields(head: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in head.split("\n"):
        match = _LINE.fullmatch(line.rstrip("\r"))
        field = _FIELDS.get(match[1].lower()) if match else None
        if match and field:
            fields.setdefault(field, match[2].strip())
    return fields
