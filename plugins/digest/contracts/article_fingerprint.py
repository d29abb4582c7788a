"""Whether an article's file is to the letter as a poll wrote it.

The field `Fingerprint` is a hash of the rest of the file. A file that doesn't fit its fingerprint, or has none, was
written or edited by a person. The lines of the picture are left out of the hash, since they are the editor's to change.
"""

import re
from hashlib import sha256
from typing import Final

from .article_header import HeaderField, Owner, owned_by

PICTURE_FIELDS: Final = owned_by(Owner.EDITOR)
_DIGITS: Final = 16
_LINE: Final = re.compile(rf"^{HeaderField.FINGERPRINT}:[ \t]*(.*)$", re.MULTILINE | re.IGNORECASE)
_PICTURE_LINES: Final = re.compile(rf"^(?:{'|'.join(PICTURE_FIELDS)}):.*\n", re.MULTILINE | re.IGNORECASE)


def fingerprint_of(text: str) -> str:
    """The fingerprint of a file's text without the line of its fingerprint."""
    return sha256(_without_picture(text).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def is_as_written(text: str) -> bool:
    """Whether a file's text is as a poll wrote it, but for the lines of its picture."""
    match = _LINE.search(text.partition("\n\n")[0])
    if match is None or not match[1].strip():
        return False
    fingerprint = match[1].strip()
    line = f"{HeaderField.FINGERPRINT}: {fingerprint}\n"
    return text.count(line) == 1 and fingerprint_of(text.replace(line, "")) == fingerprint


def _without_picture(text: str) -> str:
    head, blank, body = text.partition("\n\n")
    if f"\n{HeaderField.PICTURE}" not in head:
        return text
    return _PICTURE_LINES.sub("", f"{head}\n").removesuffix("\n") + blank + body
