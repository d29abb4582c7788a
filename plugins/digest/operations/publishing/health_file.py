"""The file `health.json` of a site: when it was last published without a fault, for a program that watches over it.

It is added to what is published and is no file of the build, so that a build of the same content has the same bytes.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ...storage.atomic_file import write_atomically
from .published_files import PublishedFile, is_page

HEALTH_FILE: Final = "health.json"


def health_file(files: list[PublishedFile], cache: Path, *, now: datetime) -> PublishedFile:
    """The health file of a site of these files.

    Raises:
        OSError: it can't be written.
    """
    health = {
        "status": "ok",
        "last_good_run": now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "pages": sum(is_page(file.path) for file in files),
    }
    place = cache / "health" / HEALTH_FILE
    write_atomically(place, f"{json.dumps(health)}\n".encode())
    return PublishedFile(HEALTH_FILE, place)
