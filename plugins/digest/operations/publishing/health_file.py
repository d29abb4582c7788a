"""The file `health.json` of a site: when a run last went well, for a program that watches over the site.

It is added to what is published and is no file of the build, so that a build of the same content has the same bytes.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ...storage.atomic_file import write_atomically
from .published_files import PublishedFile, is_page

HEALTH_FILE: Final = "health.json"


def health_file(files: list[PublishedFile], cache: Path, *, now: datetime, is_good: bool) -> PublishedFile:
    """The health file of a site of these files, published at `now`. A run in which something went wrong leaves the time
    of the last good one as it was, and null where the cache doesn't know it any more.

    Raises:
        OSError: it can't be written.
    """
    place = cache / "health" / HEALTH_FILE
    health = {
        "status": "ok" if is_good else "failing",
        "last_good_run": _iso(now) if is_good else _last_good(place),
        "published": _iso(now),
        "pages": sum(is_page(file.path) for file in files),
    }
    write_atomically(place, f"{json.dumps(health)}\n".encode())
    return PublishedFile(HEALTH_FILE, place)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _last_good(file: Path) -> str | None:
    try:
        time = json.loads(file.read_bytes())["last_good_run"]
        return _iso(datetime.fromisoformat(time))
    except (OSError, ValueError, TypeError, KeyError):
        return None
