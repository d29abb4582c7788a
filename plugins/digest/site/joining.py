"""Stories from build to build: joining goes on where the last build left it, for as long as what it read is the same.

`stories.json` in the cache folder holds the checkpoints of `digest.stories`. They are of use only to the program that
left them, and to the articles that they were made of; without them the same stories take longer.
"""

import json
import logging
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from incremental.sources import installation_digest, package_digest

from .. import stories
from ..stories.cluster import Checkpoint, resume
from ..stories.records import Report, Story

CACHE_FILE = "stories.json"

_log = logging.getLogger(__name__)


def joined(reports: Iterable[Report], cache: Path) -> tuple[Story, ...]:
    """The stories of all reports; what the next build can go on from is left in `cache`."""
    program = (package_digest(stories.__name__) + installation_digest()).hex()
    known = _load(cache / CACHE_FILE, program)
    done = resume(reports, known)
    if [one.digest for one in done.checkpoints] != [one.digest for one in known]:
        _save(cache / CACHE_FILE, program, done.checkpoints)
    return done.stories


def _load(file: Path, program: str) -> tuple[Checkpoint, ...]:
    """The checkpoints that this very program left; none where the file isn't there or makes no sense."""
    try:
        record: Any = json.loads(file.read_text(encoding="ascii"))
        return tuple(Checkpoint(**one) for one in record["checkpoints"]) if record["program"] == program else ()
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        _log.warning("%s can't be read, and all stories are joined anew: %s", file, error)
        return ()


def _save(file: Path, program: str, checkpoints: Sequence[Checkpoint]) -> None:
    record = {"program": program, "checkpoints": [asdict(one) for one in checkpoints]}
    fresh = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(record, separators=(",", ":")), encoding="ascii")
        os.replace(fresh, file)  # noqa: PTH105  in one step, so that a build that dies leaves the old one
    except OSError as error:
        _log.warning("%s can't be written; the next build joins all stories anew: %s", file, error)
