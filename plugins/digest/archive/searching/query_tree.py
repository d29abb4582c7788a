"""A query as a tree."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

FieldName = Literal["source", "section", "lang"]


@dataclass(frozen=True, slots=True)
class PhraseTerm:
    """Words that stand side by side in the headline or in the text; with `prefix`, the last of them may go on."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class ActorTerm:
    """Actors that one paragraph of the text, or the headline, names; a single one may be named anywhere."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpeechTerm:
    """A quote by an actor, which names all of `about`."""

    speaker: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """What the article says of itself."""

    field: FieldName
    value: str


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple["QueryTree", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple["QueryTree", ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    part: "QueryTree"


QueryTree: TypeAlias = PhraseTerm | ActorTerm | SpeechTerm | FieldTerm | AllOf | AnyOf | NoneOf


def terms_of(tree: QueryTree) -> Iterator[PhraseTerm | ActorTerm | SpeechTerm | FieldTerm]:
    """The terms of a query, in its order."""
    if isinstance(tree, AllOf | AnyOf):
        for part in tree.parts:
            yield from terms_of(part)
    elif isinstance(tree, NoneOf):
        yield from terms_of(tree.part)
    else:
        yield tree


def actors_in(tree: QueryTree) -> frozenset[str]:
    """The names of actors in a query, as they are written there."""
    names: set[str] = set()
    for term in terms_of(tree):
        if isinstance(term, ActorTerm):
            names.update(term.names)
        elif isinstance(term, SpeechTerm):
            names.update((term.speaker, *term.about))
    return frozenset(names)


def sources_in(tree: QueryTree) -> frozenset[str]:
    """The sources in a query, as they are written there."""
    return frozenset(term.value for term in terms_of(tree) if isinstance(term, FieldTerm) and term.field == "source")
