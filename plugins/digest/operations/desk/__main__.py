"""Serves the desk beside the preview: what is new, gone through by keyboard.

    python -m digest.operations.desk [--settings FILE] [--content DIR] [--output DIR] [--cache DIR] [--now TIME]
                                     [--port N] [--end-with PID]

The preview is at the port, the desk at the one after it, both for this machine only. The address of the desk, which is
printed, has a token in it that changes with each run. Ctrl+C ends both. Exit status: 0 ended by that; 2 the settings or
a port can't be used.
"""

import argparse
import sys

from ...site.load.settings_reading import site_settings
from ..build import folder_settings, site_settings_of
from ..command_line import command_parser, whole_number
from ..preview.site_preview import served_until_ended, site_preview
from .desk_server import desk_server


def serve_desk(options: argparse.Namespace) -> None:
    """Serve the desk and the site until interrupted.

    Raises:
        ConfigurationError: the settings can't be read, or a port can't be had.
    """
    override = folder_settings(vars(options)) | {"DIGEST_NOW": options.now}
    settings = site_settings(site_settings_of(options.settings, override))
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
    return served_until_ended(parser, arguments, serve_desk)


if __name__ == "__main__":
    sys.exit(main())
