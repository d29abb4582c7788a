"""The records of an archive's canonical names, and an annotation with its names made canonical."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Final, Literal, TypeAlias

from ..records import Annotation, Kind, Mention

# `archive_names` describes the rules. A spelling that is the canonical name has the rule "".
JoiningRule = Literal["", "editor", "spelling", "pet name", "house style", "acronym", "surname", "beginning"]

NameAndKind: TypeAlias = tuple[str, Kind]

# An archive has half a million mentions, and this pair is taken from each of them. attrgetter is twice as fast as a
# property.
name_and_kind: Final = attrgetter("actor", "kind")


@dataclass(frozen=True, slots=True)
class NameSpelling:
    """A spelling of a name, the number of articles with it, and the rule that joined it to the canonical name."""

    text: str
    articles: int
    rule: JoiningRule


@dataclass(frozen=True, slots=True)
class CanonicalName:
    """A canonical name and the number of articles that have it in any spelling. The most frequent spelling is first."""

    name: str
    kind: Kind
    articles: int
    spellings: tuple[NameSpelling, ...]


@dataclass(frozen=True, slots=True)
class ArchiveNames:
    """The names of an archive.

    Attributes:
        canonical: every name in an annotation or a join -> its canonical name.
        details: every canonical name in articles -> its kind, number of articles and spellings.
        untagged: canonical names that get no tag: the editor wants none, or several actors could have the name.
    """

    canonical: Mapping[str, str]
    details: Mapping[str, CanonicalName]
    untagged: frozenset[str] = frozenset()
    # The name and kind that a mention gets in place of its own. They are cached, since each pair occurs often.
    _targets: dict[NameAndKind, NameAndKind | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def with_canonical_names(self, annotation: Annotation) -> Annotation:
        """The annotation with canonical names for all actors and speakers; each mention gets the kind of its name.

        Mentions of untagged names are left out. If nothing changes, as in most annotations, the same object comes back.
        """
        mentions = self._renamed(annotation.mentions)
        title_mentions = self._renamed(annotation.title_mentions)
        quotes = annotation.quotes
        if any(quote.speaker and self._of(quote.speaker) != quote.speaker for quote in quotes):
            quotes = tuple(
                replace(quote, speaker=self._of(quote.speaker)) if quote.speaker else quote for quote in quotes
            )
        roles = annotation.roles
        if any(self._of(role.actor) != role.actor for role in roles):
            roles = tuple(dict.fromkeys(replace(role, actor=self._of(role.actor)) for role in roles))
        if (
            mentions is annotation.mentions
            and title_mentions is annotation.title_mentions
            and quotes is annotation.quotes
            and roles is annotation.roles
        ):
            return annotation
        return replace(annotation, roles=roles, mentions=mentions, title_mentions=title_mentions, quotes=quotes)

    def _of(self, name: str) -> str:
        return self.canonical.get(name, name)

    def _renamed(self, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        named = list(map(name_and_kind, mentions))
        targets = self._targets
        for name, kind in {*named} - targets.keys():
            targets[name, kind] = self._target(name, kind)
        wanted = [targets[pair] for pair in named]
        if wanted == named:
            return mentions
        return tuple(
            mention if target == pair else Mention(mention.start, mention.end, mention.text, *target)
            for mention, pair, target in zip(mentions, named, wanted, strict=True)
            if target
        )

    def _target(self, name: str, kind: Kind) -> NameAndKind | None:
        """The name and kind that a mention gets; None if its name gets no tag."""
        canonical = self.details[self.canonical[name]]
        if canonical.name in self.untagged:
            return None
        is_canonical = (canonical.name, canonical.kind) == (name, kind)
        return (name, kind) if is_canonical else (canonical.name, canonical.kind)
