"""The command line `python -m digest.feeds`: its commands and options. See `--help`."""

import argparse
import gc
import math
import os
import sys
from datetime import datetime
from pathlib import Path

from ..command_parser import CommandParser
from ..contracts.run_clock import run_clock
from ..errors import ConfigurationError, DigestError

GC_THRESHOLD = 50_000  # new objects; the default of 700 takes a tenth of the time of starting up


def main(arguments: list[str] | None = None) -> int:
    """Run a command. The exit status is 0, or 1 where the command as a whole failed, or 2 where its input is wrong."""
    options = _parser().parse_args(arguments)
    # Pydantic would look for plugins in all installed packages, which takes a tenth of a second. There are none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    gc.set_threshold(GC_THRESHOLD)
    if os.environ.get("DIGEST_LOG"):
        from ..json_log import start_json_log  # noqa: PLC0415  most runs write lines for people

        start_json_log()
    # Imported here, since worker processes import this module and need neither HTTP nor settings.
    from . import commands  # noqa: PLC0415

    try:
        status: int = getattr(commands, options.command.replace("-", "_"))(options)
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return 2
    except DigestError as error:
        print("; ".join(filter(None, (str(error), getattr(error, "advice", "")))), file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or options.command}: {error.strerror or error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("ended before it was done", file=sys.stderr)
        return 130  # 128 + SIGINT
    return status


def _parser() -> CommandParser:
    parser = CommandParser(prog="python -m digest.feeds", description="Feeds in, Markdown files out.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    poll = commands.add_parser("poll", help="fetch the subscribed feeds and write their news as articles")
    _subscriptions(poll)
    poll.add_argument("--content", type=Path, required=True, metavar="DIR", help="articles go to DIR/news/YYYY/MM/DD/")
    poll.add_argument("--cache", type=Path, required=True, metavar="DIR", help="saves time; may be deleted")
    poll.add_argument("--now", type=_moment, metavar="TIME", help="the run's clock, e.g. 2026-11-22T12:00:00Z")
    poll.add_argument("--all", action="store_true", help="poll also the feeds that aren't due")
    poll.add_argument("--explain", action="store_true", help="log every dropped entry with the rule that dropped it")
    poll.add_argument(
        "--limit-s", type=float, default=math.inf, metavar="N", help="ask nothing more after N seconds (status 124)"
    )
    poll.add_argument("--report", type=Path, metavar="FILE", help="write what was done as JSON")

    discover = commands.add_parser("discover", help="show the feeds of a site")
    discover.add_argument("url")
    discover.add_argument("--subscriptions", type=Path, metavar="FILE", help="for its [fetch] settings")

    subscribe = commands.add_parser("subscribe", help="find the feeds of a site and follow one")
    subscribe.add_argument("url")
    _subscriptions(subscribe)
    subscribe.add_argument("--pick", type=int, metavar="N", help="the number of the feed, where there are several")
    subscribe.add_argument("--name", default="", help="as readers see it; by default the feed's own title")
    subscribe.add_argument("--section", default="")

    unsubscribe = commands.add_parser("unsubscribe", help="follow a feed no longer; its articles stay")
    unsubscribe.add_argument("which", help="its slug, name or address")
    _subscriptions(unsubscribe)

    remove = commands.add_parser("remove", help="remove articles for good: their feeds won't bring them back")
    remove.add_argument("files", type=Path, nargs="+", metavar="FILE")
    remove.add_argument("--content", type=Path, required=True, metavar="DIR")
    remove.add_argument("--now", type=_moment, metavar="TIME")

    opml_in = commands.add_parser("opml-in", help="follow the feeds of an OPML list; folders become sections")
    opml_in.add_argument("file", type=Path)
    _subscriptions(opml_in)
    opml_out = commands.add_parser("opml-out", help="write the subscriptions as an OPML list to standard output")
    _subscriptions(opml_out)
    return parser


def _subscriptions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--subscriptions", type=Path, required=True, metavar="FILE", help="subscriptions.toml")


def _moment(text: str) -> datetime:
    try:
        return run_clock(text)
    except ConfigurationError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


if __name__ == "__main__":
    sys.exit(main())
