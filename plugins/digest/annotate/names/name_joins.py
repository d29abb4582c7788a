"""Which name was joined to which, and by what rule: the state that the joining rules share, and the editor's rule."""

from collections import defaultdict
from collections.abc import Sequence

from ..records import Actor, Kind
from .canonical_names import JoiningRule
from .name_counts import NameCounts
from .spelling_keys import name_key


class NameJoins:
    """The joins made so far.

    A name is joined once. Where the name that it was joined to is itself joined to another, both go to the last one.
    A followed actor's own name is joined to nothing.

    Attributes:
        counts: what the archive says of each name.
        actors: the followed actors by name.
        rules: name that was joined -> the rule that joined it.
        own: key of a followed actor's name, alias or merged name -> the actor's name.
        plain_aliases: keys of the aliases of one word that are no acronyms. Whether such a word is the actor was
            decided in each text by its context.
    """

    def __init__(self, counts: NameCounts, actors: Sequence[Actor]) -> None:
        self.counts = counts
        self.actors = {actor.name: actor for actor in actors}
        self.rules: dict[str, JoiningRule] = {}
        self.own = {
            name_key(name): actor.name for actor in actors for name in (actor.name, *actor.aliases, *actor.merge)
        }
        self.plain_aliases = {
            name_key(alias) for actor in actors for alias in actor.aliases if " " not in alias and not alias.isupper()
        }
        self._under: dict[str, str] = {}
        self._never = {actor.name: {name_key(phrase) for phrase in actor.never} for actor in actors}

    def join(self, name: str, to: str, rule: JoiningRule) -> None:
        """Puts `name` under `to`, unless it has been joined, is a followed actor's own, or the editor forbids it."""
        if name in self._under or name in self.actors or name_key(name) in self._never.get(to, ()):
            return
        if name != (canonical := self.canonical(to)):
            self._under[name] = canonical
            self.rules[name] = rule

    def join_as_the_editor_says(self) -> None:
        """Joins what actors' files merge, and aliases of several words."""
        for actor in self.actors.values():
            for name in actor.merge:
                self.join(name, actor.name, "editor")
            for name in actor.aliases:
                if " " in name:
                    self.join(name, actor.name, "editor")

    def canonical(self, name: str) -> str:
        """The name under which a name stands by now."""
        while name in self._under:
            name = self._under[name]
        return name

    def joined_names(self) -> tuple[str, ...]:
        """The names that stand under another, in the order in which they were joined."""
        return tuple(self._under)

    def articles(self) -> dict[str, set[int]]:
        """Name that stands under no other -> numbers of its articles and of those joined to it by now."""
        articles: dict[str, set[int]] = defaultdict(set)
        for name, numbers in self.counts.articles.items():
            articles[self.canonical(name)] |= numbers
        return articles

    def open_names(self, kind: Kind | None = None) -> list[str]:
        """The names of a kind, or of any, that are joined to nothing yet and nobody follows, in order of rank."""
        names = (name for name in self.counts.articles if name not in self._under and name not in self.actors)
        return sorted((name for name in names if kind in {None, self.counts.kind(name)}), key=self.counts.rank)

    def is_person(self, name: str) -> bool:
        """Whether a name is a person's: by its actor's file, else by most articles."""
        actor = self.actors.get(name)
        return (actor.kind if actor else self.counts.kind(name)) == "person"
