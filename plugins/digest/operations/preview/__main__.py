"""Shows the site, builds it again when a file changes, and loads open pages anew.

    python -m digest.operations.preview [--settings FILE] [--content DIR] [--output DIR] [--cache DIR] [--now TIME]
                                        [--port N] [--end-with PID]

Ctrl+C ends it, with the build that is under way. Exit status: 0 ended by that; 2 the settings or the port can't be
used.
"""

import argparse
import logging
import sys

from ..child_processes import end_when_asked
from ..command_line import command_parser, exit_status, start_logging, whole_number
from .site_preview import site_preview

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
    parser.add_argument("--end-with", type=int, metavar="PID", help="end when this process, the parent, has ended")
    options = parser.parse_args(arguments)
    start_logging("%(asctime)s %(message)s", date_form="%H:%M:%S")
    logging.getLogger("watchfiles").setLevel(logging.WARNING)
    end_when_asked(options.end_with)
    try:
        return exit_status(lambda: preview(options))
    except KeyboardInterrupt:
        print()
        return 0


if __name__ == "__main__":
    sys.exit(main())
