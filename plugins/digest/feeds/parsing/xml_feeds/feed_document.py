"""A feed document as dictionaries, in feedparser's shape, whichever of the two readers read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A document of RSS, RDF, Atom or CDF.

    `language` is the document's own, "" where it names none. `entries` are dictionaries as feedparser makes them.
    `fault` says why the document is malformed, "" where it is not. `title` is what the feed calls itself, `site_url` is
    the address of the site that it is of. `authors` are dictionaries with a "name", which in Atom stand for entries
    without an author (RFC 4287, 4.2.1).
    """

    language: str
    entries: Sequence[Entry]
    is_atom: bool
    fault: str = ""
    title: str = ""
    site_url: str = ""
    authors: Sequence[Entry] = ()


def dictionaries(entry: Entry, name: str) -> list[Entry]:
    """The dictionaries that an entry has under a name. feedparser puts the text of an unknown element there as well,
    where the element happens to be called by that name."""
    held = dict.get(entry, name)
    return [one for one in held if isinstance(one, dict)] if isinstance(held, list) else []
