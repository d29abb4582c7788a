"""The command line `python -m digest.importing`: archives and other readers' exports -> article files. See `--help`."""

import argparse
import gc
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..command_parser import CommandParser
from ..contracts.run_clock import run_clock
from ..errors import ConfigurationError, DigestError

if TYPE_CHECKING:
    from ..contracts.subscriptions import Subscription, Subscriptions

GC_THRESHOLD: Final = 50_000  # new objects: an import makes many and keeps few


def main(arguments: list[str] | None = None) -> int:
    """Import exports. The exit status is 0 where every article is stored; 1 where some records were damaged, failed or
    have no subscription, or the run failed; 2 where nothing could be read."""
    options = _parser().parse_args(arguments)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # see `digest.feeds.__main__`
    gc.set_threshold(GC_THRESHOLD)
    # Imported here, since worker processes import this module and need no settings.
    from ..contracts.subscription_file import load  # noqa: PLC0415
    from .archive_import import ImportOptions  # noqa: PLC0415
    from .import_console import import_with_log  # noqa: PLC0415

    try:
        subscriptions = load(options.subscriptions, options.cache)
        source = _source(subscriptions, options.source)
        report = import_with_log(
            subscriptions,
            options.files,
            content=options.content,
            cache=options.cache,
            now=options.now or datetime.now(UTC).replace(microsecond=0),
            options=ImportOptions(source, options.dry_run, options.report),
            explain=options.explain,
        )
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return 2
    except DigestError as error:
        print(f"{error}; what is stored stays, and the same command goes on from there", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("ended before it was done; the same command goes on from there", file=sys.stderr)
        return 130  # 128 + SIGINT
    if report.is_unread:
        return 2
    return 0 if report.is_whole else 1


def _parser() -> CommandParser:
    parser = CommandParser(
        prog="python -m digest.importing", description="Archives and other readers' exports in, article files out."
    )
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="an export, or a folder of them")
    parser.add_argument("--subscriptions", type=Path, required=True, metavar="FILE", help="subscriptions.toml")
    parser.add_argument(
        "--content", type=Path, required=True, metavar="DIR", help="articles go to DIR/news/YYYY/MM/DD/"
    )
    parser.add_argument("--cache", type=Path, required=True, metavar="DIR", help="saves time; may be deleted")
    parser.add_argument("--source", default="", metavar="SLUG", help="the subscription of all records")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and write no article")
    parser.add_argument("--explain", action="store_true", help="log every dropped record with its reason")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write what was done as JSON")
    parser.add_argument("--now", type=_moment, metavar="TIME", help="the run's clock, e.g. 2026-11-22T12:00:00Z")
    return parser


def _source(subscriptions: "Subscriptions", slug: str) -> "Subscription | None":
    """The subscription with this slug, None where no slug is given.

    Raises:
        ConfigurationError: there is none.
    """
    if not slug:
        return None
    for feed in subscriptions.feed:
        if feed.slug == slug:
            return feed
    slugs = ", ".join(feed.slug for feed in subscriptions.feed[:20])
    raise ConfigurationError(f"--source {slug}: no subscription has this slug; there are {slugs or 'none'}")


def _moment(text: str) -> datetime:
    try:
        return run_clock(text)
    except ConfigurationError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


if __name__ == "__main__":
    sys.exit(main())
