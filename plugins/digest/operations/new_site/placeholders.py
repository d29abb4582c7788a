"""The places of a new site's pages where its editor has to write something, and whether that was done."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

ABOUT: Final = "Write here what you follow, and for whom."
REACH: Final = "Write here how readers reach you."


def placeholders(content: Path) -> Iterator[tuple[Path, str]]:
    """Each file of the site's pages that still has such a text, which readers would see, and the text."""
    for file in sorted((content / "pages").glob("*.md")):
        page = file.read_text(encoding="utf-8", errors="replace")
        yield from ((file, text) for text in (ABOUT, REACH) if text in page)
