"""Serves the desk beside the preview: what is new, gone through by keyboard.

    python -m digest.operations.desk [--settings FILE] [--content DIR] [--output DIR] [--cache DIR] [--now TIME]
                                     [--port N] [--end-with PID]

The preview is at the port, the desk at the one after it, both for this machine only. The address of the desk, which is
printed, has a token in it that changes with each run. Ctrl+C ends both. Exit status: 0 ended by that; 2 the settings or
a port can't be used.
"""

import argparse
import logging
import sys

from ...site.load.settings_reading import site_settings
from ..build import SETTINGS_OF_OPTIONS, site_settings_of
from ..child_processes import end_when_asked
from ..command_line import command_parser, exit_status, start_logging, whole_number
from ..preview.site_preview import site_preview
from .desk_server import desk_server


def serve_desk(options: argparse.Namespace) -> None:
    """Serve the desk and the site until interrupted.

    Raises:
        ConfigurationError: the settings can't be read, or a port can't be had.
    """
    folders = {"content": options.content, "output": options.output, "cache": options.cache}
    override = {SETTINGS_OF_OPTIONS[name]: str(folder.resolve()) for name, folder in folders.items() if folder}
    settings = site_settings(site_settings_of(options.settings, {**override, "DIGEST_NOW": options.now}))
    with site_preview(options) as shown:
        port = options.port + 1 if options.port else 0
        with desk_server(settings, shown.live_pages, shown.url, port) as (address, _):
            print(f"The desk: {address}", flush=True)
            shown.keep_building()


def main(arguments: list[str] | None = None) -> int:
    parser = command_parser(
        "digest.operations.desk",
        "Goes through what is new by keyboard.",
        *("settings", "content", "output", "cache", "now"),
    )
    parser.add_argument("--port", type=whole_number(0, 65534), default=8000, help="of the site; the desk has the next")
    parser.add_argument("--end-with", type=int, metavar="PID", help="end when this process, the parent, has ended")
    options = parser.parse_args(arguments)
    start_logging("%(asctime)s %(message)s", date_form="%H:%M:%S")
    logging.getLogger("watchfiles").setLevel(logging.WARNING)
    end_when_asked(options.end_with)
    try:
        return exit_status(lambda: serve_desk(options))
    except KeyboardInterrupt:
        print()
        return 0


if __name__ == "__main__":
    sys.exit(main())
