"""Writes the file of a new actor, with the kind, spellings and roles that the archive has for the name."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from slugify import slugify

from ..annotate.actors.actor_files import load_actors
from ..annotate.actors.alias_patterns import alias_pattern, folded
from ..annotate.names.name_report import ReportedName
from ..annotate.names.spelling_keys import name_key
from ..annotate.records import Actor, Kind
from ..errors import ConfigurationError, DigestError
from ..similar_names import did_you_mean
from .terminal_text import printable


def _none(_: str) -> Sequence[str]:
    return ()


def follow(
    name: str,
    names: Sequence[ReportedName],
    directory: Path,
    *,
    kind: Kind | None = None,
    short_forms: Callable[[str], Sequence[str]] = _none,
) -> Path:
    """Write the file of an actor into `directory`, and return its path. `short_forms` gives those of a title, which
    become aliases, but for persons.

    Raises:
        ConfigurationError: the actor is already followed, an actor's file is wrong, or the name has no letters.
        DigestError: the archive doesn't have the name, so `kind` must be given.
    """
    file, text = drafted_actor_file(name, names, directory, kind=kind, short_forms=short_forms)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("x", encoding="utf-8") as stream:
        stream.write(text)
    try:
        load_actors(directory)
    except ConfigurationError:
        file.unlink()
        raise
    return file


def drafted_actor_file(
    name: str,
    names: Sequence[ReportedName],
    directory: Path,
    *,
    kind: Kind | None = None,
    short_forms: Callable[[str], Sequence[str]] = _none,
) -> tuple[Path, str]:
    """The path and the text of the file that `follow` writes.

    Raises:
        ConfigurationError: the actor is already followed, an actor's file is wrong, or the name has no letters.
        DigestError: the archive doesn't have the name, so `kind` must be given.
    """
    name = " ".join(printable(name).split())
    if not name:
        raise ConfigurationError("expected a name, as the articles have it")
    actors = load_actors(directory)
    for actor in actors:
        if name_key(name) in {name_key(actor_name) for actor_name in (actor.name, *actor.aliases, *actor.merge)}:
            raise ConfigurationError(f"{name!r} is followed already: {directory / actor.slug}.md is {actor.name}")
    reported = _reported_name(name, names)
    if reported is None and kind is None:
        question = did_you_mean(name, [known.canonical.name for known in names])
        raise DigestError(
            f"{name!r}: the last build has no such name in two articles{question or ':'} "
            f"{'Else say' if question else 'say'} what it is with --kind"
        )
    title = reported.canonical.name if reported else name
    file = directory / f"{slugify(title, max_length=80, word_boundary=True)}.md"
    if file.name == ".md" or not any(char.isalnum() for char in title):
        raise ConfigurationError(f"{name!r}: expected a name with letters that can be written in ASCII")
    if file.exists():
        raise ConfigurationError(f"{file}: is there already; it was left as it is")
    kind = kind or (reported.canonical.kind if reported else "person")
    short = short_forms(title) if reported and kind != "person" else ()
    return file, _actor_file(title, kind, reported, actors, short)


def _reported_name(name: str, names: Sequence[ReportedName]) -> ReportedName | None:
    """The reported name with this canonical form, or else with this spelling; the most reported one of several."""
    key = name_key(name)
    by_name = (reported for reported in names if name_key(reported.canonical.name) == key)
    by_spelling = (
        reported
        for reported in names
        if any(name_key(spelling.text) == key for spelling in reported.canonical.spellings)
    )
    return next(by_name, None) or next(by_spelling, None)


def _actor_file(
    title: str, kind: Kind, reported: ReportedName | None, actors: Sequence[Actor], short_forms: Sequence[str]
) -> str:
    spelled = [(spelling.text, spelling.rule) for spelling in reported.canonical.spellings] if reported else []
    aliases = list(_aliases(title, kind, [*spelled, *((form, "") for form in short_forms)], actors))
    header = [f"Title: {title}", f"Kind: {kind}", *([f"Aliases: {'; '.join(aliases)}"] if aliases else [])]
    roles = [printable(role) for role in reported.roles] if reported else []
    body = [f"Reports call {title}: {'; '.join(roles)}."] if roles else []
    return "\n".join([*header, "", *body]).rstrip() + "\n"


def _aliases(title: str, kind: Kind, spellings: Sequence[tuple[str, str]], actors: Sequence[Actor]) -> Iterator[str]:
    """The spellings, each with the rule that joined it, that the title's pattern doesn't match and that no other actor
    has.

    A person's surname alone is left out: in the next text it may be another person's. The editor may add it.
    """
    patterns = [alias_pattern(title, kind).expression]
    names_of_others = {name_key(name) for actor in actors for name in (actor.name, *actor.aliases, *actor.merge)}
    for spelling, rule in spellings:
        text = " ".join(printable(spelling).split())
        letters = sum(char.isalnum() for char in text)
        if letters < 2 or ";" in text or rule == "surname" or name_key(text) in names_of_others:
            continue
        if (kind == "person" and " " not in text) or any(pattern.fullmatch(folded(text)) for pattern in patterns):
            continue
        patterns.append(alias_pattern(text, kind).expression)
        yield text
