"""The slugs of stories: the last parts of their addresses."""

from hashlib import sha256
from pathlib import PurePosixPath
from typing import Final

from slugify import slugify

from .reports import Report

_MAX_SLUG_CHARS: Final = 60  # an address that people can read and send
_HASH_CHARS: Final = 8  # distinguishes stories with the same headline; 2^32 values suffice for an archive


def story_slug(first: Report) -> str:
    """The slug of the story whose earliest report is `first`.

    It never changes, even if reports join or the headline changes: if the id is the path of a file, the slug has the
    words of the file's name, which never changes.
    """
    words = PurePosixPath(first.id).stem if first.id.endswith(".md") else first.title
    slug = slugify(words[:300], max_length=_MAX_SLUG_CHARS, word_boundary=True)
    identity = sha256(first.id.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_CHARS]
    return f"{slug or 'story'}-{identity}"
