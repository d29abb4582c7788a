"""Suggests actors to follow, writes their files, says why a name was taken for a followed actor, and why a story stands
where it does, and searches the archive.

    python -m digest.editing suggest [--content DIR] [--cache DIR] [--kind KIND] [--limit N]
    python -m digest.editing follow NAME [--kind KIND] [--content DIR] [--cache DIR]
    python -m digest.editing why NAME [--content DIR] [--cache DIR]    NAME of an actor or article, or stories/SLUG
    python -m digest.editing search QUERY [--format text|json|csv] [--limit N] [--limit-s SECONDS] [--cache DIR]

Exit status: 1 if there was no build yet, nothing to print or write, or no time to search everything; 2 if an actor's
file or a query is wrong, or the actor is already followed; otherwise 0.
"""

import argparse
import signal
import sys
from pathlib import Path

from ..annotate.actors.actor_files import ACTOR_KINDS, load_actors
from ..annotate.names.name_report import ReportedName
from ..archive.index_file import INDEX_FILE, existing_index
from ..archive.questions.full_text_search import search_texts
from ..errors import ConfigurationError, DigestError
from ..operations.command_line import add_options, exit_status, whole_number
from .archive_reports import decisions_in, names_in, stories_in
from .decision_reasons import decision_reasons
from .new_actor_file import follow
from .search_output import FORMATS, search_output
from .story_reasons import story_reasons, story_slug_in
from .suggestions import describe, suggestions


def suggest_names(options: argparse.Namespace) -> None:
    """Print the most reported names that aren't followed."""
    names = suggestions(
        _names(options.cache, options.content), load_actors(options.content / "actors"), kind=options.kind or ""
    )
    if not names:
        kind = f"{options.kind} " if options.kind else ""
        raise DigestError(
            f"{options.cache}: the last build found no {kind}name in several articles that isn't followed"
        )
    print(*map(describe, names[: options.limit]), sep="\n")


def follow_name(options: argparse.Namespace) -> None:
    """Write an actor's file for a name."""
    file = follow(options.name, _names(options.cache, options.content), options.content / "actors", kind=options.kind)
    print(f"{file}: written; add what is known, and what is somebody else (Never)")


def explain_name(options: argparse.Namespace) -> None:
    """Print the decisions on a name, or what the place of a story follows from."""
    slug = story_slug_in(options.name)
    if slug:
        stories = stories_in(options.cache)
        if stories is None:
            raise _no_build(options.cache)
        print(story_reasons(slug, stories))
        return
    decisions = decisions_in(options.cache)
    if decisions is None:
        raise _no_build(options.cache)
    print(decision_reasons(options.name, decisions, load_actors(options.content / "actors")))


def search(options: argparse.Namespace) -> None:
    """Print the newest articles that a query finds."""
    index = existing_index(options.cache / INDEX_FILE)
    if index is None:
        raise _no_build(options.cache)
    result = search_texts(index, options.query, limit=options.limit, timeout_s=options.limit_s)
    index.close()
    if result.hits or options.format != "text":
        print(search_output(options.query, result, options.format))
    if not result.complete:
        raise DigestError(
            f"the search was ended after {options.limit_s} seconds, and older articles were not looked at: "
            "make the query narrower, or give it more time with --limit-s"
        )
    if not result.hits:
        raise DigestError("no article has that")


def _names(cache: Path, content: Path) -> tuple[ReportedName, ...]:
    names = names_in(cache, load_actors(content / "actors"))
    if names is None:
        raise _no_build(cache)
    return names


def _no_build(cache: Path) -> DigestError:
    return DigestError(f"{cache}: no build has left its index there; build the site first")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m digest.editing", description="Find and follow actors.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    suggest = commands.add_parser("suggest", help="the most reported names that nobody follows")
    suggest.add_argument("--limit", type=whole_number(1, 1_000_000), default=30, help="the number of names")
    suggest.set_defaults(command=suggest_names)
    follow_command = commands.add_parser("follow", help="write an actor's file for a name")
    follow_command.add_argument("name", help="the name, as the articles have it")
    follow_command.set_defaults(command=follow_name)
    why = commands.add_parser(
        "why", help="why a name was taken for a followed actor or not, and why a story stands where it does"
    )
    why.add_argument("name", help="the name of an actor, the end of an article's file name, or the address of a story")
    why.set_defaults(command=explain_name)
    search_command = commands.add_parser("search", help="the articles that a query finds, each with the passage")
    search_command.add_argument("query", help="in the language of docs/watches.md")
    search_command.add_argument("--format", choices=FORMATS, default="text")
    search_command.add_argument(
        "--limit", type=whole_number(1, 1_000_000), default=50, help="how many, the newest first"
    )
    search_command.add_argument("--limit-s", type=whole_number(1, 3600), default=20, help="seconds that it may take")
    search_command.set_defaults(command=search)
    for command in (suggest, follow_command):
        command.add_argument("--kind", choices=ACTOR_KINDS)
    for command in (suggest, follow_command, why, search_command):
        add_options(command, "content", "cache")
        command.set_defaults(content=Path("content"), cache=Path("cache"))
    return parser


def main(arguments: list[str] | None = None) -> int:
    """The exit status."""
    options = _parser().parse_args(arguments)

    def command() -> None:
        if not options.content.is_dir():
            raise ConfigurationError(f"{options.content}: there is no such folder of content")
        options.command(options)

    return exit_status(command)


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `… | head` ends the program without a traceback
    sys.exit(main())
