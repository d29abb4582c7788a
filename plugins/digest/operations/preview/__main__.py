"""Shows the site, builds it again when a file changes, and loads open pages anew.

    python -m digest.operations.preview [--settings FILE]
        [--content DIR] [--output DIR] [--cache DIR] [--now TIME] [--port N]

Ctrl+C ends it. Exit status: 0 ended by that; 2 the settings or the port can't be used.
"""

import argparse
import logging
import runpy
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from ...errors import ConfigurationError
from .. import build
from ..http_server import HOST, server
from .live import Live, LiveHandler
from .rebuild import rebuild
from .watching import Watch

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Places:
    """Where a project has what; `base` is the path that its site lives under."""

    watched: tuple[Path, ...]
    settings: Path
    output: Path
    cache: Path
    base: str


def preview(options: argparse.Namespace) -> None:
    """Serves the site until interrupted.

    Raises:
        ConfigurationError: the settings can't be read, or the port can't be had.
    """
    places = _places(options)
    live = Live()
    handler = type("Handler", (LiveHandler,), {"live": live, "base": places.base})
    watch = Watch(places.watched, [places.settings], ignored=[places.output, places.cache])
    with server(places.output, options.port, handler=handler) as running, watch:
        Thread(target=running.serve_forever, daemon=True, name="digest-serve").start()
        _log.info("http://%s:%d%s/ shows %s; Ctrl+C ends it", HOST, running.server_port, places.base, places.output)
        others = _content_of_another(options, places)
        if others:
            _log.info("that is the site of %s; the next change of a file builds yours", others)
        try:
            while True:
                if others is None:
                    _rebuild(_command(options), live)
                others = None
                watch.wait()
        finally:
            running.shutdown()


def _places(options: argparse.Namespace) -> Places:
    try:
        settings: dict[str, Any] = runpy.run_path(str(options.settings))
    except Exception as error:  # it is the editor's file, which may raise anything
        raise ConfigurationError(f"{options.settings}: {type(error).__name__}: {error}") from error
    root = options.settings.absolute().parent
    watched = [
        options.content or root / settings.get("PATH", "content"),
        root / settings.get("THEME", "theme"),
        *(root / folder for folder in settings.get("PLUGIN_PATHS", ())),
        *(root / folder for folder in settings.get("THEME_TEMPLATES_OVERRIDES", ())),
    ]
    return Places(
        watched=tuple(watched),
        settings=options.settings,
        output=options.output or root / settings.get("OUTPUT_PATH", "output"),
        cache=options.cache or root / settings.get("CACHE_PATH", "cache"),
        base=urlsplit(str(settings.get("SITEURL", ""))).path.rstrip("/"),
    )


def _content_of_another(options: argparse.Namespace, places: Places) -> str | None:
    """The folder of content that the site was made from, if it is not ours: whoever has just made the demonstration
    wants to look at it."""
    made = build.up_to_date_check(
        options.settings, content=options.content, output=options.output, cache=options.cache, now=options.now
    ).last_options()
    if made is None or not (places.output / "index.html").is_file() or made["content"] == str(options.content):
        return None
    return made["content"]


def _command(options: argparse.Namespace) -> list[str]:
    command = [sys.executable, "-m", "digest.operations.build"]
    for name in ("settings", "content", "output", "cache", "now"):
        value = getattr(options, name)
        if value:
            command += [f"--{name}", str(value)]
    return command


def _rebuild(command: list[str], live: Live) -> None:
    done = rebuild(command)
    for line in done.lines:
        _log.info("%s", line)
    if done.failure:
        _log.error("%s", done.failure)
        live.failed(done.failure)
    elif done.changed:
        live.built()
    else:
        live.unchanged()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m digest.operations.preview", description="Shows the site while you write."
    )
    parser.add_argument("--settings", type=Path, default=Path("pelican.conf.py"))
    parser.add_argument("--content", type=Path)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--now", default="")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("watchfiles").setLevel(logging.WARNING)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        preview(options)
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
