"""Pages of names that were published once: `content/kept-pages.txt`, one address a line.

    python -m digest.contracts.kept_pages [--content DIR] [--cache DIR]

A name that the program found gets a page when enough articles of enough sources have it. Later fewer may, since texts
are corrected and spellings turn out to be somebody else's; but whoever subscribed to the page should not lose it. So it
stays for as long as an article has the name. Likewise the way stays that led from a spelling to the page of its name.
That they were there is written nowhere else: so it is part of the content, and the scheduled run writes it down when
the site is out. An editor who takes a line out lets the page go, unless the name deserves it.

Each build leaves the addresses in the cache folder, from where this takes them.
"""

import argparse
import logging
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_log = logging.getLogger(__name__)
FILE_NAME: Final = "kept-pages.txt"  # in the content folder
FOUND_FILE: Final = "found-pages.txt"  # in the cache folder
_SLUG: Final = re.compile(r"[\w-]+(?:[.~][\w-]+)*")  # as addresses of the site have them
_HEADER: Final = (
    "# Names that were found and have had a page, by the last part of its address; with a second word, spellings from\n"
    "# whose address a way led to that page. A page stays as long as an article has the name; take out a line, and it\n"
    "# goes when fewer have it than a page needs.\n"
)


def kept(content: Path) -> dict[str, str]:
    """By the slug of a page, that of the page it leads to; its own, where it is a name's page itself."""
    return _read(content / FILE_NAME)


def note_found(cache: Path, pages: Mapping[str, str]) -> None:
    """Leaves the pages of this build that are to be kept, as `kept` has them."""
    _write(cache / FOUND_FILE, pages)


def keep(content: Path, cache: Path) -> bool:
    """Adds the pages of the last build; whether there was anything new."""
    before = kept(content)
    now = before | _read(cache / FOUND_FILE)
    if now != before:
        _write(content / FILE_NAME, now, _HEADER)
    return now != before


def _read(file: Path) -> dict[str, str]:
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
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
    lines = (slug if slug == to else f"{slug} {to}" for slug, to in sorted(pages.items()))
    fresh = file.with_name(f"{file.name}.new")
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh.write_text(header + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    os.replace(fresh, file)  # noqa: PTH105  in one step: half a list would let pages go


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m digest.contracts.kept_pages", description="Keeps the pages of found names."
    )
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--cache", type=Path, default=Path("cache"))
    options = parser.parse_args(arguments)
    try:
        keep(options.content, options.cache)
    except OSError as error:
        print(f"{options.content / FILE_NAME}: can't be written: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
