"""Stories from build to build: joining goes on where the last build left it, for as long as what it read is the same;
and what a story follows is not looked for again where nothing up to it has changed.

`stories.json` in the cache folder holds the checkpoints of `digest.stories`, `sagas.json` which stories follow which.
They are of use only to the program that left them, and to the articles that they were made of; without them the same
stories take longer.
"""

import json
import logging
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from incremental import installation_digest, package_digest

from ... import stories
from ...stories.clustering.checkpoints import Checkpoint
from ...stories.clustering.report_clustering import resume_clustering
from ...stories.digests.follow_ups import EarlierStories, earlier_stories
from ...stories.reports import Report, Story

STORIES_FILE, FOLLOW_UPS_FILE = "stories.json", "follow_ups.json"
CACHE_FILES = (STORIES_FILE, FOLLOW_UPS_FILE)

_log = logging.getLogger(__name__)
T = TypeVar("T")


def cached_stories(reports: Iterable[Report], cache: Path) -> tuple[Story, ...]:
    """The stories of all reports; what the next build can go on from is left in `cache`."""
    known: tuple[Checkpoint, ...] = _load(cache / STORIES_FILE, _checkpoints) or ()
    done = resume_clustering(reports, known)
    if [one.digest for one in done.checkpoints] != [one.digest for one in known]:
        _save(cache / STORIES_FILE, [asdict(one) for one in done.checkpoints])
    return done.stories


def cached_follow_ups(
    told: Iterable[Story], reports: Mapping[str, Report], terms: Mapping[str, frozenset[str]], cache: Path
) -> dict[str, tuple[str, ...]]:
    """By story, the earlier ones that it follows, the latest first; likewise."""
    known: dict[str, EarlierStories] = _load(cache / FOLLOW_UPS_FILE, _followed) or {}
    found = earlier_stories(told, reports, terms, known)
    if found != known:
        _save(cache / FOLLOW_UPS_FILE, {name: [one.digest, *one.slugs] for name, one in found.items()})
    return {name: one.slugs for name, one in found.items()}


def _checkpoints(kept: Any) -> tuple[Checkpoint, ...]:
    return tuple(Checkpoint(**one) for one in kept)


def _followed(kept: Any) -> dict[str, EarlierStories]:
    return {name: EarlierStories(tuple(names), digest) for name, (digest, *names) in kept.items()}


def _program() -> str:
    return (package_digest(stories.__name__) + installation_digest()).hex()


def _load(file: Path, read: Callable[[Any], T]) -> T | None:
    """What this very program left; None where the file isn't there or makes no sense."""
    try:
        record: Any = json.loads(file.read_text(encoding="ascii"))
        return read(record["kept"]) if record["program"] == _program() else None
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        _log.warning("%s can't be read, and all stories are joined anew: %s", file, error)
        return None


def _save(file: Path, kept: object) -> None:
    fresh = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps({"program": _program(), "kept": kept}, separators=(",", ":")), encoding="ascii")
        os.replace(fresh, file)  # noqa: PTH105  in one step, so that a build that dies leaves the old one
    except OSError as error:
        _log.warning("%s can't be written; the next build joins all stories anew: %s", file, error)
