"""Tells WebSub hubs which feeds changed, once they are published: https://www.w3.org/TR/websub/.

The recommendation leaves open how a publisher notifies its hub (section 6). Hubs accept the form of PubSubHubbub 0.3
(section 7.1), with `hub.mode=publish` and a `hub.url` for each feed. A published feed names its own URL and its hub, so
that the files of the site are all that this module reads.
"""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from ...errors import DigestError
from ...storage.atomic_file import write_atomically
from .published_files import PublishedFile
from .targets.publish_target import Publication

FEED_NAMES: Final = ("feed.xml", "feed.json")
MAX_FEEDS: Final = 200  # in one request: 20 KB, far below any server's limit for a form
TIMEOUT_S: Final = 10.0  # for one request: a hub only notes the notification
LIMIT_S: Final = 60.0  # for all requests together, since the scheduled run waits
_ATOM: Final = "{http://www.w3.org/2005/Atom}"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PublishedFeed:
    """A feed of a site that has a hub: its path on the site, its own URL, and the URL of the hub."""

    path: str
    url: str
    hub: str


def announce(files: Sequence[PublishedFile], publication: Publication, missed_file: Path) -> None:
    """Tell hubs which feeds of a site changed when it was published, and of which they could not be told the last time.

    Where nothing was public before, nobody can have subscribed. A hub that can't be reached is a line in the log. It is
    told the next time, by `missed_file`; the site is published all the same.
    """
    sources = {file.path: file.source for file in files}
    changed = [] if publication.is_first else sorted(filter(_is_feed, publication.changed))
    paths = [path for path in dict.fromkeys((*_read_missed(missed_file), *changed)) if path in sources]
    # A feed that moved is at both URLs, and names one.
    feeds = list({feed.url: feed for path in paths if (feed := read_feed(sources[path], path))}.values())
    if not feeds:
        _write_missed(missed_file, ())
        return
    _write_missed(missed_file, feeds)  # in case the process is ended meanwhile
    _write_missed(missed_file, asyncio.run(_tell(feeds)))


def _is_feed(path: str) -> bool:
    return path.rpartition("/")[2] in FEED_NAMES


def read_feed(file: Path, path: str) -> PublishedFeed | None:
    """The feed in a file that is published at a path; None if it names no hub (as archives don't) or can't be read."""
    try:
        links = _json_links(file) if file.suffix == ".json" else _atom_links(file)
    except (OSError, ValueError, TypeError, AttributeError, KeyError, ET.ParseError) as error:
        _log.warning("%s: can't be read, and no hub is told of it: %s", file, error)
        return None
    return PublishedFeed(path, links["self"], links["hub"]) if links.keys() >= {"self", "hub"} else None


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
    hubs = [hub["url"] for hub in feed.get("hubs", ()) if hub["type"].lower() == "websub"]
    return {"self": feed["feed_url"], **({"hub": hubs[0]} if hubs else {})}


async def _tell(feeds: Sequence[PublishedFeed]) -> list[PublishedFeed]:
    """Notify every hub of its feeds. Returns the feeds of which a hub could not be notified."""
    feeds_by_hub: dict[str, list[PublishedFeed]] = defaultdict(list)
    for feed in feeds:
        feeds_by_hub[feed.hub].append(feed)
    deadline = asyncio.get_running_loop().time() + LIMIT_S
    missed = []
    for hub, feeds_of_hub in feeds_by_hub.items():
        told = 0
        try:
            async with asyncio.timeout_at(deadline):
                while told < len(feeds_of_hub):
                    await _post(hub, feeds_of_hub[told : told + MAX_FEEDS])
                    told += MAX_FEEDS
        except HubError as error:
            _log.warning("the hub %s was not told of %d feeds: %s", hub, len(feeds_of_hub) - told, error)
        except TimeoutError:
            _log.warning("the hub %s was not told of %d feeds: time is up", hub, len(feeds_of_hub) - told)
        missed += feeds_of_hub[told:]
    return missed


class HubError(DigestError):
    """A hub did not accept a notification. The message says why."""


async def _post(hub: str, feeds: Iterable[PublishedFeed]) -> None:
    """Send one notification.

    Raises:
        HubError: any answer but one of success, or none.
    """
    import aiohttp  # noqa: PLC0415  most sites have no hub

    form = aiohttp.FormData([("hub.mode", "publish"), *(("hub.url", feed.url) for feed in feeds)])
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=True) as session,
            session.post(hub, data=form, allow_redirects=False) as answer,
        ):
            status, location = answer.status, answer.headers.get("Location", "")
    except TimeoutError as error:
        raise HubError(f"no answer within {TIMEOUT_S:.0f} s") from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise HubError(str(error) or type(error).__name__) from error
    if location and status >= HTTPStatus.MULTIPLE_CHOICES:
        raise HubError(f"it answers {status}: put {location!r} in DIGEST_WEBSUB_HUB")
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


def _write_missed(file: Path, feeds: Iterable[PublishedFeed]) -> None:
    paths = [feed.path for feed in feeds]
    try:
        if paths:
            write_atomically(file, json.dumps(paths).encode())
        else:
            file.unlink(missing_ok=True)
    except OSError as error:
        _log.warning("%s can't be written, and what hubs were not told is lost: %s", file, error)
