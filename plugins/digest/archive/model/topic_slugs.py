"""The slugs of found names: the address of a topic stays the same when another spelling becomes the usual one.

A found name has the slug of the spelling that was reported first, by date, which later reports don't change. The slugs
of all other spellings redirect to the page. So an address stays valid even if an earlier report turns up, or if the
editor begins to follow the actor. All of this follows from the articles; nothing is stored from earlier builds.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ...annotate.records import Annotation
from .addresses import topic_slug


@dataclass(frozen=True, slots=True)
class TopicSlugs:
    """`slugs` has, for each canonical name, the slugs of its spellings; the first is that of its page."""

    slugs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, name: str) -> str:
        """The slug of the page of a found name."""
        return self.slugs[name][0] if name in self.slugs else topic_slug(name)

    def others(self, name: str) -> tuple[str, ...]:
        """The slugs of all spellings of a name, and of the name itself, but for that of its page."""
        return tuple(slug for slug in (*self.slugs.get(name, ()), topic_slug(name)) if slug != self.of(name))


NO_SLUGS: Final = TopicSlugs()


def topic_slugs(annotated: Iterable[tuple[str, Annotation]], canonical: Mapping[str, str]) -> TopicSlugs:
    """The slugs of all names in an archive, given as (what orders the article by time, annotation as its text alone
    gave it).
    `canonical` has the canonical name of each spelling that has another."""
    first: dict[str, tuple[str, str]] = {}
    for moment, annotation in annotated:
        for mention in (*annotation.title_mentions, *annotation.mentions):
            place = (moment, annotation.id)
            first[mention.actor] = min(first.get(mention.actor, place), place)
    spellings: dict[str, list[str]] = defaultdict(list)
    for name in sorted(first, key=lambda spelling: (first[spelling], spelling)):
        spellings[canonical.get(name, name)].append(name)
    return TopicSlugs(
        {name: tuple(dict.fromkeys(map(topic_slug, _in_order(name, every)))) for name, every in spellings.items()}
    )


def _in_order(name: str, spellings: Sequence[str]) -> list[str]:
    """The spellings in the order given, but for a name of several words those of a single word last: a surname alone
    may be somebody else's tomorrow."""
    return sorted(spellings, key=lambda spelling: " " in name and " " not in spelling)
