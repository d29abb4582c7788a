"""Shows the site, builds it again when a file changes, and loads open pages anew.

    python -m digest.operations.preview [--settings FILE] [--content DIR] [--output DIR] [--cache DIR] [--now TIME]
                                        [--port N]

Ctrl+C ends it. Exit status: 0 ended by that; 2 the settings or the port can't be used.
"""

import argparse
import logging
import signal
import sys
from threading import Thread

from .. import build
from ..command_line import command_parser, exit_status, option_arguments, start_logging, whole_number
from ..http_server import HOST, server
from ..site_places import SitePlaces, read_places
from .file_watch import FileWatch
from .live_pages import LiveHandler, LivePages
from .rebuild import rebuild

_log = logging.getLogger(__name__)


def preview(options: argparse.Namespace) -> None:
    """Serve the site until interrupted.

    Raises:
        ConfigurationError: the settings can't be read, or the port can't be had.
    """
    places = read_places(options.settings, content=options.content, output=options.output, cache=options.cache)
    live_pages = LivePages()
    handler = type("PreviewHandler", (LiveHandler,), {"live_pages": live_pages, "base": places.base})
    watch = FileWatch((places.content, *places.code), [places.settings], ignored=[places.output, places.cache])
    with server(places.output, options.port, handler=handler) as running, watch:
        Thread(target=running.serve_forever, daemon=True, name="digest-serve").start()
        _log.info("http://%s:%d%s/ shows %s; Ctrl+C ends it", HOST, running.server_port, places.base, places.output)
        other_content = _other_content(options, places)
        try:
            if other_content:
                _log.info("that is the site of %s; the next change of a file builds yours", other_content)
                watch.wait()
            while True:
                _rebuild(options, live_pages)
                watch.wait()
        finally:
            running.shutdown()


def _other_content(options: argparse.Namespace, places: SitePlaces) -> str | None:
    """The folder of content that the site was made from, if it is another one: whoever has just made the demonstration
    wants to look at it."""
    made_with = build.up_to_date_check(
        options.settings, content=options.content, output=options.output, cache=options.cache, now=options.now
    ).last_options()
    if made_with is None or not (places.output / "index.html").is_file():
        return None
    return made_with["content"] if made_with["content"] != str(options.content) else None


def _rebuild(options: argparse.Namespace, live_pages: LivePages) -> None:
    arguments = option_arguments(options, "settings", "content", "output", "cache", "now")
    outcome = rebuild([sys.executable, "-m", "digest.operations.build", *arguments])
    message = f"{outcome.message} ({outcome.place})" if outcome.place else outcome.message
    if outcome.is_failure:
        _log.error("%s", message)
        live_pages.failed(message)
        return
    for line in (*outcome.warnings, message):
        _log.info("%s", line)
    if outcome.status in ("built", "incomplete"):
        live_pages.built()
    else:
        live_pages.unchanged()


def main(arguments: list[str] | None = None) -> int:
    parser = command_parser(
        "digest.operations.preview",
        "Shows the site while you write.",
        *("settings", "content", "output", "cache", "now"),
    )
    parser.add_argument("--port", type=whole_number(0, 65535), default=8000, help="on this machine only")
    options = parser.parse_args(arguments)
    start_logging("%(asctime)s %(message)s", date_form="%H:%M:%S")
    logging.getLogger("watchfiles").setLevel(logging.WARNING)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return exit_status(lambda: preview(options))
    except KeyboardInterrupt:
        print()
        return 0


if __name__ == "__main__":
    sys.exit(main())
