"""One article as a Markdown file with Pelican's header: how it's written, read back, and known to be ours.

`Fingerprint` is a hash of the rest of the file as it was written here. A file that no longer fits it, or has none, was
written or edited by a person, and is theirs. The lines of its picture are left out of it: they may be edited, and the
text is followed as before.
"""

import contextlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ...contracts.article_header import HeaderField, Owner, owned_by
from ..untrusted.plain_text import short_hash

_HEAD_BYTES: Final = 8 * 1024  # holds the header of nearly every file
_FINGERPRINT_DIGITS: Final = 16
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
_TEMPORARY: Final = re.compile(r"\.[a-z0-9-]+\.(md|webp)\.\w{8}\.tmp")
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
    rest = f"{after}\n{article.body}\n" if article.body else f"{after}\n"
    return f"{before}{HeaderField.FINGERPRINT}: {_fingerprint(_without_picture(before + rest))}\n{rest}"


def read(text: str) -> ArticleFile:
    """A file's fields and body, as Pelican would read them; a field given twice counts once."""
    head, _, body = text.partition("\n\n")
    return ArticleFile(_fields(head), body.strip("\n"))


def is_ours(text: str) -> bool:
    """Whether the file is as it was written here, to the letter."""
    mark = read(text).fields.get(HeaderField.FINGERPRINT, "")
    line = f"{HeaderField.FINGERPRINT}: {mark}\n"
    return bool(mark) and text.count(line) == 1 and _fingerprint(_without_picture(text.replace(line, ""))) == mark


def read_header(path: Path) -> dict[str, str]:
    """The header fields of the file at `path`; none where it is not UTF-8 text with a HeaderField."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        while b"\n\n" not in head and (more := file.read(_HEAD_BYTES)):
            head += more
    return _fields(head.partition(b"\n\n")[0].decode("utf-8", "replace"))


def write(path: Path | str, text: str) -> None:
    """`write_bytes` of a text."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path | str, data: bytes) -> None:
    """Put the bytes at `path` so that whoever reads sees all of it or what was there before.

    Raises:
        OSError: it could not be written; what was there is as it was.
    """
    # Plain system calls: a first poll writes thousands of files, and Path and file objects take as long as the kernel.
    folder, name = os.path.split(path)
    temporary = f"{folder or '.'}/.{name}.{os.getpid() & 0xFFFFFFFF:08x}.tmp"  # one process writes at a time
    try:
        try:
            handle = os.open(temporary, _NEW, 0o644)
        except FileNotFoundError:
            Path(folder).mkdir(parents=True, exist_ok=True)
            handle = os.open(temporary, _NEW, 0o644)
        try:
            while data:
                data = data[os.write(handle, data) :]
        finally:
            os.close(handle)
        os.replace(temporary, path)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise


def is_temporary(name: str) -> bool:
    """Whether a file of this name is what a run left behind that died while writing."""
    return _TEMPORARY.fullmatch(name) is not None


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
