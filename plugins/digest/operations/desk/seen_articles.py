"""Which articles an editor has seen at the desk: a mark in the cache folder. Without it everything is new once more."""

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Final

from ...storage.atomic_file import write_atomically
from ...storage.regular_file import read_regular_text

SEEN_FILE: Final = "desk-seen.txt"
MAX_SEEN: Final = 20_000  # marks that are kept, the latest: more than the desk looks through for new articles


def mark_of(article_id: str) -> str:
    """What stands for an article in the file, and in the page."""
    return blake2b(article_id.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def seen_marks(cache: Path) -> tuple[str, ...]:
    """The marks of the articles that were seen, in order; none where the file is missing or can't be read."""
    try:
        return tuple(read_regular_text(cache / SEEN_FILE, errors="replace").split())
    except OSError:
        return ()


def add_seen(cache: Path, marks: Iterable[str]) -> None:
    """Note more articles as seen."""
    kept = tuple(dict.fromkeys((*seen_marks(cache), *(mark for mark in marks if _is_mark(mark)))))[-MAX_SEEN:]
    write_atomically(cache / SEEN_FILE, "".join(f"{mark}\n" for mark in kept).encode())


def _is_mark(text: str) -> bool:
    return len(text) == 16 and all(char in "0123456789abcdef" for char in text)
