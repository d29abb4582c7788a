"""Suggests actors to follow, writes their files, says where tags, speakers and the places of stories come from, and
searches the archive.

    python -m digest.editing suggest [--content DIR] [--cache DIR] [--kind KIND] [--limit N]
    python -m digest.editing follow NAME [--kind KIND] [--content DIR] [--cache DIR]
    python -m digest.editing why NAME [--article ARTICLE] [--content DIR] [--cache DIR]
    python -m digest.editing search QUERY [--format text|json|csv] [--limit N] [--limit-s SECONDS] [--cache DIR]

Exit status: 1 if there was no build yet, nothing to print or write, or no time to search everything; 2 if an actor's
file or a query is wrong, or the actor is already followed; otherwise 0.
"""

import argparse
import signal
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from ..annotate.actors.actor_files import ACTOR_KINDS, load_actors
from ..annotate.names.name_report import ReportedName
from ..annotate.records import Actor
from ..annotate.run.annotator import Annotator
from ..archive.index_file import INDEX_FILE, IndexFile, existing_index
from ..archive.questions.full_text_search import search_texts
from ..archive.questions.unknown_names import unknown_names
from ..command_parser import CommandParser
from ..errors import ConfigurationError, DigestError
from ..operations.command_line import add_options, exit_status, whole_number
from ..operations.site_places import read_places
from ..similar_names import did_you_mean
from .archive_reports import decisions_in, joined_names, names_in, stories_in, story_of_former
from .decision_reasons import decision_reasons
from .found_name_reasons import found_name_reasons
from .named_article import NameSteps, article_id, means_article, name_steps
from .new_actor_file import follow
from .search_output import FORMATS, search_output
from .short_forms import short_forms
from .speaker_reasons import speaker_reasons
from .story_reasons import story_reasons, story_slug_in
from .suggestions import describe, suggestions
from .tag_reasons import missing_tag_reason, tag_reasons
from .tagging_forecast import forecast_lines, tagging_forecast
from .taken_names import taken_lines, taken_names, taken_reason
from .terminal_text import printable


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
    """Write an actor's file for a name, and say which articles the next build will tag with it."""
    folder, names, index = options.content / "actors", _names(options.cache, options.content), _index(options.cache)
    file = follow(options.name, names, folder, kind=options.kind, short_forms=partial(short_forms, index.connection))
    actors = load_actors(folder)
    (actor,) = (one for one in actors if one.slug == file.stem)
    aliases = f", with the aliases {'; '.join(actor.aliases)}" if actor.aliases else ""
    print(f"{file}: written{aliases}; add what is known, and what is somebody else (Never)")
    print(*forecast_lines(tagging_forecast(index, actor, _annotator(actors, options))), sep="\n")
    print(*(f"{line}\n" for line in taken_lines(taken_names(index, actor, actors), actor)), sep="", end="")


def explain_name(options: argparse.Namespace) -> None:
    """Print why a name is tagged or not, what an article's tags and speakers follow from, or the place of a story."""
    index, actors = _index(options.cache), load_actors(options.content / "actors")
    slug = story_slug_in(options.name)
    if slug:
        stories = stories_in(options.cache) or ()
        if all(story.slug != slug for story in stories) and (now := story_of_former(index, slug)):
            print(f"This address leads to stories/{now}/ now.")
            slug = now
        print(story_reasons(slug, stories))
        return
    details = joined_names(index, actors)
    if options.article:
        steps = name_steps(index, actors, details, article_id(index, options.article))
        print(printable(steps.article.headline), missing_tag_reason(options.name, steps, actors), sep="\n")
    elif means_article(index, options.name):
        _explain_article(name_steps(index, actors, details, article_id(index, options.name)), actors)
    else:
        try:
            print(decision_reasons(options.name, decisions_in(options.cache) or (), actors, found=details))
        except DigestError:
            lines = found_name_reasons(index, details, options.name, actors)
            lines += taken_reason(options.name, actors)
            if not lines:
                raise
            print(*lines, sep="\n")


def _explain_article(steps: NameSteps, actors: tuple[Actor, ...]) -> None:
    print(printable(steps.article.headline), printable(steps.article.id), "", "Tags", sep="\n")
    print(*tag_reasons(steps, actors), "", "Quotes", *speaker_reasons(steps), sep="\n")


def search(options: argparse.Namespace) -> None:
    """Print the newest articles that a query finds."""
    index = _index(options.cache)
    result = search_texts(index, options.query, limit=options.limit, timeout_s=options.limit_s)
    if result.hits or options.format != "text":
        print(search_output(options.query, result, options.format))
    if not result.complete:
        raise DigestError(
            f"the search was ended after {options.limit_s} seconds, and older articles were not looked at: "
            "make the query narrower, or give it more time with --limit-s"
        )
    if not result.hits:
        raise DigestError("; ".join(_not_there(index, options.query)) or "no article has that")


def _not_there(index: IndexFile, query: str) -> Iterator[str]:
    """What a query looks for that the archive doesn't have, each with what was probably meant."""
    for unknown in unknown_names(index, query):
        yield printable(f"{unknown.what}{did_you_mean(unknown.name, unknown.known)}")


def _names(cache: Path, content: Path) -> tuple[ReportedName, ...]:
    names = names_in(cache, load_actors(content / "actors"))
    if names is None:
        raise _no_build(cache)
    return names


def _index(cache: Path) -> IndexFile:
    index = existing_index(cache / INDEX_FILE)
    if index is None:
        raise _no_build(cache)
    return index


def _annotator(actors: tuple[Actor, ...], options: argparse.Namespace) -> Annotator:
    """An annotator with the models that the settings of the site name, if it has a settings file."""
    values = read_places(options.settings).values if options.settings.is_file() else {}
    return Annotator(actors, model=str(values.get("DIGEST_MODEL", "")), names=str(values.get("NER", "")))


def _no_build(cache: Path) -> DigestError:
    return DigestError(f"{cache}: no build has left its index there; build the site first")


def _parser() -> CommandParser:
    parser = CommandParser(prog="python -m digest.editing", description="Find and follow actors.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    suggest = commands.add_parser("suggest", help="the most reported names that nobody follows")
    suggest.add_argument("--limit", type=whole_number(1, 1_000_000), default=30, help="the number of names")
    suggest.set_defaults(command=suggest_names)
    follow_command = commands.add_parser("follow", help="write an actor's file for a name")
    follow_command.add_argument("name", help="the name, as the articles have it")
    follow_command.set_defaults(command=follow_name)
    add_options(follow_command, "settings")
    why = commands.add_parser("why", help="where a tag, a missing tag, a speaker or the place of a story comes from")
    why.add_argument("name", help="a name, or the address of an article or a story")
    why.add_argument("--article", default="", help="why this article has the tag of the name, or lacks it")
    why.set_defaults(command=explain_name)
    search_command = commands.add_parser("search", help="the articles that a query finds, each with the passage")
    search_command.add_argument("query", help="in the language that the handbook has under “Searching, and watches”")
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
