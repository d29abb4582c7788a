"""Names of stories, which are parts of their addresses."""

from hashlib import sha256
from pathlib import PurePosixPath
from typing import Final

from slugify import slugify

from .reports import Report

_MAX_SLUG_CHARS: Final = 60  # an address that can be read and sent
_HASH_CHARS: Final = 8  # two stories of one headline differ; 2^32 leaves an archive's stories apart


def story_name(first: Report) -> str:
    """The slug of the story that `first` is the earliest report of: the same however many reports join later,
    and whatever becomes of its headline: the words are those of its file's name, which never changes, where it is one.
    """
    words = PurePosixPath(first.id).stem if first.id.endswith(".md") else first.title
    slug = slugify(words[:300], max_length=_MAX_SLUG_CHARS, word_boundary=True)
    identity = sha256(first.id.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_CHARS]
    return f"{slug or 'story'}-{identity}"
