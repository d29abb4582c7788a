"""A feed document as dictionaries, in feedparser's shape, whichever of the two readers read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A document of RSS, RDF, Atom or CDF.

    `language` is the document's own, "" where it names none. `entries` are dictionaries as feedparser makes them.
    `fault` says why the document is malformed, "" where it is not.
    """

    language: str
    entries: Sequence[Entry]
    is_atom: bool
    fault: str = ""
