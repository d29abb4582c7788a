"""The report on the names of an archive, a file in cache/ that a build writes for the editor's commands."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ..records import Annotation
from .canonical_names import ArchiveNames, CanonicalName

# Names in fewer articles are not reported: they are no candidates for followed actors.
MIN_ARTICLES: Final = 2

# Only the most frequent roles are reported: a role in few articles may be an author's joke.
MAX_ROLES: Final = 5


@dataclass(frozen=True, slots=True)
class ReportedName:
    """A canonical name with the sources of its articles and the roles in them, the most frequent first."""

    canonical: CanonicalName
    sources: tuple[str, ...]
    roles: tuple[str, ...]


def reported_names(names: ArchiveNames, annotations: Iterable[tuple[str, Annotation]]) -> tuple[ReportedName, ...]:
    """The names of an archive; those in most articles come first.

    `annotations` are pairs of a source's name and an annotation with canonical names.
    """
    sources: dict[str, Counter[str]] = defaultdict(Counter)
    roles: dict[str, Counter[str]] = defaultdict(Counter)
    for source, annotation in annotations:
        for name in {mention.actor for mention in (*annotation.title_mentions, *annotation.mentions)}:
            sources[name][source] += 1
        for role in annotation.roles:
            roles[role.actor][role.phrase] += 1
    reported = (
        ReportedName(canonical, _most_frequent(sources[name]), _most_frequent(roles[name])[:MAX_ROLES])
        for name, canonical in names.details.items()
        if canonical.articles >= MIN_ARTICLES and sources[name]
    )
    return tuple(sorted(reported, key=_by_articles))


def _by_articles(reported: ReportedName) -> tuple[int, int, str]:
    return -reported.canonical.articles, -len(reported.sources), reported.canonical.name


def _most_frequent(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda text: (-counts[text], text)))
