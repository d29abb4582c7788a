"""Stories from build to build: clustering goes on from where the last build left it, for as long as what it read is the
same, and the earlier stories of a story are not looked for again where nothing up to it has changed.

`stories.json` in the cache folder holds the checkpoints of the clustering, `follow_ups.json` holds which stories follow
which. Both are of use only to the code that wrote them and to the articles that they were made of. Without them a build
takes longer and has the same stories.
"""

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, TypeVar

from ...storage.atomic_file import write_atomically
from ...storage.code_digest import code_digest
from ...stories.clustering.checkpoints import Checkpoint
from ...stories.clustering.report_clustering import resume_clustering
from ...stories.digests.follow_ups import EarlierStories, earlier_stories
from ...stories.reports import Report, Story

STORIES_FILE: Final = "stories.json"
FOLLOW_UPS_FILE: Final = "follow_ups.json"
CACHE_FILES: Final = (STORIES_FILE, FOLLOW_UPS_FILE)
CACHE_KEY_PACKAGES: Final = ("digest.stories",)  # what decides how reports are clustered

_SAVED: Final = b', "saved":'  # what stands before the part of a file of which the digest is
_log = logging.getLogger(__name__)
T = TypeVar("T")


def cached_stories(reports: Iterable[Report], cache: Path) -> tuple[Story, ...]:
    """The stories of all reports. What the next build can go on from is left in the folder `cache`."""
    checkpoints: tuple[Checkpoint, ...] = _load(cache / STORIES_FILE, _checkpoints) or ()
    clustering = resume_clustering(reports, checkpoints)
    if [new.digest for new in clustering.checkpoints] != [old.digest for old in checkpoints]:
        _save(cache / STORIES_FILE, [asdict(checkpoint) for checkpoint in clustering.checkpoints])
    return clustering.stories


def cached_follow_ups(
    stories: Iterable[Story], reports: Mapping[str, Report], terms: Mapping[str, frozenset[str]], cache: Path
) -> dict[str, tuple[str, ...]]:
    """By the slug of each story that follows others, the slugs of those, the latest first. `terms` are what the reports
    of each story agree on: see `agreed_terms`. What was found is left in the folder `cache`."""
    cached: dict[str, EarlierStories] = _load(cache / FOLLOW_UPS_FILE, _earlier_stories) or {}
    followed = earlier_stories(stories, reports, terms, cached)
    if followed != cached:
        _save(cache / FOLLOW_UPS_FILE, {slug: [earlier.digest, *earlier.slugs] for slug, earlier in followed.items()})
    return {slug: earlier.slugs for slug, earlier in followed.items()}


def _checkpoints(saved: Any) -> tuple[Checkpoint, ...]:
    return tuple(Checkpoint(**fields) for fields in saved)


def _earlier_stories(saved: Any) -> dict[str, EarlierStories]:
    return {slug: EarlierStories(tuple(slugs), digest) for slug, (digest, *slugs) in saved.items()}


def _load(path: Path, parse: Callable[[Any], T]) -> T | None:
    """What this very code has saved at `path`; None where there is nothing, or nothing of use."""
    try:
        record = _record(path.read_bytes())
        return parse(record["saved"]) if record["code"] == code_digest(*CACHE_KEY_PACKAGES) else None
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        _log.warning("%s can't be read, and all stories are joined anew: %s", path, error)
        return None


def _record(text: bytes) -> Any:
    """The record that `_save` wrote.

    Raises:
        ValueError, TypeError, KeyError, RecursionError: it is another one.
    """
    record = json.loads(text)
    if record["digest"] != _digest(text.partition(_SAVED)[2].removesuffix(b"}")):
        raise ValueError("it is not as it was written")
    return record


def _save(path: Path, saved: object) -> None:
    data = json.dumps(saved, separators=(",", ":")).encode("ascii")
    code = code_digest(*CACHE_KEY_PACKAGES)
    head = json.dumps({"code": code, "digest": _digest(data)}).encode("ascii").removesuffix(b"}")
    try:
        write_atomically(path, head + _SAVED + data + b"}")
    except OSError as error:
        _log.warning("%s can't be written; the next build joins all stories anew: %s", path, error)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()
