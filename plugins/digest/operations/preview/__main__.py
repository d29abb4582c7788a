"""Shows the site, builds it again when a file changes, and loads open pages anew.

    python -m digest.operations.preview [--settings FILE] [--content DIR] [--output DIR] [--cache DIR] [--now TIME]
                                        [--port N] [--end-with PID]

Ctrl+C ends it, with the build that is under way. Exit status: 0 ended by that; 2 the settings or the port can't be
used.
"""

import argparse
import logging
import sys

from ..command_line import command_parser, whole_number
from .site_preview import served_until_ended, site_preview

_log = logging.getLogger(__name__)


def preview(options: argparse.Namespace) -> None:
    """Serve the site until interrupted.

    Raises:
        ConfigurationError: the settings can't be read, or the port can't be had.
    """
    with site_preview(options) as shown:
        other_content = shown.other_content()
        if other_content:
            message = "what is shown was built from %s; once you save a file, %s is built and shown instead"
            _log.info(message, other_content, shown.places.content)
            shown.watch.wait()
        shown.keep_building()


def main(arguments: list[str] | None = None) -> int:
    parser = command_parser(
        "digest.operations.preview",
        "Shows the site while you write.",
        *("settings", "content", "output", "cache", "now"),
    )
    parser.add_argument("--port", type=whole_number(0, 65535), default=8000, help="on this machine only")
    return served_until_ended(parser, arguments, preview)


if __name__ == "__main__":
    sys.exit(main())
