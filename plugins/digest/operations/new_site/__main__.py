"""Begins a site of one's own, apart from the software.

    python -m digest.operations.new_site --software DIR [--name NAME] [--tagline LINE] [--url URL] [--lang TAG]
                                         [--timezone ZONE] [--contact ADDRESS] FOLDER

What no option says is asked for on a terminal, and has its default elsewhere.

Exit status: 0; 1 a file can't be written; 2 an option or the folder can't be used, and nothing was written.
"""

import argparse
import sys
from dataclasses import fields
from pathlib import Path

from ...command_parser import CommandParser
from ..command_line import exit_status
from .site_description import QUESTIONS, SiteDescription, checked, defaults_for
from .site_folder import begin_site


def _parser() -> CommandParser:
    parser = CommandParser(prog="python -m digest.operations.new_site", description="Begins a site.")
    parser.add_argument("folder", type=Path, help="where the site is to be; new or empty")
    parser.add_argument("--software", type=Path, required=True, help="the folder of the software")
    for name, question in QUESTIONS.items():
        parser.add_argument(f"--{name}", help=question.lower())
    return parser


def _answers(options: argparse.Namespace) -> dict[str, str]:
    """A text for each field: that of the option, else what is answered, else the default."""
    texts = defaults_for(options.folder)
    for field in fields(SiteDescription):
        given = getattr(options, field.name)
        if given is None and sys.stdin.isatty():
            default = texts[field.name]
            given = input(f"{QUESTIONS[field.name]}{f' [{default}]' if default else ''}: ").strip() or default
        texts[field.name] = texts[field.name] if given is None else given
    return texts


def main(arguments: list[str] | None = None) -> int:
    """The exit status."""
    options = _parser().parse_args(arguments)

    def command() -> None:
        files = begin_site(options.folder, options.software, checked(_answers(options)))
        print(f"{options.folder}: {len(files)} files. README.md there says how to go on:")
        print(f"    cd {options.folder} && concordance subscribe https://site.example && concordance refresh")

    return exit_status(command)


if __name__ == "__main__":
    sys.exit(main())
