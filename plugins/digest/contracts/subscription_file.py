"""Reads `content/subscriptions.toml` into the records of `subscriptions`, and says what is wrong in it."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from ..errors import ConfigurationError
from ..storage.checked_file import read_checked, write_checked
from ..storage.code_digest import code_digest
from ..storage.regular_file import read_regular_file
from .filter_rule import parse_rule
from .retention import retention_faults
from .subscription_faults import PlacedFault, feed_name, value_faults, without_misplaced
from .subscription_suggestions import shown
from .subscriptions import (
    FetchSettings,
    FilterRules,
    RetentionSettings,
    RetentionTerms,
    Subscription,
    Subscriptions,
    VersionSettings,
)
from .toml_fault import Place, line_of, toml_fault

CHECKED_FILE: Final = "subscriptions.json"  # in the cache
MAX_SLUG_CHARS: Final = 80
MAX_FAULTS: Final = 50  # in one message; more than that nobody mends in one go


def load(path: Path, cache: Path | None = None) -> Subscriptions:
    """The subscriptions of one file, in its order.

    With a folder `cache` the records of a file without faults are kept there, since checking a hundred feeds takes
    longer than asking their servers.

    Raises:
        ConfigurationError: the file is missing, isn't TOML, or an entry is wrong; the message names the file, the
            entry and what is expected, a line for each fault.
    """
    text = subscriptions_text(path)
    if cache is None:
        return parse(text, path)
    key = _key(text)
    subscriptions = _cached(cache / CHECKED_FILE, key)
    if subscriptions is None:
        subscriptions = parse(text, path)
        _cache(cache / CHECKED_FILE, key, subscriptions)
    return subscriptions


def subscriptions_text(path: Path) -> str:
    """The text of the file, without the mark that some editors put before it.

    Raises:
        ConfigurationError: the file is missing, or it can't be read as UTF-8.
    """
    try:
        data = read_regular_file(path)
    except FileNotFoundError as error:
        raise ConfigurationError(f"{path}: there is no such file; it lists the feeds to follow") from error
    except OSError as error:
        raise ConfigurationError(f"{path}: can't be read: {error.strerror or error}") from error
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        utf_16 = ', as it would if it was saved as UTF-16 ("Unicode")' if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigurationError(
            f"{path}: line {line} has a byte that isn't UTF-8{utf_16}: expected a file that is saved as UTF-8"
        ) from error


def parse(text: str, path: Path) -> Subscriptions:
    """The subscriptions of a file's text; `path` is for messages.

    Raises:
        ConfigurationError: the text isn't TOML, or an entry is wrong; see `check`.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path}: {toml_fault(text, error)}") from error
    except RecursionError as error:
        raise ConfigurationError(f"{path}: its lists are nested too deep") from error
    return check(data, path, text)


def check(data: Mapping[str, Any], path: Path, text: str = "") -> Subscriptions:
    """The records of what a file says, as a TOML parser gives it; `path` and the file's `text` are for messages.

    Raises:
        ConfigurationError: something is wrong; the message has a line for each fault with the file, the line, the feed,
            the key, what is there and what is expected.
    """
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415  a fifth of a second; only a changed file needs it

    tables, faults = without_misplaced(data)
    try:
        subscriptions = TypeAdapter(Subscriptions).validate_python(tables)
    except ValidationError as error:
        faults += value_faults(tables, error.errors())
        raise _error(path, text, faults) from error
    feeds = tuple(map(_with_slug, subscriptions.feed))
    subscriptions = replace(subscriptions, feed=feeds)
    faults += ((place, f"{feed_name(tables, place[1])}: {fault}") for place, fault in _feed_faults(feeds))
    faults += _rule_faults(subscriptions, tables)
    for index, fault in retention_faults(subscriptions.retention, [feed.retention for feed in feeds]):
        if index >= 0:
            faults.append((("feed", index, "retention"), f"{feed_name(tables, index)}: retention: {fault}"))
        else:
            faults.append((("retention",), f"[retention]: {fault}"))
    if faults:
        raise _error(path, text, faults)
    return subscriptions


def _error(path: Path, text: str, faults: Sequence[PlacedFault]) -> ConfigurationError:
    numbered = ((line_of(text, place), fault) for place, fault in faults[:MAX_FAULTS])
    lines = [f"{path}: line {line}, {fault}" if line else f"{path}: {fault}" for line, fault in numbered]
    if len(faults) > MAX_FAULTS:
        lines.append(f"{path}: and {len(faults) - MAX_FAULTS} faults more")
    return ConfigurationError("\n".join(lines))


def _with_slug(feed: Subscription) -> Subscription:
    if feed.slug:
        return feed
    from slugify import slugify  # noqa: PLC0415  its tables of characters; only a changed file needs them

    return replace(feed, slug=slugify(feed.name, max_length=MAX_SLUG_CHARS, word_boundary=True))


def _feed_faults(feeds: Sequence[Subscription]) -> Iterator[tuple[tuple[str, int, str], str]]:
    """What the limits of single keys can't say: the place in the file and the fault."""
    with_url: dict[str, int] = {}
    with_slug: dict[str, int] = {}
    for index, feed in enumerate(feeds):
        if "@" in feed.url.partition("://")[2].partition("/")[0]:
            yield (
                ("feed", index, "url"),
                "url: expected an address without a user name or password, which would end up in logs and pages",
            )
        elif fault := _address_fault(feed.url):
            expected = "an address with a host and a port that exist"
            yield ("feed", index, "url"), f"url = {shown(feed.url)}: expected {expected}: {fault}"
        earlier = with_url.setdefault(feed.url, index)
        if earlier != index:
            fault = f"expected each feed once: it is feed {earlier + 1}'s already"
            yield ("feed", index, "url"), f"url = {shown(feed.url)}: {fault}"
            continue
        if not feed.slug:
            fault = "expected a slug beside it, since no address can be made from it"
            yield ("feed", index, "name"), f"name = {shown(feed.name)}: {fault}"
            continue
        earlier = with_slug.setdefault(feed.slug, index)
        if earlier != index:
            fault = f"slug = {shown(feed.slug)} is feed {earlier + 1}'s already: expected one of its own"
            yield ("feed", index, "slug"), f"{fault}, by another name or a key slug"


def _address_fault(url: str) -> str:
    """What is wrong with the port or host of an address, "" where nothing is."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        return str(error)
    return "" if parts.hostname else "it has no host"


def _rule_faults(subscriptions: Subscriptions, tables: Mapping[str, Any]) -> Iterator[PlacedFault]:
    rules_of: list[tuple[Place, str, FilterRules | Subscription]] = [(("filter",), "[filter]", subscriptions.filter)]
    for index, feed in enumerate(subscriptions.feed):
        rules_of.append((("feed", index), feed_name(tables, index), feed))
    for place, name, own in rules_of:
        for key, rules in (("keep", own.keep), ("drop", own.drop)):
            for number, rule in enumerate(rules, start=1):
                try:
                    parse_rule(rule)
                except ConfigurationError as error:
                    yield (*place, key), f"{name}: {key}: entry {number} is {shown(rule)}: {error}"


def _key(text: str) -> str:
    """The key of what was read: it stands for the text and for the code that checks it."""
    return sha256(f"{code_digest('digest.contracts')}\n{text}".encode()).hexdigest()


def _cached(file: Path, key: str) -> Subscriptions | None:
    try:
        record = json.loads(read_checked(file))
        if record["key"] != key:
            return None
        tables = record["subscriptions"]
        return Subscriptions(
            FetchSettings(**_with_tuples(tables["fetch"])),
            FilterRules(**_with_tuples(tables["filter"])),
            tuple(_feed(feed) for feed in tables["feed"]),
            _retention(tables["retention"]),
            VersionSettings(**tables["versions"]),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None  # there is none yet, or it is damaged: the file is checked again


def _feed(table: Mapping[str, Any]) -> Subscription:
    return Subscription(**_with_tuples(table) | {"retention": RetentionTerms(**table["retention"])})


def _retention(table: Mapping[str, Any]) -> RetentionSettings:
    sections = {name: RetentionTerms(**terms) for name, terms in table["sections"].items()}
    return RetentionSettings(**{**table, "sections": sections})


def _with_tuples(record: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a record again from what JSON made of them."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in record.items()}


def _cache(file: Path, key: str, subscriptions: Subscriptions) -> None:
    record = {"key": key, "subscriptions": asdict(subscriptions)}
    with suppress(OSError):  # it only saves time; whoever needs the folder says what is wrong with it
        write_checked(file, json.dumps(record).encode())
