"""The found names whose pages were published once: `content/kept-pages.txt`, one address a line.

    python -m digest.kept_pages [--content DIR] [--cache DIR]

A name that the program found gets a page when enough articles of enough sources have it. Later fewer may, since texts
are corrected and spellings turn out to be somebody else's; but whoever subscribed to the page should not lose it. So it
stays for as long as an article has the name. That it was there is written nowhere else: so it is part of the content,
and the scheduled run writes it down when the site is out. An editor who takes a line out lets the page go, unless the
name deserves it.

Each build leaves the addresses of its found names in the cache folder, from where this takes them.
"""

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

FILE_NAME: Final = "kept-pages.txt"  # in the content folder
FOUND_FILE: Final = "found-pages.txt"  # in the cache folder
_HEADER: Final = (
    "# Names that were found and have had a page, by the last part of its address. A page stays as long as an article\n"
    "# has the name; take out a line, and it goes when fewer have it than a page needs.\n"
)


def kept(content: Path) -> frozenset[str]:
    """The slugs of the names whose pages stay."""
    return frozenset(_lines(content / FILE_NAME))


def note_found(cache: Path, slugs: Iterable[str]) -> None:
    """Leaves the slugs of the found names that have a page in this build."""
    _write(cache / FOUND_FILE, "".join(f"{slug}\n" for slug in sorted(slugs)))


def keep(content: Path, cache: Path) -> bool:
    """Adds the found names of the last build; whether there were new ones."""
    before = kept(content)
    now = before.union(_lines(cache / FOUND_FILE))
    if now != before:
        _write(content / FILE_NAME, _HEADER + "".join(f"{slug}\n" for slug in sorted(now)))
    return now != before


def _lines(file: Path) -> list[str]:
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return []
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _write(file: Path, text: str) -> None:
    fresh = file.with_name(f"{file.name}.new")
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh.write_text(text, encoding="utf-8")
    os.replace(fresh, file)  # noqa: PTH105  in one step: half a list would let pages go


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m digest.kept_pages", description="Keeps the pages of found names.")
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
