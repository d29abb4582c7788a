"""The pages of found names that have been published: `content/kept-pages.txt`, one address a line.

A name that the recogniser found gets a page if enough articles of enough sources have it. Later fewer may have it,
because texts are corrected or a spelling turns out to be somebody else's. But readers who subscribed to the page should
not lose it, so it stays as long as one article has the name. An address that redirected from a spelling to the page of
its name keeps doing so. This is recorded nowhere else, so the file is content, and the scheduled run writes it after
publishing. If an editor deletes a line, the page goes, unless enough articles have the name.

Each build saves its addresses in the cache folder, and `digest.operations.keep_pages` adds them to the file.
"""

import logging
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ..storage.atomic_file import write_atomically
from ..storage.regular_file import read_regular_text

_log = logging.getLogger(__name__)
FILE_NAME: Final = "kept-pages.txt"  # in the content folder
FOUND_FILE: Final = "found-pages.txt"  # in the cache folder
_SLUG: Final = re.compile(r"[\w-]+(?:[.~][\w-]+)*")  # as addresses of the site have them
_HEADER: Final = (
    "# Names that were found and have had a page, by the last part of its address; with a second word, spellings from\n"
    "# whose address a way led to that page. A page stays as long as an article has the name; take out a line, and it\n"
    "# goes when fewer have it than a page needs.\n"
)


def load_kept_pages(content: Path) -> dict[str, str]:
    """Slug of a page -> slug of the page to which it redirects, or the same slug if it is a name's page."""
    return _read(content / FILE_NAME)


def save_found_pages(cache: Path, pages: Mapping[str, str]) -> None:
    """Save the pages of this build that must stay, in the form of `load_kept_pages`."""
    _write(cache / FOUND_FILE, pages)


def keep_found_pages(content: Path, cache: Path) -> bool:
    """Add the pages of the last build to the file. Returns whether any was new.

    Raises:
        OSError: the file can't be written.
    """
    before = load_kept_pages(content)
    now = before | _read(cache / FOUND_FILE)
    if now != before:
        _write(content / FILE_NAME, now, _HEADER)
    return now != before


def _read(file: Path) -> dict[str, str]:
    try:
        text = read_regular_text(file, errors="replace")
    except FileNotFoundError:
        return {}
    pages: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        words = [] if line.startswith("#") else line.split()
        if words and (len(words) > 2 or not all(map(_SLUG.fullmatch, words))):
            _log.warning("%s, line %d: %r is no address of a page, and is left out", file, number, line)
        elif words:
            pages[words[0]] = words[-1]
    return pages


def _write(file: Path, pages: Mapping[str, str], header: str = "") -> None:
    lines = (slug if slug == target else f"{slug} {target}" for slug, target in sorted(pages.items()))
    write_atomically(file, (header + "".join(f"{line}\n" for line in lines)).encode())
