"""What the commands of this package and of `digest.editing` have in common: options, log and exit status."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from ..errors import ConfigurationError, DigestError

DONE, FAILED, WRONG_INPUT = 0, 1, 2  # exit statuses
_OPTIONS: Final[dict[str, dict[str, Any]]] = {
    "settings": {"type": Path, "default": Path("pelican.conf.py"), "help": "Pelican's settings"},
    "content": {"type": Path, "help": "the folder of articles, actors and subscriptions"},
    "output": {"type": Path, "help": "the folder of the built site"},
    "cache": {"type": Path, "help": "the folder of what only saves time"},
    "now": {"default": "", "metavar": "TIME", "help": "the clock of the run, 2026-11-22T12:00:00Z; for replays"},
}


def command_parser(module: str, description: str, *options: str) -> argparse.ArgumentParser:
    """A parser of `python -m module` that has these of the common options."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=description)
    add_options(parser, *options)
    return parser


def add_options(parser: argparse.ArgumentParser, *options: str) -> None:
    """Give a parser these of the common options: "settings", "content", "output", "cache", "now"."""
    for name in options:
        parser.add_argument(f"--{name}", **_OPTIONS[name])


def option_arguments(options: argparse.Namespace, *names: str) -> list[str]:
    """The arguments that give another command these of the common options, without those that are empty."""
    return [part for name in names if (value := getattr(options, name)) for part in (f"--{name}", str(value))]


def start_logging(form: str = "%(levelname)s %(name)s: %(message)s", *, date_form: str | None = None) -> None:
    """Write log lines from INFO up to standard error; for a program's outermost level."""
    import logging  # noqa: PLC0415  a build with nothing to do need not load it

    logging.basicConfig(level=logging.INFO, format=form, datefmt=date_form)


def exit_status(command: Callable[[], object]) -> int:
    """The exit status of a program that runs `command`; an error of ours becomes a line on standard error."""
    try:
        command()
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    except DigestError as error:
        print(error, file=sys.stderr)
        return FAILED
    return DONE
