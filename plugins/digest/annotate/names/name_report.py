"""What the last build knew of the names in its archive, for the editor's commands: a file among the caches."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..records import Annotation
from .archive_names import ArchiveNames, CanonicalName, NameSpelling

REPORT_FILE: Final = "names.json"

# A name that one article has is no candidate for being followed.
MIN_ARTICLES: Final = 2

# What a few articles call a person is their author's wit; the most frequent say what he or she is.
MAX_ROLES: Final = 5


@dataclass(frozen=True, slots=True)
class ReportedName:
    """One name of the archive with the sources that report it and the roles they give it, the most frequent first."""

    canonical: CanonicalName
    sources: tuple[str, ...]
    roles: tuple[str, ...]


def reported_names(names: ArchiveNames, annotations: Iterable[tuple[str, Annotation]]) -> tuple[ReportedName, ...]:
    """The names of an archive, the most reported first. `annotations` are (name of the source, annotation), applied."""
    sources: dict[str, Counter[str]] = defaultdict(Counter)
    roles: dict[str, Counter[str]] = defaultdict(Counter)
    for source, annotation in annotations:
        for name in {mention.actor for mention in (*annotation.title_mentions, *annotation.mentions)}:
            sources[name][source] += 1
        for role in annotation.roles:
            roles[role.actor][role.phrase] += 1
    found = (
        ReportedName(known, _most_frequent(sources[name]), _most_frequent(roles[name])[:MAX_ROLES])
        for name, known in names.details.items()
        if known.articles >= MIN_ARTICLES and sources[name]
    )
    return tuple(sorted(found, key=lambda one: (-one.canonical.articles, -len(one.sources), one.canonical.name)))


def read_names(file: Path) -> tuple[ReportedName, ...] | None:
    """The names that the last build left in `file`; None where there is nothing that can be read."""
    try:
        return tuple(map(_reported, json.loads(file.read_text(encoding="utf-8"))))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _most_frequent(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda one: (-counts[one], one)))


def _reported(record: Mapping[str, Any]) -> ReportedName:
    known = record["canonical"]
    spellings = tuple(NameSpelling(**spelling) for spelling in known["spellings"])
    return ReportedName(
        CanonicalName(**{**known, "spellings": spellings}), tuple(record["sources"]), tuple(record["roles"])
    )
