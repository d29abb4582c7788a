"""Writes down which pages of found names the last build made, so that they stay: see `digest.contracts.kept_pages`.

    python -m digest.operations.keep_pages [--content DIR] [--cache DIR]

Exit status: 0, or 1 with a line that says why.
"""

import sys
from pathlib import Path

from ..contracts.kept_pages import FILE_NAME, keep_found_pages
from ..errors import DigestError
from .command_line import command_parser, exit_status


def keep_pages(content: Path, cache: Path) -> None:
    """Add the pages of the last build to those that are kept.

    Raises:
        DigestError: the file can't be written.
    """
    try:
        keep_found_pages(content, cache)
    except OSError as error:
        raise DigestError(f"{content / FILE_NAME}: can't be written: {error}") from error


def main(arguments: list[str] | None = None) -> int:
    parser = command_parser("digest.operations.keep_pages", "Keeps the pages of found names.", "content", "cache")
    parser.set_defaults(content=Path("content"), cache=Path("cache"))
    options = parser.parse_args(arguments)
    return exit_status(lambda: keep_pages(options.content, options.cache))


if __name__ == "__main__":
    sys.exit(main())
