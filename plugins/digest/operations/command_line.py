"""The common parts of the commands of this package and of `digest.editing`: options, log and exit status."""

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from ..command_parser import CommandParser
from ..contracts.run_clock import run_clock
from ..errors import AnotherBuildError, ConfigurationError, DigestError
from .run_lock import WAIT_S

DONE, FAILED, WRONG_INPUT = 0, 1, 2  # exit statuses
BUSY = 75  # another run or build is under way: EX_TEMPFAIL of sysexits.h
INCOMPLETE = 3  # of a build that left out files which can't be read
WEEK_S: Final = 604_800


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """A type of argparse's options: a whole number within these bounds."""

    def read(text: str) -> int:
        number = int(text) if re.fullmatch(r"[+-]?[0-9]{1,12}", text.strip()) else None
        if number is None or not least <= number <= most:
            raise argparse.ArgumentTypeError(f"{text!r}: expected a whole number from {least} to {most}")
        return number

    return read


def seconds(text: str) -> float:
    """A type of argparse's options: seconds, more than 0 and at most a week."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number <= WEEK_S:  # no number is neither
        raise argparse.ArgumentTypeError(f"{text!r}: expected seconds, more than 0 and at most {WEEK_S}")
    return number


def _clock(text: str) -> str:
    """The text, if it is empty or a moment that a run may have for its clock."""
    try:
        return text if not text or run_clock(text) else ""
    except ConfigurationError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


_OPTIONS: Final[dict[str, dict[str, Any]]] = {
    "settings": {"type": Path, "default": Path("pelican.conf.py"), "help": "Pelican's settings"},
    "content": {"type": Path, "help": "the folder of articles, actors and subscriptions"},
    "output": {"type": Path, "help": "the folder of the built site"},
    "cache": {"type": Path, "help": "the folder of what only saves time"},
    "now": {
        "type": _clock,
        "default": "",
        "metavar": "TIME",
        "help": "the clock of the run, 2026-11-22T12:00:00Z; for replays",
    },
}


def command_parser(module: str, description: str, *options: str) -> CommandParser:
    """A parser of `python -m module` that has these of the common options."""
    parser = CommandParser(prog=f"python -m {module}", description=description)
    add_options(parser, *options)
    return parser


def add_options(parser: argparse.ArgumentParser, *options: str) -> None:
    """Give a parser these of the common options: "settings", "content", "output", "cache", "now"."""
    for name in options:
        parser.add_argument(f"--{name}", **_OPTIONS[name])


def wait_option(parser: argparse.ArgumentParser) -> None:
    """Give a parser `--wait-s`, for a command that a build can keep from beginning."""
    text = f"seconds to wait for another build; {WAIT_S:.0f} without it"
    parser.add_argument("--wait-s", type=whole_number(0, WEEK_S), default=WAIT_S, help=text)


def option_arguments(options: argparse.Namespace, *names: str) -> list[str]:
    """The arguments that give another command these of the common options, without those that are empty."""
    return [part for name in names if (value := getattr(options, name)) for part in (f"--{name}", str(value))]


def start_logging(form: str = "%(levelname)s %(name)s: %(message)s", *, date_form: str | None = None) -> None:
    """Write log lines from INFO up to standard error, as JSON where the environment asks for it; for a program's
    outermost level."""
    import logging  # noqa: PLC0415  a build with nothing to do need not load it

    from ..json_log import start_json_log  # noqa: PLC0415

    if start_json_log():
        return
    logging.basicConfig(level=logging.INFO, format=form, datefmt=date_form)


def exit_status(command: Callable[[], object]) -> int:
    """The exit status of a program that runs `command`; an error of ours, or of the system, becomes a line on
    standard error."""
    try:
        command()
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    except DigestError as error:
        print(error, file=sys.stderr)
        return BUSY if isinstance(error, AnotherBuildError) else FAILED
    except OSError as error:
        print(os_fault(error), file=sys.stderr)
        return FAILED
    return DONE


def os_fault(error: OSError) -> str:
    """One line on what the system refused: a folder that can't be written, a full disk."""
    return f"{error.filename or 'the system refused'}: {error.strerror or error}"
