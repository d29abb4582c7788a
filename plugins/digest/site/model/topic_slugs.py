"""The address of each topic, which stays what it is when another spelling of the name becomes the usual one.

A found name has the slug of the spelling that was reported first, by date: what comes later doesn't change it. At the
slugs of all other spellings stands the way to the page, so that an address stays good also when an earlier report turns
up, or when the editor begins to follow the actor. All of it comes from the articles, none from earlier builds.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from ...annotate.records import Annotation
from .addresses import topic_slug


@dataclass(frozen=True, slots=True)
class TopicSlugs:
    """For each canonical name, the slugs of its spellings, its own first."""

    slugs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, name: str) -> str:
        """The slug of a found name."""
        return self.slugs[name][0] if name in self.slugs else topic_slug(name)

    def others(self, name: str) -> tuple[str, ...]:
        """The slugs of the other spellings of a name, and of the name itself where that is not its address."""
        return tuple(slug for slug in (*self.slugs.get(name, ()), topic_slug(name)) if slug != self.of(name))


NO_SLUGS: Final = TopicSlugs()


def topic_slugs(annotated: Iterable[tuple[datetime, Annotation]], canonical: Mapping[str, str]) -> TopicSlugs:
    """The addresses in an archive of (date of the article, annotation as its text gave it)."""
    first: dict[str, tuple[datetime, str]] = {}
    for date, annotation in annotated:
        for mention in (*annotation.title_mentions, *annotation.mentions):
            here = (date, annotation.id)
            first[mention.actor] = min(first.get(mention.actor, here), here)
    spellings: dict[str, list[str]] = defaultdict(list)
    for name in sorted(first, key=lambda one: (first[one], one)):
        spellings[canonical.get(name, name)].append(name)
    return TopicSlugs(
        {name: tuple(dict.fromkeys(map(topic_slug, _in_order(name, every)))) for name, every in spellings.items()}
    )


def _in_order(name: str, spellings: Sequence[str]) -> list[str]:
    """Those of several words first, for such a name: a surname alone may be somebody else's tomorrow."""
    return sorted(spellings, key=lambda one: " " in name and " " not in one)
