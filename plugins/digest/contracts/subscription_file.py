"""Reads `content/subscriptions.toml` into the records of `subscriptions`, and says what is wrong in it."""

import difflib
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from ..errors import ConfigurationError
from ..storage.atomic_file import write_atomically
from ..storage.code_digest import code_digest
from ..storage.regular_file import read_regular_text
from .subscriptions import FetchSettings, FilterRules, Subscription, Subscriptions

CHECKED_FILE: Final = "subscriptions.json"  # in the cache
_RECORDS: Final = {"fetch": FetchSettings, "filter": FilterRules, "feed": Subscription}  # by table
MAX_SLUG_CHARS: Final = 80


def load(path: Path, cache: Path | None = None) -> Subscriptions:
    """The subscriptions of one file, in its order.

    With a folder `cache` the records of a file without faults are kept there, since checking a hundred feeds takes
    longer than asking their servers.

    Raises:
        ConfigurationError: the file is missing, isn't TOML, or an entry is wrong; the message names the file, the
            entry and what is expected, a line for each fault.
    """
    try:
        text = read_regular_text(path)
    except FileNotFoundError as error:
        raise ConfigurationError(f"{path}: there is no such file; it lists the feeds to follow") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: can't be read as UTF-8 text: {error}") from error
    if cache is None:
        return parse(text, path)
    key = _key(text)
    subscriptions = _cached(cache / CHECKED_FILE, key)
    if subscriptions is None:
        subscriptions = parse(text, path)
        _cache(cache / CHECKED_FILE, key, subscriptions)
    return subscriptions


def parse(text: str, path: Path) -> Subscriptions:
    """The subscriptions of a file's text; `path` is for messages.

    Raises:
        ConfigurationError: the text isn't TOML, or an entry is wrong; see `check`.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path}: this isn't TOML: {error}") from error
    return check(data, path)


def check(data: Mapping[str, Any], path: Path) -> Subscriptions:
    """The records of what a file says, as a TOML parser gives it; `path` is for messages.

    Raises:
        ConfigurationError: an entry is wrong; the message names the file, the entry and what is expected, a line for
            each fault.
    """
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415  a fifth of a second; only a changed file needs it

    try:
        subscriptions = TypeAdapter(Subscriptions).validate_python(data)
    except ValidationError as error:
        faults = [
            f"{path}: {_place(data, fault['loc'])}{_message(fault['type'], fault['loc'], fault['msg'])}"
            for fault in error.errors()
        ]
        raise ConfigurationError("\n".join(faults)) from error
    feeds = tuple(map(_with_slug, subscriptions.feed))
    faults = [f"{path}: {_place(data, ('feed', index, key))}{message}" for index, key, message in _faults(feeds)]
    if faults:
        raise ConfigurationError("\n".join(faults))
    return replace(subscriptions, feed=feeds)


def _with_slug(feed: Subscription) -> Subscription:
    if feed.slug:
        return feed
    from slugify import slugify  # noqa: PLC0415  its tables of characters; only a changed file needs them

    return replace(feed, slug=slugify(feed.name, max_length=MAX_SLUG_CHARS, word_boundary=True))


def _faults(feeds: Sequence[Subscription]) -> Iterator[tuple[int, str, str]]:
    """What the limits of single keys can't say: the index of the feed, the key and the fault."""
    first: dict[tuple[str, str], int] = {}
    for index, feed in enumerate(feeds):
        if "@" in feed.url.partition("://")[2].partition("/")[0]:
            yield index, "url", "an address with a user name or password in it would end up in logs and pages"
        if not feed.slug:
            yield index, "slug", f"no address can be made from the name {feed.name!r}: give a slug"
        for key, value in (("slug", feed.slug), ("url", feed.url)):
            earlier = first.setdefault((key, value), index)
            if value and earlier != index:
                yield index, key, f"{value!r} is feed {earlier + 1}'s already"


def _place(data: Mapping[str, Any], location: Sequence[int | str]) -> str:
    """Where a fault is, "feed 3 ('Example Wire'): url: ", from the way to the value: ("feed", 2, "url")."""
    feeds = data.get("feed")
    entry = ""
    if len(location) > 1 and location[0] == "feed" and isinstance(location[1], int) and isinstance(feeds, list | tuple):
        index, location = location[1], location[2:]
        table = feeds[index]
        name = table.get("name") or _without_password(table.get("url")) if isinstance(table, Mapping) else None
        entry = f"feed {index + 1}" + (f" ({str(name)[:80]!r})" if name else "") + ": "
    key = ".".join(map(str, location))
    return f"{entry}{key}: " if key else entry


def _without_password(url: object) -> str:
    return str(url or "").rpartition("@")[2]


def _message(kind: str, location: Sequence[int | str], message: str) -> str:
    """What is wrong, in this file's terms; `kind` and `message` are pydantic's."""
    if kind == "missing":
        return "this key is required"
    if kind == "unexpected_keyword_argument":
        record = _RECORDS.get(str(location[0]), Subscriptions) if len(location) > 1 else Subscriptions
        keys = [field.name for field in fields(record)]
        similar = difflib.get_close_matches(str(location[-1]), keys, n=1)
        return f"there is no such key; is it {similar[0]}?" if similar else f"there is no such key: {', '.join(keys)}"
    if kind == "tuple_type":
        return "expected a list"
    return message


def _key(text: str) -> str:
    """The key of what was read: it stands for the text and for the code that checks it."""
    return sha256(f"{code_digest('digest.contracts')}\n{text}".encode()).hexdigest()


def _cached(file: Path, key: str) -> Subscriptions | None:
    try:
        record = json.loads(file.read_bytes())
        if record["key"] != key:
            return None
        tables = record["subscriptions"]
        return Subscriptions(
            FetchSettings(**_with_tuples(tables["fetch"])),
            FilterRules(**_with_tuples(tables["filter"])),
            tuple(Subscription(**_with_tuples(feed)) for feed in tables["feed"]),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None  # there is none yet, or it is damaged: the file is checked again


def _with_tuples(record: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a record again from what JSON made of them."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in record.items()}


def _cache(file: Path, key: str, subscriptions: Subscriptions) -> None:
    record = {"key": key, "subscriptions": asdict(subscriptions)}
    with suppress(OSError):  # it only saves time; whoever needs the folder says what is wrong with it
        write_atomically(file, json.dumps(record).encode())
