"""Tells WebSub hubs which feeds changed, once they are published: https://www.w3.org/TR/websub/.

The recommendation leaves open how a publisher notifies its hub (section 6); hubs accept what PubSubHubbub 0.3 had in
its section 7.1, a form with `hub.mode=publish` and a `hub.url` for each feed. A feed names its own address and its hub,
to us as to its subscribers, so what is published is all that there is to know.
"""

import asyncio
import filecmp
import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from xml.etree import ElementTree as ET

FEED_NAMES = ("feed.xml", "feed.json")
MISSED_FILE = ".websub-missed.json"  # beside the releases: feeds of which a hub has still to be told
MAX_TOPICS = 200  # of one request: 20 KB, far below what any server takes as a form
TIMEOUT_S = 10.0  # of one request: a hub only notes what it is told
LIMIT_S = 60.0  # of all, since the scheduled run waits
_ATOM = "{http://www.w3.org/2005/Atom}"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Topic:
    """A published feed: `path` in the release, its own address, and the hub that it names."""

    path: str
    url: str
    hub: str


def announce(before: Path | None, after: Path, missed_file: Path) -> None:
    """Tells the hubs of all feeds that are not the same in the release `after` as in `before`, and of those that they
    could not be told of the last time. Without a `before` nothing was public, and nobody can have subscribed.

    A hub that can't be reached is a line in the log, and is told the next time: the site is published all the same.
    """
    changed = changed_feeds(before, after) if before else []
    paths = dict.fromkeys((*_read_missed(missed_file), *changed))
    # A feed that moved stands at both addresses, and names one.
    topics = list({topic.url: topic for path in paths if (topic := read_topic(after, path))}.values())
    if not topics:
        _write_missed(missed_file, ())
        return
    _write_missed(missed_file, topics)  # if we are ended meanwhile
    _write_missed(missed_file, asyncio.run(_tell(topics)))


def changed_feeds(before: Path, after: Path) -> list[str]:
    """Paths of the feeds in a release that are new, or have other bytes than in the one before."""
    changed = []
    for name in FEED_NAMES:
        for file in after.rglob(name):
            path = file.relative_to(after)
            old = before / path
            if not old.is_file() or not (old.samefile(file) or filecmp.cmp(old, file, shallow=False)):
                changed.append(path.as_posix())
    return sorted(changed)


def read_topic(release: Path, path: str) -> Topic | None:
    """What a feed says of itself; None where it names no hub, as archives don't, or is no more."""
    file = release / path
    try:
        links = _json_links(file) if file.suffix == ".json" else _atom_links(file)
    except (OSError, ValueError, TypeError, AttributeError, KeyError, ET.ParseError) as error:
        if file.exists():
            _log.warning("%s: can't be read, and no hub is told of it: %s", file, error)
        return None
    return Topic(path, links["self"], links["hub"]) if links.keys() >= {"self", "hub"} else None


def _atom_links(file: Path) -> dict[str, str]:
    links: dict[str, str] = {}
    with file.open("rb") as document:
        for _, element in ET.iterparse(document, events=("start",)):  # noqa: S314  we made it
            if element.tag == f"{_ATOM}entry":
                break
            if element.tag == f"{_ATOM}link" and element.get("rel") in ("self", "hub"):
                links[element.get("rel", "")] = element.get("href", "")
    return links


def _json_links(file: Path) -> dict[str, str]:
    feed = json.loads(file.read_bytes())
    hubs = [one["url"] for one in feed.get("hubs", ()) if one["type"].lower() == "websub"]
    return {"self": feed["feed_url"], **({"hub": hubs[0]} if hubs else {})}


async def _tell(topics: Sequence[Topic]) -> list[Topic]:
    """Tells every hub; returns what one of them was not told."""
    by_hub: dict[str, list[Topic]] = defaultdict(list)
    for topic in topics:
        by_hub[topic.hub].append(topic)
    deadline = asyncio.get_running_loop().time() + LIMIT_S
    missed = []
    for hub, of_hub in by_hub.items():
        told = 0
        try:
            async with asyncio.timeout_at(deadline):
                while told < len(of_hub):
                    await _post(hub, of_hub[told : told + MAX_TOPICS])
                    told += MAX_TOPICS
        except HubError as error:
            _log.warning("the hub %s was not told of %d feeds: %s", hub, len(of_hub) - told, error)
        except TimeoutError:
            _log.warning("the hub %s was not told of %d feeds: time is up", hub, len(of_hub) - told)
        missed += of_hub[told:]
    return missed


class HubError(Exception):
    """A hub did not take what it was told; the message says why."""


async def _post(hub: str, topics: Iterable[Topic]) -> None:
    """
    Raises:
        HubError: any answer but one of success, or none.
    """
    import aiohttp  # noqa: PLC0415  most sites have no hub

    form = aiohttp.FormData([("hub.mode", "publish"), *(("hub.url", topic.url) for topic in topics)])
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=True) as session,
            session.post(hub, data=form, allow_redirects=False) as answer,
        ):
            status, place = answer.status, answer.headers.get("Location", "")
    except TimeoutError as error:
        raise HubError(f"no answer within {TIMEOUT_S:.0f} s") from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise HubError(str(error) or type(error).__name__) from error
    if place and status >= HTTPStatus.MULTIPLE_CHOICES:
        raise HubError(f"it answers {status}: put {place!r} in DIGEST_WEBSUB_HUB")
    if status >= HTTPStatus.MULTIPLE_CHOICES:
        raise HubError(f"it answers {status}")


def _read_missed(file: Path) -> list[str]:
    try:
        paths = json.loads(file.read_bytes())
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        _log.warning("%s can't be read, and is passed over: %s", file, error)
        return []
    return [path for path in paths if isinstance(path, str)] if isinstance(paths, list) else []


def _write_missed(file: Path, topics: Iterable[Topic]) -> None:
    paths = [topic.path for topic in topics]
    try:
        if paths:
            fresh = file.with_name(f"{file.name}.new")
            fresh.write_text(json.dumps(paths), encoding="utf-8")
            fresh.replace(file)
        else:
            file.unlink(missing_ok=True)
    except OSError as error:
        _log.warning("%s can't be written, and what hubs were not told is lost: %s", file, error)
