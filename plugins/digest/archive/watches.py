"""The editor's watches, from `content/watches.toml`: queries whose hits have a page and feeds of their own.

    [[watch]]
    name = "Flinck on the guild"
    query = 'speaks:"Odo Flinck" about:"Guild of Pilots"'

    [[watch]]
    name = "Harbour strikes"
    slug = "strikes"                                  # of the address, /watches/strikes/; else made of the name
    query = '(strike* OR walkout) harbour -section:Sport'
    private = true                                    # not on the site, only delivered

docs/watches.md describes the language of queries.
"""

import re
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from ..contracts.toml_tables import load_tables, table_place
from ..errors import ConfigurationError
from .model.addresses import MAX_TOPIC_SLUG_CHARS, topic_slug
from .searching.query_parsing import QueryError, parse_query

WATCHES_FILE: Final = "watches.toml"
MAX_WATCHES: Final = 1_000  # each article is held against all of them
_SLUG: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_MAX_NAME_CHARS: Final = 200


def _readable(query: str) -> str:
    try:
        parse_query(query)
    except QueryError as error:
        raise ValueError(str(error)) from error
    return query


def _in_one_line(name: str) -> str:
    if not name.isprintable():
        raise ValueError("expected one line without control characters")
    return name


def _own_folder(slug: str) -> str:
    if not _SLUG.fullmatch(slug) or len(slug) > MAX_TOPIC_SLUG_CHARS:
        raise ValueError("expected small letters, digits and hyphens, beginning with a letter: harbour-strikes")
    return slug


class Watch(BaseModel):
    """One watch. `slug` is that of its address; its hits keep their identity as long as it stays."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, strict=True)

    name: Annotated[str, Field(min_length=1, max_length=_MAX_NAME_CHARS), AfterValidator(_in_one_line)]
    query: Annotated[str, AfterValidator(_readable)]
    slug: Annotated[str, AfterValidator(_own_folder)] = ""
    private: bool = False

    @model_validator(mode="before")
    @classmethod
    def _with_slug(cls, values: Any) -> Any:
        if isinstance(values, dict) and not values.get("slug") and isinstance(name := values.get("name"), str):
            return {**values, "slug": watch_slug(name)}
        return values


def watch_slug(name: str) -> str:
    """The slug of a watch that doesn't say its own."""
    slug = topic_slug(name)
    return slug if slug[:1].isalpha() else f"watch-{slug}"[:MAX_TOPIC_SLUG_CHARS].rstrip("-")


class Watches(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    watch: tuple[Watch, ...] = Field(default=(), max_length=MAX_WATCHES)


NO_WATCHES: Final = Watches()


def load_watches(path: Path) -> Watches:
    """The watches of a file; none where there is no such file.

    Raises:
        ConfigurationError: the file can't be read, isn't TOML, or holds something else than watches; a line for each
            mistake names the file, the line and what is expected.
    """
    watches, text = load_tables(path, NO_WATCHES, {"watch": Watch})
    first: dict[str, int] = {}
    for index, watch in enumerate(watches.watch):
        if first.setdefault(watch.slug, index) != index:
            place = table_place(text, "watch", index)
            raise ConfigurationError(
                f"{path}{place}, slug: [[watch]] {first[watch.slug] + 1} has the address {watch.slug!r} too: "
                "expected another name or slug"
            )
    return watches
