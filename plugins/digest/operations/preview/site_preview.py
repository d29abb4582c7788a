"""The site of a settings file, served while it is built again and again."""

import argparse
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from .. import build
from ..child_processes import end_when_asked
from ..command_line import exit_status, option_arguments, start_logging
from ..http_server import HOST, server
from ..site_places import SitePlaces, read_places
from .file_watch import FileWatch
from .live_pages import LiveHandler, LivePages
from .rebuild import Rebuilder

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SitePreview:
    """A site that is served at `url`, the address of its front page without the slash."""

    url: str
    options: argparse.Namespace
    places: SitePlaces
    live_pages: LivePages
    watch: FileWatch
    rebuilder: Rebuilder

    def keep_building(self) -> None:
        """Build the site, and again after each change of a file, until interrupted."""
        while True:
            self._rebuild()
            self.watch.wait()

    def other_content(self) -> str | None:
        """The folder of content that the site was made from, if it is another one: whoever has just made the
        demonstration wants to look at it."""
        options = self.options
        made_with = build.up_to_date_check(
            options.settings, content=options.content, output=options.output, cache=options.cache, now=options.now
        ).last_options()
        if made_with is None or not (self.places.output / "index.html").is_file():
            return None
        of_settings = read_places(options.settings).content
        named = made_with["content"]
        folder = of_settings if named == "None" else Path(made_with["folder"], named)  # the scheduled run names its own
        return named if folder.resolve() != self.places.content.resolve() else None

    def _rebuild(self) -> None:
        arguments = option_arguments(self.options, "settings", "content", "output", "cache", "now")
        _log.info("building …")
        outcome = self.rebuilder.rebuild(arguments)
        message = f"{outcome.message} ({outcome.place})" if outcome.place else outcome.message
        if outcome.is_failure:
            _log.error("%s", message)
            self.live_pages.failed(message)
            return
        for line in (*outcome.warnings, message):
            _log.info("%s", line)
        if outcome.status in ("built", "incomplete"):
            self.live_pages.built()
        else:
            self.live_pages.unchanged()


@contextmanager
def site_preview(options: argparse.Namespace) -> Iterator[SitePreview]:
    """Serve the site as it was built last, as long as the block runs.

    Raises:
        ConfigurationError: the settings can't be read, or the port can't be had.
    """
    places = read_places(options.settings, content=options.content, output=options.output, cache=options.cache)
    live_pages = LivePages()
    handler = type("PreviewHandler", (LiveHandler,), {"live_pages": live_pages, "base": places.base})
    watch = FileWatch((places.content, *places.code), [places.settings], ignored=[places.output, places.cache])
    with server(places.output, options.port, handler=handler) as running, watch, Rebuilder() as rebuilder:
        Thread(target=running.serve_forever, daemon=True, name="digest-serve").start()
        url = f"http://{HOST}:{running.server_port}{places.base}"
        _log.info("%s/ shows %s; Ctrl+C ends it", url, places.output)
        try:
            yield SitePreview(url, options, places, live_pages, watch, rebuilder)
        finally:
            running.shutdown()


def served_until_ended(
    parser: argparse.ArgumentParser, arguments: list[str] | None, serve: Callable[[argparse.Namespace], None]
) -> int:
    """The exit status of a command that serves until Ctrl+C, a signal or the end of its parent."""
    parser.add_argument("--end-with", type=int, metavar="PID", help="end when this process, the parent, has ended")
    options = parser.parse_args(arguments)
    start_logging("%(asctime)s %(message)s", date_form="%H:%M:%S")
    logging.getLogger("watchfiles").setLevel(logging.WARNING)
    end_when_asked(options.end_with)
    try:
        return exit_status(lambda: serve(options))
    except KeyboardInterrupt:
        sys.stdout.write("\n")
        return 0
