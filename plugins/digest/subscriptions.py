"""The feeds we follow, as `content/subscriptions.toml` lists them.

It stands beside `article_header` and not in `feeds`, since both ends of the pipeline read it: `feeds` polls by it,
`site` shows names, sections and terms of use from it.
"""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from slugify import slugify

from .errors import ConfigurationError

Line = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f\u0085\u2028\u2029]+$")]


Rule = Annotated[str, Field(min_length=1, max_length=500)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class FetchSettings(_Strict):
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


class Filter(_Strict):
    """Rules for the items of every feed; those of a subscription come on top. See `feeds.filters` for their form."""

    keep: tuple[Rule, ...] = ()
    drop: tuple[Rule, ...] = ()


class Subscription(_Strict):
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
    def _has_slug(self) -> "Subscription":
        if not self.slug:
            raise ValueError(f"no address can be made from the name {self.name!r}: give a slug")
        return self


class Subscriptions(_Strict):
    """The whole file. Feeds may share a name only with slugs of their own."""

    fetch: FetchSettings = FetchSettings()
    filter: Filter = Filter()
    feed: tuple[Subscription, ...] = ()


def load(path: Path) -> Subscriptions:
    """The subscriptions of one file, in its order.

    Raises:
        ConfigurationError: the file is missing, isn't TOML, or an entry is wrong; the message names the file, the
            entry and what is expected, a line for each fault.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ConfigurationError(f"{path}: there is no such file; it lists the feeds to follow") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: can't be read as UTF-8 text: {error}") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path}: this isn't TOML: {error}") from error
    try:
        subscriptions = Subscriptions.model_validate(data)
    except ValidationError as error:
        faults = [_fault(path, data, fault["loc"], fault["msg"]) for fault in error.errors()]
        raise ConfigurationError("\n".join(faults)) from error
    _refuse_doubles(path, subscriptions.feed)
    return subscriptions


def _fault(path: Path, data: dict[str, object], where: tuple[int | str, ...], message: str) -> str:
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


def _refuse_doubles(path: Path, feeds: tuple[Subscription, ...]) -> None:
    for what in ("slug", "url"):
        seen: dict[str, int] = {}
        for number, feed in enumerate(feeds, start=1):
            value = getattr(feed, what)
            if value in seen:
                raise ConfigurationError(
                    f"{path}: feed {number} ({feed.name!r}): {what} {value!r} is feed {seen[value]}'s already"
                )
            seen[value] = number
