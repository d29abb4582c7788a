"""The cache of stories: a build continues the clustering from a checkpoint of the last build.

`stories.json` in the cache folder has the checkpoints of the clustering, and `follow_ups.json` the earlier stories that
each story follows. Both are valid only for the code that wrote them, and as far as the articles are the same. Without
them a build takes longer and has the same stories.
"""

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, TypeVar

from ..storage.atomic_file import write_atomically
from ..storage.code_digest import code_digest
from ..stories.clustering.checkpoints import Checkpoint
from ..stories.clustering.evidence.sentence_vectors import sentence_encoder
from ..stories.clustering.report_clustering import resume_clustering
from ..stories.digests.follow_ups import EarlierStories, earlier_stories
from ..stories.reports import Report, Story

STORIES_FILE: Final = "stories.json"
FOLLOW_UPS_FILE: Final = "follow_ups.json"
CACHE_FILES: Final = (STORIES_FILE, FOLLOW_UPS_FILE)
CACHE_KEY_PACKAGES: Final = ("digest.stories",)  # what decides how reports are clustered

_SAVED: Final = b', "saved":'  # what stands before the part of a file of which the digest is
_log = logging.getLogger(__name__)
T = TypeVar("T")


def cached_stories(reports: Iterable[Report], cache: Path) -> tuple[Story, ...]:
    """The stories of all reports. Checkpoints and vectors for the next build are written into the folder `cache`."""
    checkpoints: tuple[Checkpoint, ...] = _load(cache / STORIES_FILE, _checkpoints) or ()
    clustering = resume_clustering(reports, checkpoints, sentence_encoder(cache))
    if [new.digest for new in clustering.checkpoints] != [old.digest for old in checkpoints]:
        _save(cache / STORIES_FILE, [asdict(checkpoint) for checkpoint in clustering.checkpoints])
    return clustering.stories


def cached_follow_ups(
    stories: Iterable[Story], reports: Mapping[str, Report], terms: Mapping[str, frozenset[str]], cache: Path
) -> dict[str, tuple[str, ...]]:
    """Slug of a story -> the slugs of the earlier stories that it follows, the latest first.

    `terms` come from `agreed_terms`. The result is written into the folder `cache`.
    """
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
    """The value that the same code saved at `path`; None if there is no file, or it can't be used."""
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
        ValueError, TypeError, KeyError, RecursionError: the text isn't as `_save` wrote it.
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
