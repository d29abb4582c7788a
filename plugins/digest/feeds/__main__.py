"""`python -m digest.feeds poll ...`: see `--help`."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from ..errors import ConfigurationError, DigestError


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0; 1 where the poll as a whole failed; 2 where its input is wrong."""
    options = _parser().parse_args(arguments)
    # Imported here, since worker processes import this module as well, and need neither HTTP nor settings.
    from ..subscriptions import load  # noqa: PLC0415

    try:
        subscriptions = load(options.subscriptions)
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return 2
    from .console import poll_with_log  # noqa: PLC0415

    try:
        report = poll_with_log(
            subscriptions,
            content=options.content,
            cache=options.cache,
            now=options.now or datetime.now(UTC).replace(microsecond=0),
            poll_all=options.all,
        )
        if options.report:
            options.report.parent.mkdir(parents=True, exist_ok=True)
            options.report.write_text(report.to_json(), encoding="utf-8")
    except (DigestError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 1 if report.is_failure else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m digest.feeds", description="Feeds in, Markdown files out.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    poll = commands.add_parser("poll", help="fetch the subscribed feeds and write their news as articles")
    poll.add_argument("--subscriptions", type=Path, required=True, metavar="FILE", help="subscriptions.toml")
    poll.add_argument("--content", type=Path, required=True, metavar="DIR", help="articles go to DIR/news/YYYY/MM/DD/")
    poll.add_argument("--cache", type=Path, required=True, metavar="DIR", help="what saves time; may be deleted")
    poll.add_argument("--now", type=_moment, metavar="TIME", help="the run's clock, e.g. 2026-11-22T12:00:00Z")
    poll.add_argument("--all", action="store_true", help="poll feeds as well that aren't due")
    poll.add_argument("--report", type=Path, metavar="FILE", help="write what was done as JSON")
    return parser


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no ISO 8601 time such as 2026-11-22T12:00:00Z") from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


if __name__ == "__main__":
    sys.exit(main())
