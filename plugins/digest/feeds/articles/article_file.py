"""One article as a Markdown file with Pelican's header: rendered with its fingerprint, and read back.

By its fingerprint (`contracts.article_fingerprint`) a file tells whether a person has edited it: no poll overwrites it
then.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ...contracts.article_fingerprint import fingerprint_of
from ...contracts.article_header import HeaderField

_HEAD_BYTES: Final = 8 * 1024  # holds the header of nearly every file
_LINE: Final = re.compile(r"([A-Za-z0-9_-]+):[ \t]*(.*)")  # as Python-Markdown's meta extension reads it

_FIELDS: Final = {field.lower(): field for field in HeaderField}  # by their names as Pelican has them
_NAMES: Final = frozenset[str](HeaderField)
_ORDER: Final = tuple(HeaderField)
_BEFORE: Final = _ORDER[: _ORDER.index(HeaderField.FINGERPRINT)]
_AFTER: Final = _ORDER[len(_BEFORE) + 1 :]


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
    return f"{before}{HeaderField.FINGERPRINT}: {fingerprint_of(before + after)}\n{after}"


def read(text: str) -> ArticleFile:
    """A file's fields and body, as Pelican would read them; a field given twice counts once."""
    head, _, body = text.partition("\n\n")
    return ArticleFile(_fields(head), body.strip("\n"))


def read_header(path: Path) -> dict[str, str]:
    """The header fields of the file at `path`; none where it is not UTF-8 text with a header."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        while b"\n\n" not in head and (chunk := file.read(_HEAD_BYTES)):
            head += chunk
    return _fields(head.partition(b"\n\n")[0].decode("utf-8", "replace"))


def _lines(fields: Mapping[str, str], names: tuple[HeaderField, ...]) -> str:
    return "".join([f"{name}: {value}\n" for name in names if (value := fields.get(name))])


def _fields(head: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in head.split("\n"):
        match = _LINE.fullmatch(line.rstrip("\r"))
        field = _FIELDS.get(match[1].lower()) if match else None
        if match and field:
            fields.setdefault(field, match[2].strip())
    return fields
