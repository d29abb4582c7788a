"""The editor's corrections of what annotation found, from `content/corrections.toml`.

    [[untag]]                                   # this name is no actor here
    name = "Jordan"
    article = "2026/11/22/cup-final"

    [[rename]]                                  # this name is somebody else here: a split, or the right spelling
    name = "High Court"
    to = "High Court of Australia"
    source = "canberra-post"

    [[rename]]                                  # without a place: two names are one actor, in all articles
    name = "Edward Fiction"
    to = "Ed Fiction"

    [[kind]]                                    # what a name is, in all articles
    name = "Tidewater"
    kind = "organisation"

    [[quote]]                                   # said by somebody else; `speaker = ""` for nobody who is known
    article = "2026/11/22/ferry-strike"
    words = "We will not sail"
    speaker = "Ada Fiction"

    [[quote]]                                   # no quote at all
    article = "2026/11/22/ferry-strike"
    words = "The Long Goodbye"
    remove = true

`name` is the name that pages show. Where `untag` and `rename` hold is said by `article` (the path of its page),
`source` (the slug of a subscription) and `words` (that stand in its headline or text), all of which have to be true;
without any of them they hold everywhere. What is to be untagged goes first, then names and kinds are put right, then
quotes; corrections of one sort are made in the order of the file.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ..annotate.records import Kind
from ..contracts.toml_tables import load_tables, tables_in

CORRECTIONS_FILE: Final = "corrections.toml"
_MAX_NAME_CHARS: Final = 200  # of a name that a correction gives; longer ones are a slip of the editor's


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class _Placed(_Entry):
    """A correction of a name, with what says where it holds."""

    name: str = Field(min_length=1)
    article: str = ""
    source: str = ""
    words: str = ""

    @property
    def everywhere(self) -> bool:
        """Whether nothing says where it holds."""
        return not (self.article or self.source or self.words)


class Untag(_Placed):
    """A name that is no actor, in the places that it says."""


class Rename(_Placed):
    """A name that is another actor's, in the places that it says."""

    to: str = Field(min_length=1, max_length=_MAX_NAME_CHARS)


class KindCorrection(_Entry):
    """What a name is, in all articles."""

    name: str = Field(min_length=1)
    kind: Kind


class QuoteCorrection(_Entry):
    """Quotes of one article that have these `words`: who said them, or that they are no quotes."""

    article: str = Field(min_length=1)
    words: str = Field(min_length=1)
    speaker: str | None = Field(default=None, max_length=_MAX_NAME_CHARS)
    remove: bool = False

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if self.remove == (self.speaker is not None):
            raise ValueError('expected either speaker = "Name" or remove = true')
        return self


class Corrections(_Entry):
    """The whole file."""

    untag: tuple[Untag, ...] = ()
    rename: tuple[Rename, ...] = ()
    kind: tuple[KindCorrection, ...] = ()
    quote: tuple[QuoteCorrection, ...] = ()

    def merged_into(self, name: str) -> tuple[str, ...]:
        """The names that are this name in all articles."""
        return tuple(one.name for one in self.rename if one.to == name and one.everywhere)

    def renamed(self, name: str) -> tuple[str, ...]:
        """The names that this name has in all articles after a correction."""
        return tuple(one.to for one in self.rename if one.name == name and one.everywhere)


_TABLES: Final[Mapping[str, type[_Entry]]] = {
    "untag": Untag,
    "rename": Rename,
    "kind": KindCorrection,
    "quote": QuoteCorrection,
}
NO_CORRECTIONS: Final = Corrections()


def load_corrections(path: Path) -> Corrections:
    """The corrections of a file; none where there is no such file.

    Raises:
        ConfigurationError: the file can't be read, isn't TOML, or holds something else than corrections; a line for
            each mistake names the file, the line and what is expected.
    """
    return load_tables(path, NO_CORRECTIONS, _TABLES)[0]


def corrections_in(text: str, path: Path) -> Corrections:
    """The corrections in the text of the file at `path`.

    Raises:
        ConfigurationError: it isn't TOML, or holds something else than corrections.
    """
    return tables_in(text, path, NO_CORRECTIONS, _TABLES)
