"""The table of joins that all joining rules read and write, and the editor's rule."""

from collections import defaultdict
from collections.abc import Sequence

from ..records import Actor, Kind
from .canonical_names import JoiningRule
from .name_counts import NameCounts
from .spelling_keys import name_key


class NameJoins:
    """The joins made so far.

    A name is joined only once. If A is joined to B and B later to C, the canonical name of both is C. The name of a
    followed actor is never joined to another.

    Attributes:
        counts: the counts of each name in the archive.
        actors: the followed actors by name.
        rule_by_name: name that was joined -> the rule that joined it.
        actor_by_key: key of a followed actor's name, alias or merged name -> the actor's name.
        plain_aliases: keys of the aliases of one word that aren't acronyms. For each occurrence of such a word, the
            context has decided whether it is the actor.
    """

    def __init__(self, counts: NameCounts, actors: Sequence[Actor]) -> None:
        self.counts = counts
        self.actors = {actor.name: actor for actor in actors}
        self.rule_by_name: dict[str, JoiningRule] = {}
        self.actor_by_key = {
            name_key(name): actor.name for actor in actors for name in (actor.name, *actor.aliases, *actor.merge)
        }
        self.plain_aliases = {
            name_key(alias) for actor in actors for alias in actor.aliases if " " not in alias and not alias.isupper()
        }
        self._joined_to: dict[str, str] = {}
        self._never = {actor.name: {name_key(phrase) for phrase in actor.never} for actor in actors}

    def join(self, name: str, to: str, rule: JoiningRule) -> None:
        """Joins `name` to `to`, unless it is joined already, is a followed actor's name, or the editor forbids it."""
        if name in self._joined_to or name in self.actors or name_key(name) in self._never.get(to, ()):
            return
        if name != (canonical := self.canonical(to)):
            self._joined_to[name] = canonical
            self.rule_by_name[name] = rule

    def join_as_the_editor_says(self) -> None:
        """Joins the names in Merge of the actors' files, and aliases of several words."""
        for actor in self.actors.values():
            for name in actor.merge:
                self.join(name, actor.name, "editor")
            for name in actor.aliases:
                if " " in name:
                    self.join(name, actor.name, "editor")

    def canonical(self, name: str) -> str:
        """The name to which a name is joined by now, or the name itself."""
        while name in self._joined_to:
            name = self._joined_to[name]
        return name

    def joined_names(self) -> tuple[str, ...]:
        """The names that are joined to another, in the order in which they were joined."""
        return tuple(self._joined_to)

    def articles(self) -> dict[str, set[int]]:
        """Name that isn't joined to another -> numbers of the articles of this name and of all names joined to it."""
        articles: dict[str, set[int]] = defaultdict(set)
        for name, numbers in self.counts.articles.items():
            articles[self.canonical(name)] |= numbers
        return articles

    def open_names(self, kind: Kind | None = None) -> list[str]:
        """The names, of one kind or of all, that aren't joined yet and aren't a followed actor's, in order of rank."""
        names = (name for name in self.counts.articles if name not in self._joined_to and name not in self.actors)
        return sorted((name for name in names if kind in {None, self.counts.kind(name)}), key=self.counts.rank)

    def is_person(self, name: str) -> bool:
        """Whether a name is a person's, by the file of the followed actor or else by the majority of articles."""
        actor = self.actors.get(name)
        return (actor.kind if actor else self.counts.kind(name)) == "person"
