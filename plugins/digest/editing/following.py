"""Whom to follow: the most reported names that nobody follows yet, a first actor's file for one of them, and why a
name was taken for a followed actor or was not.

    python -m digest.editing.following suggest [--content DIR] [--cache DIR] [--kind KIND] [--limit N]
    python -m digest.editing.following follow NAME [--kind KIND] [--content DIR] [--cache DIR]
    python -m digest.editing.following why NAME [--content DIR] [--cache DIR]

All know what the last build left in the cache. Exit status: 0; 1 where there was no build yet, or nothing to write;
2 where an actor's file is wrong, or the actor is followed already.
"""

import argparse
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from slugify import slugify

from ..annotate.actors.actor_files import ACTOR_KINDS, load_actors
from ..annotate.actors.alias_patterns import alias_pattern, folded
from ..annotate.names.decision_report import DECISIONS_FILE, ReportedDecision, decisions_about, read_decisions
from ..annotate.names.name_report import REPORT_FILE, ReportedName, read_names
from ..annotate.names.spelling_keys import name_key
from ..annotate.records import Actor, Kind
from ..errors import ConfigurationError, DigestError

SHOWN: Final = 8  # spellings and sources of a name that a line of a terminal holds


def suggestions(names: Sequence[ReportedName], actors: Sequence[Actor], *, kind: str = "") -> tuple[ReportedName, ...]:
    """The names that no actor's file has, the most reported first."""
    own = {name_key(name) for actor in actors for name in (actor.name, *actor.aliases, *actor.merge)}
    return tuple(one for one in names if name_key(one.canonical.name) not in own and kind in {"", one.canonical.kind})


def described(one: ReportedName) -> str:
    """A few lines for a terminal: numbers, kind and name; spellings with the rule that joined them; roles; sources."""
    known = one.canonical
    sources = f"{len(one.sources):3} {'source ' if len(one.sources) == 1 else 'sources'}"
    lines = [f"{known.articles:5} articles  {sources}  {known.kind:12}  {known.name}"]
    others = [spelling for spelling in known.spellings if spelling.text != known.name]
    if others:
        spelled = ", ".join(
            f"{spelling.text} {spelling.articles}" + (f" ({spelling.rule})" if spelling.rule else "")
            for spelling in others[:SHOWN]
        )
        lines.append(f"{'':7}written    {spelled}{_more(others)}")
    if one.roles:
        lines.append(f"{'':7}called     {'; '.join(one.roles)}")
    lines.append(f"{'':7}reported   {', '.join(one.sources[:SHOWN])}{_more(one.sources)}")
    return "\n".join(map(_printable, lines))


def follow(name: str, names: Sequence[ReportedName], directory: Path, *, kind: Kind | None = None) -> Path:
    """Writes the file of an actor with what is known of it, and returns its path.

    Raises:
        ConfigurationError: the actor is followed already, an actor's file is wrong, or the name can't be one.
        DigestError: the archive doesn't have the name, so that its kind has to be given.
    """
    name = " ".join(_printable(name).split())
    actors = load_actors(directory)
    for actor in actors:
        if name_key(name) in {name_key(own) for own in (actor.name, *actor.aliases, *actor.merge)}:
            raise ConfigurationError(f"{name!r} is followed already: {directory / actor.slug}.md is {actor.name}")
    found = _found(name, names)
    if found is None and kind is None:
        raise DigestError(f"{name!r}: the last build has no such name in two articles: say what it is with --kind")
    title = found.canonical.name if found else name
    file = directory / f"{slugify(title, max_length=80, word_boundary=True)}.md"
    if file.name == ".md" or not any(char.isalnum() for char in title):
        raise ConfigurationError(f"{name!r}: expected a name with letters that can be written in ASCII")
    if file.exists():
        raise ConfigurationError(f"{file}: is there already; it was left as it is")
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("x", encoding="utf-8") as text:
        text.write(_actor_file(title, kind or (found.canonical.kind if found else "person"), found, actors))
    try:
        load_actors(directory)
    except ConfigurationError:
        file.unlink()
        raise
    return file


def why(name: str, doubts: Sequence[ReportedDecision]) -> str:
    """The decisions on an actor's single names, or in an article, a block of lines for each: those passed over first.

    Raises:
        DigestError: there are none of that name.
    """
    found = sorted(decisions_about(doubts, name), key=lambda one: one.tagged)
    if not found:
        known = ", ".join(sorted({one.actor for one in doubts})) or "nobody"
        raise DigestError(f"{name!r}: the last build had no doubts about it; it had some about {known}")
    return "\n".join(
        _printable(line)
        for one in found
        for line in (
            f"{'tagged' if one.tagged else 'passed over':12} {one.actor}: {one.reason}",
            f"{'':12} {one.passage}",
            f"{'':12} {one.article}",
        )
    )


def _found(name: str, names: Sequence[ReportedName]) -> ReportedName | None:
    """The name, as it is called or as it is written somewhere; the most reported where several are."""
    key = name_key(name)
    by_name = (one for one in names if name_key(one.canonical.name) == key)
    by_spelling = (one for one in names if any(name_key(spelling.text) == key for spelling in one.canonical.spellings))
    return next(by_name, None) or next(by_spelling, None)


def _actor_file(title: str, kind: Kind, found: ReportedName | None, actors: Sequence[Actor]) -> str:
    aliases = list(_aliases(title, kind, found, actors)) if found else []
    header = [f"Title: {title}", f"Kind: {kind}", *([f"Aliases: {'; '.join(aliases)}"] if aliases else [])]
    roles = [_printable(role) for role in found.roles] if found else []
    body = [f"Reports call {title}: {'; '.join(roles)}."] if roles else []
    return "\n".join([*header, "", *body]).rstrip() + "\n"


def _aliases(title: str, kind: Kind, found: ReportedName, actors: Sequence[Actor]) -> Iterator[str]:
    """The spellings that the name's own pattern doesn't find, and that can't be somebody else's.

    A person's surname alone is left to the editor: in the next text it is another's.
    """
    patterns = [alias_pattern(title, kind).expression]
    taken = {name_key(name) for actor in actors for name in (actor.name, *actor.aliases, *actor.merge)}
    for spelling in found.canonical.spellings:
        text = " ".join(_printable(spelling.text).split())
        letters = sum(char.isalnum() for char in text)
        if letters < 2 or ";" in text or spelling.rule == "surname" or name_key(text) in taken:
            continue
        if (kind == "person" and " " not in text) or any(one.fullmatch(folded(text)) for one in patterns):
            continue
        patterns.append(alias_pattern(text, kind).expression)
        yield text


def _more(every: Sequence[object]) -> str:
    return f" and {len(every) - SHOWN} more" if len(every) > SHOWN else ""


def _printable(text: str) -> str:
    """A stranger's text without what would command a terminal or open another line of a header."""
    return "".join(char if char.isprintable() else " " for char in text)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m digest.editing.following", description="Whom to follow.")
    commands = parser.add_subparsers(dest="command", required=True)
    suggest = commands.add_parser("suggest", help="the most reported names that nobody follows")
    suggest.add_argument("--limit", type=int, default=30)
    one = commands.add_parser("follow", help="write an actor's file for a name")
    one.add_argument("name")
    reasons = commands.add_parser("why", help="why a name was taken for a followed actor, or was not")
    reasons.add_argument("name", help="of an actor, or the end of an article's file name")
    for command in (suggest, one):
        command.add_argument("--kind", choices=ACTOR_KINDS)
    for command in (suggest, one, reasons):
        command.add_argument("--content", type=Path, default=Path("content"))
        command.add_argument("--cache", type=Path, default=Path("cache"))
    options = parser.parse_args(arguments)
    try:
        if options.command == "why":
            doubts = read_decisions(options.cache / DECISIONS_FILE)
            if doubts is None:
                raise _no_build(options.cache)
            print(why(options.name, doubts))
            return 0
        names = read_names(options.cache / REPORT_FILE)
        if names is None:
            raise _no_build(options.cache)
        if options.command == "follow":
            file = follow(options.name, names, options.content / "actors", kind=options.kind)
            print(f"{file}: written; add what is known, and what is somebody else (Never)")
        else:
            found = suggestions(names, load_actors(options.content / "actors"), kind=options.kind or "")
            print(*map(described, found[: options.limit]), sep="\n")
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return 2
    except DigestError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _no_build(cache: Path) -> DigestError:
    return DigestError(f"{cache}: no build has left the names of its archive there; build the site first")


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `… | head` ends it without a traceback, as it does other programs
    sys.exit(main())
