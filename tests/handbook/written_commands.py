"""The commands that the handbook and the README tell a reader to type, and what `invoke` makes of each."""

import re
import runpy
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from invoke import Collection, Parser, Task
from invoke.parser import ParserContext

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
SITE_README = ROOT / "plugins" / "digest" / "operations" / "new_site" / "files" / "readme.txt"
_PROGRAM = re.compile(r"(?:^|[\s/])(?:invoke|concordance) (.*)")
_FENCED = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`]+)`")
_PLACEHOLDERS = ("NAME", "--list", "NAME --help")  # of a command


@cache
def tasks() -> Collection:
    """All tasks of tasks.py, by name."""
    found: list[Task[Any]] = [one for one in runpy.run_path(str(ROOT / "tasks.py")).values() if isinstance(one, Task)]
    collection = Collection()
    for task in found:
        collection.add_task(task)
    return collection


def commands_of(page: Path) -> Iterator[tuple[str, ...]]:
    """The words of each command on a page, the program left out."""
    text = page.read_text(encoding="utf-8")
    for block in _FENCED.findall(text):
        yield from _commands(line for line in block.split("\n"))
    named = _commands(" ".join(code.split()) for code in _INLINE.findall(_FENCED.sub("", text)))
    # A sentence may call a command by its name alone, though it wants more.
    yield from ((*words, "--help") if len(words) == 1 else words for words in named)


def _commands(lines: Iterator[str]) -> Iterator[tuple[str, ...]]:
    for line in lines:
        for part in line.partition("  #")[0].split("&&"):
            match = _PROGRAM.search(f"{part} ")
            rest = match[1].strip() if match else ""
            if rest and rest not in _PLACEHOLDERS and not rest.startswith(("|", ">", "on ", "-m")):
                yield tuple(shlex.split(rest.partition(" >")[0].partition(" ||")[0]))


def parsed(words: tuple[str, ...]) -> ParserContext:
    """What `invoke` makes of the words: a task with its options.

    Raises:
        ParseError: there is no such task, or it has no such option.
    """
    contexts = tasks().to_contexts()
    core = ParserContext(args=[])
    if words[1:] == ("--help",):
        return next(context for context in contexts if context.name == words[0])
    result = Parser(contexts=contexts, initial=core).parse_argv(list(words))
    return result[1]
