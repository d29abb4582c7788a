"""The feeds we follow, as `content/subscriptions.toml` lists them.

It stands beside `article_header` and not in `feeds`, since both ends of the pipeline read it: `feeds` polls by it,
`site` shows names, sections and terms of use from it. What each key may hold, and what it is where it isn't given, is
said in `subscription_schema`.
"""

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Literal

from ..errors import ConfigurationError

CHECKED_FILE: Final = "subscriptions.json"  # in the cache


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How every feed is fetched."""

    contact: str
    allow_private: tuple[str, ...]
    timeout_s: float
    connections: int
    connections_per_host: int
    page_delay_s: float


@dataclass(frozen=True, slots=True)
class Filter:
    """Rules for the items of every feed; those of a subscription come on top."""

    keep: tuple[str, ...]
    drop: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed, and what its publisher and the editor want done with it."""

    url: str
    name: str
    slug: str
    section: str
    lang: str
    home: str
    about: str
    show: Literal["excerpt", "full"]
    text: Literal["feed", "page"]
    images: Literal["none", "show"]
    interval: int
    keep: tuple[str, ...]
    drop: tuple[str, ...]
    credentials: str


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """The whole file. Slugs and addresses are each one feed's."""

    fetch: FetchSettings
    filter: Filter
    feed: tuple[Subscription, ...]


def load(path: Path, cache: Path | None = None) -> Subscriptions:
    """The subscriptions of one file, in its order. In the folder `cache` the records of a file that was found to be
    right are kept, since checking takes longer than asking a hundred servers.

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
    kept = cache / CHECKED_FILE if cache else None
    key = _key(text) if kept else ""
    if kept and (known := _known(kept, key)):
        return known
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path}: this isn't TOML: {error}") from error
    from .subscription_schema import checked  # noqa: PLC0415  pydantic takes a fifth of a second

    subscriptions = checked(data, path)
    if kept:
        _keep(kept, key, subscriptions)
    return subscriptions


def default() -> Subscriptions:
    """What an empty file says."""
    from .subscription_schema import checked  # noqa: PLC0415  see above

    return checked({}, Path())


def from_plain(data: Mapping[str, Any]) -> Subscriptions:
    """The records again of `dataclasses.asdict` of them, also as JSON keeps it."""
    fetch, rules = data["fetch"], data["filter"]
    return Subscriptions(
        FetchSettings(**{**fetch, "allow_private": tuple(fetch["allow_private"])}),
        Filter(tuple(rules["keep"]), tuple(rules["drop"])),
        tuple(
            Subscription(**{**feed, "keep": tuple(feed["keep"]), "drop": tuple(feed["drop"])}) for feed in data["feed"]
        ),
    )


def _key(text: str) -> str:
    """Of what was checked and of what checked it: this module and the schema, whichever version that is."""
    sources = (Path(__file__).with_name(name).read_bytes() for name in ("subscriptions.py", "subscription_schema.py"))
    return sha256(b"\0".join([text.encode("utf-8"), *sources])).hexdigest()


def _known(kept: Path, key: str) -> Subscriptions | None:
    try:
        record = json.loads(kept.read_bytes())
        return from_plain(record["subscriptions"]) if record["key"] == key else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None  # there is none yet, or it is damaged: the file is checked again


def _keep(kept: Path, key: str, subscriptions: Subscriptions) -> None:
    record = {"key": key, "subscriptions": asdict(subscriptions)}
    temporary = kept.with_name(f".{kept.name}.{os.getpid()}.tmp")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(record), encoding="utf-8")
        temporary.replace(kept)
    except OSError:
        temporary.unlink(missing_ok=True)  # it only saves time; whoever needs the folder says what is wrong with it
