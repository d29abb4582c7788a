"""Reads the files of the followed actors, one Markdown file for each actor.

An editor writes these files, so an error names the file and the line, and says what is expected there.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, get_args

from ...errors import ConfigurationError
from ...similar_names import similar_name
from ...storage.regular_file import read_regular_text
from ..records import Actor, Kind

FIELDS: Final = ("Title", "Kind", "Aliases", "Wikidata", "Never", "Merge", "Tag")
ACTOR_KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
HEADER_LINE: Final = re.compile(r"([A-Za-z_]+)[ \t]*:[ \t]*(.*)")
WIKIDATA: Final = re.compile(r"Q[1-9]\d*")


def load_actors(directory: Path) -> tuple[Actor, ...]:
    """The actors of `directory/*.md` in the order of the file names; none if there is no such directory.

    Raises:
        ConfigurationError: a file can't be read, a field is unknown, missing or wrong, or two files share a name.
    """
    if not directory.is_dir():
        return ()
    files = sorted(directory.glob("*.md"))
    actors = tuple(actor_in(_text(file), file) for file in files)
    _refuse_shared_names(dict(zip(files, actors, strict=True)))
    return actors


def _text(file: Path) -> str:
    try:
        return read_regular_text(file)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file}: can't be read as UTF-8 text ({error})") from error


def actor_in(text: str, file: Path) -> Actor:
    """The actor of a file with this text: a header of fields, a blank line, and the background.

    Raises:
        ConfigurationError: a field is unknown, missing or wrong.
    """
    header, _, body = text.replace("\r\n", "\n").partition("\n\n")
    fields, places = _fields(file, header)
    title = fields.get("Title", "")
    if not title:
        raise ConfigurationError(f"{places.get('Title', file)}: Title is missing: expected the actor's usual name")
    kind = next((kind for kind in ACTOR_KINDS if kind == fields.get("Kind", "")), None)
    if kind is None:
        found = f"is {fields['Kind']!r}" if fields.get("Kind") else "is missing"
        expected = _one_of(ACTOR_KINDS, fields.get("Kind", ""))
        raise ConfigurationError(f"{places.get('Kind', file)}: Kind {found}: expected {expected}")
    wikidata = fields.get("Wikidata", "")
    if wikidata and not WIKIDATA.fullmatch(wikidata):
        raise ConfigurationError(f"{places['Wikidata']}: Wikidata is {wikidata!r}: expected an item such as Q42")
    tag = fields.get("Tag", "")
    if tag not in {"", "never"}:
        raise ConfigurationError(f"{places['Tag']}: Tag is {tag!r}: expected 'never', or no such line")
    return Actor(
        name=title,
        kind=kind,
        slug=file.stem,
        aliases=_listed("Aliases", fields, places),
        wikidata=wikidata,
        never=_listed("Never", fields, places),
        merge=_listed("Merge", fields, places),
        background=body.strip(),
        tagged=tag != "never",
    )


def _fields(file: Path, header: str) -> tuple[dict[str, str], dict[str, str]]:
    """The fields of a header, and where each of them stands, by name."""
    fields: dict[str, str] = {}
    places: dict[str, str] = {}
    for number, line in enumerate(header.splitlines(), start=1):
        match = HEADER_LINE.fullmatch(line.strip())
        if match is None:
            raise ConfigurationError(
                f"{file}:{number}: {line[:60]!r}: expected 'Field: value', or a blank line before the text"
            )
        name = match.group(1).capitalize()
        if name not in FIELDS:
            raise ConfigurationError(
                f"{file}:{number}: unknown field {match.group(1)!r}: expected {_one_of(FIELDS, name)}"
            )
        if name in fields:
            raise ConfigurationError(
                f"{file}:{number}: {name} is there twice: expected one line, values separated by ';'"
            )
        fields[name] = " ".join(match.group(2).split())
        places[name] = f"{file}:{number}"
    return fields, places


def _one_of(words: Sequence[str], written: str) -> str:
    """What is expected, and which of it was probably meant."""
    similar = similar_name(written, words)
    question = f"; did you mean {similar}?" if similar else ""
    return f"one of {', '.join(words)}{question}"


def _listed(name: str, fields: Mapping[str, str], places: Mapping[str, str]) -> tuple[str, ...]:
    """The values of a field, which are separated by semicolons, each once."""
    values = [value.strip() for value in fields.get(name, "").split(";")]
    listed = tuple(dict.fromkeys(value for value in values if value))
    for value in listed:
        if not any(char.isalnum() for char in value) or (name == "Aliases" and len(value) < 2):
            raise ConfigurationError(f"{places[name]}: {name} has {value!r}: expected names of two characters or more")
    return listed


def _refuse_shared_names(actors: dict[Path, Actor]) -> None:
    """Raises an error if two files have the same name."""
    claimed: dict[str, tuple[Path, str]] = {}
    for file, actor in actors.items():
        for field, names in (("Title", (actor.name,)), ("Aliases", actor.aliases), ("Merge", actor.merge)):
            for name in names:
                other, other_field = claimed.setdefault(_key(name), (file, field))
                if other != file:
                    raise ConfigurationError(
                        f"{file}: {field} has {name!r}, which {other.name} has as {other_field}: "
                        "expected each name in one file only"
                    )


def _key(name: str) -> str:
    """The key that all spellings of a name share. An acronym's key differs from that of a word (IT, it)."""
    return name if name.isupper() else " ".join(name.casefold().split())
