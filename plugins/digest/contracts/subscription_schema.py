"""What `content/subscriptions.toml` may say: each key with its limits and what it is where the editor gives none.

`subscriptions` has the records that are made of it, and is all that other modules import.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from slugify import slugify

from ..errors import ConfigurationError
from . import subscriptions as records

Line = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f\u0085\u2028\u2029]+$")]


Rule = Annotated[str, Field(min_length=1, max_length=500)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class _FetchSettings(_Strict):
    """How every feed is fetched."""

    contact: str = Field(
        "",
        max_length=200,
        pattern=r"^[\x20-\x7e]*$",
        description="an address or page by which publishers reach the editor",
    )
    allow_private: tuple[str, ...] = Field((), description='exact "host:port" exceptions to public addresses only')
    timeout_s: float = Field(30.0, gt=0, le=600, description="for one feed, redirects included")
    connections: int = Field(64, ge=1, le=1000, description="open at once")
    connections_per_host: int = Field(2, ge=1, le=64, description="open at once to one server")

    page_delay_s: float = Field(1.0, ge=0, le=60, description="between two pages of one server, for full texts")

    @field_validator("allow_private")
    @classmethod
    def _host_and_port(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        for value in values:
            if not re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[^\s:/]+):\d{1,5}", value):
                raise ValueError(f'{value!r} is not "host:port"')
        return values


class _Filter(_Strict):
    """Rules for the items of every feed; those of a subscription come on top. See `feeds.filters` for their form."""

    keep: tuple[Rule, ...] = ()
    drop: tuple[Rule, ...] = ()


class _Subscription(_Strict):
    """One feed, and what its publisher and the editor want done with it."""

    url: Annotated[str, Field(pattern=r"^https?://[^\s/]+", max_length=2000)]
    name: Line
    slug: str = Field("", pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$", max_length=80, description="made from the name")
    section: Line = "News"
    lang: str = Field("", pattern=r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$", description="where the feed says none")
    home: str = Field("", pattern=r"^(https?://[^\s]+)?$", max_length=2000, description="the publisher's front page")
    about: str = Field("", max_length=2000, description="a sentence on who this is, for the source's page")
    show: Literal["excerpt", "full"] = "excerpt"
    text: Literal["feed", "page"] = Field(
        "feed", description="whose text: the feed's own, or that of the page it links"
    )
    images: Literal["none", "show"] = Field("none", description="whether the items' pictures are fetched and shown")
    interval: int = Field(0, ge=0, le=10_080, description="minutes between two polls; 0: as often as it publishes")
    keep: tuple[Rule, ...] = Field((), description="only items in which one of these is found")
    drop: tuple[Rule, ...] = Field((), description="no items in which one of these is found")
    credentials: str = Field(
        "",
        pattern=r"^([A-Za-z_][A-Za-z0-9_]*)?$",
        max_length=100,
        description='the environment variable that holds "user:password", or a whole Authorization value',
    )

    @field_validator("url")
    @classmethod
    def _no_credentials(cls, url: str) -> str:
        if "@" in url.partition("://")[2].partition("/")[0]:
            raise ValueError("an address with a user name or password in it would end up in logs and pages")
        return url

    @model_validator(mode="before")
    @classmethod
    def _slug_from_name(cls, values: object) -> object:
        if isinstance(values, dict) and not values.get("slug") and isinstance(values.get("name"), str):
            return {**values, "slug": slugify(values["name"], max_length=80, word_boundary=True)}
        return values

    @model_validator(mode="after")
    def _has_slug(self) -> "_Subscription":
        if not self.slug:
            raise ValueError(f"no address can be made from the name {self.name!r}: give a slug")
        return self


class _Subscriptions(_Strict):
    """The whole file. Feeds may share a name only with slugs of their own."""

    fetch: _FetchSettings = _FetchSettings()
    filter: _Filter = _Filter()
    feed: tuple[_Subscription, ...] = ()


def checked(data: Mapping[str, Any], path: Path) -> records.Subscriptions:
    """The records of what a file says.

    Raises:
        ConfigurationError: an entry is wrong; the message names the file, the entry and what is expected, a line for
            each fault.
    """
    try:
        read = _Subscriptions.model_validate(data)
    except ValidationError as error:
        faults = [_fault(path, data, fault["loc"], fault["msg"]) for fault in error.errors()]
        raise ConfigurationError("\n".join(faults)) from error
    _refuse_doubles(path, read.feed)
    return records.from_plain(read.model_dump())


def _fault(path: Path, data: Mapping[str, Any], where: tuple[int | str, ...], message: str) -> str:
    """`where` is pydantic's way to the value: ("feed", 2, "url")."""
    entry = ""
    feeds = data.get("feed")
    if len(where) > 1 and where[0] == "feed" and isinstance(where[1], int) and isinstance(feeds, list):
        feed = feeds[where[1]]
        name = feed.get("name") or feed.get("url") if isinstance(feed, dict) else None
        entry = f"feed {where[1] + 1}" + (f" ({str(name)[:80]!r})" if name else "") + ": "
        where = where[2:]
    field = ".".join(map(str, where))
    return f"{path}: {entry}{field + ': ' if field else ''}{message}"


def _refuse_doubles(path: Path, feeds: tuple[_Subscription, ...]) -> None:
    for what in ("slug", "url"):
        seen: dict[str, int] = {}
        for number, feed in enumerate(feeds, start=1):
            value = getattr(feed, what)
            if value in seen:
                raise ConfigurationError(
                    f"{path}: feed {number} ({feed.name!r}): {what} {value!r} is feed {seen[value]}'s already"
                )
            seen[value] = number
