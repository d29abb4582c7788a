"""The command `concordance`: the tasks of tasks.py that an editor needs, for the site in the present folder."""

import inspect
import os
import re
import runpy
import signal
import sys
from collections.abc import Iterable
from difflib import get_close_matches
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from invoke import Collection, ParseError, Parser, ParserContext, Program, Task

from . import SOFTWARE

# What makes, tests and measures the software, or needs its sample; a checkout has these as `invoke NAME`.
_OF_DEVELOPERS: Final = frozenset(
    {
        "bench",
        "browser-tools",
        "check",
        "demo",
        "figures",
        "host-tools",
        "lighthouse",
        "lock",
        "messages",
        "shots",
        "soak",
        "test",
    }
)
_HELP: Final = ("-h", "--help")
_UNKNOWN: Final = re.compile(r"No idea what '(.+)' is!")  # of invoke
# Options that many commands have, in words that are the same for all.
_COMMON_OPTIONS: Final = {
    "--content": "the folder of articles, actors and subscriptions",
    "--output": "the folder of the built site",
    "--cache": "the folder of what only saves time",
    "--now": "the clock of the run, 2026-11-22T12:00:00Z",
}


class EditorProgram(Program):
    """The command `concordance`. `--help` is a question wherever it stands, never a name, a folder or a query."""

    def normalize_argv(self, argv: list[str] | None) -> None:
        super().normalize_argv(argv)
        self.argv = with_help_first(self.argv)

    def parse_tasks(self) -> None:
        try:
            super().parse_tasks()
        except ParseError as error:
            raise ParseError(f"{error}{_meant(str(error), self.parser, error.context)}", error.context) from error

    def print_task_help(self, name: str) -> None:
        context = self.parser.contexts[name]
        needed = {argument.name: argument.help or "" for argument in context.positional_args}
        flags = [f"--{option.replace('_', '-')}" for option in context.args if option not in needed]
        options = [context.help_for(flag) for flag in dict.fromkeys(flags) if flag in context.flags]
        words = [self.binary, name, *map(str.upper, needed), *(["[OPTIONS]"] if options else [])]
        sys.stdout.write(f"usage: {' '.join(words)}\n\n{inspect.getdoc(self.collection[name])}\n\n")
        rows = [(word.upper(), text) for word, text in needed.items()]
        rows += [(form, text or _common_help(form)) for form, text in options]
        if rows:
            self.print_columns(rows)


def with_help_first(arguments: Iterable[str]) -> list[str]:
    """The words of a command line. One that asks for help becomes `concordance --help NAME`, the form in which the
    words after a command's name can't be taken for what the command wants."""
    program, *words = arguments
    asked = words[: words.index("--")] if "--" in words else words
    if not any(word in _HELP for word in asked):
        return [program, *words]
    return [program, "--help", *[word for word in asked if not word.startswith("-")][:1]]


def _meant(fault: str, parser: Parser, context: ParserContext | None) -> str:
    """What was probably meant by a command or an option of one that there isn't, and where all of them are told."""
    unknown = _UNKNOWN.match(fault)
    if unknown is None:
        return ""
    name = context.name if context else None
    flags = [flag for flag in context.flags if flag.startswith("--")] if context and name else []
    is_option = unknown[1].startswith("-")
    similar = get_close_matches(unknown[1], flags if is_option else list(parser.contexts), n=1)
    all_of_them = f"concordance {f'{name} --help' if name else '--list'}"
    return f" Did you mean {similar[0]}?" if similar else f" `{all_of_them}` shows what there is."


def _common_help(form: str) -> str:
    return next((text for flag, text in _COMMON_OPTIONS.items() if flag in form), "")


def editor_tasks() -> Collection:
    """The tasks for the site in the present folder, by name."""
    os.environ["CONCORDANCE_SITE"] = os.getcwd()  # noqa: PTH109  what tasks.py takes for the folder of the site
    tasks: list[Task[Any]] = [
        value for value in runpy.run_path(str(SOFTWARE / "tasks.py")).values() if isinstance(value, Task)
    ]
    collection = Collection()
    for task in tasks:
        if collection.transform(task.name) not in _OF_DEVELOPERS:
            collection.add_task(task)
    return collection


def main() -> None:
    """Run a task of the command line; ends the process."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `concordance --list | head` ends without a traceback
    try:
        release = version("the-concordance")
    except PackageNotFoundError:
        release = "of a checkout"
    EditorProgram(namespace=editor_tasks(), name="concordance", binary="concordance", version=release).run()


if __name__ == "__main__":
    main()
