"""Slugs of stories, the last parts of their addresses."""

from hashlib import sha256
from pathlib import PurePosixPath
from typing import Final

from slugify import slugify

from .reports import Report

_MAX_SLUG_CHARS: Final = 60  # an address that can be read and sent
_HASH_CHARS: Final = 8  # two stories of one headline differ; 2^32 leaves an archive's stories apart


def story_slug(first: Report) -> str:
    """The slug of the story whose earliest report is `first`.

    It stays the same however many reports join later, and whatever becomes of the headline: where the id is the path of
    a file, the words are those of the file's name, which never changes.
    """
    words = PurePosixPath(first.id).stem if first.id.endswith(".md") else first.title
    slug = slugify(words[:300], max_length=_MAX_SLUG_CHARS, word_boundary=True)
    identity = sha256(first.id.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_CHARS]
    return f"{slug or 'story'}-{identity}"
