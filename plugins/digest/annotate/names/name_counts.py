"""The articles, kinds and spellings of each name in an archive, counted before any names are joined."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from ..records import Annotation, Kind, Mention
from .canonical_names import NameAndKind, name_and_kind

_name_and_text: Final = attrgetter("actor", "text")


@dataclass(frozen=True, slots=True)
class NameCounts:
    """The counts of the names in the annotations of an archive. Articles are numbered in the order of the annotations.

    Attributes:
        articles: name -> numbers of the articles that have it.
        kinds: name -> kind -> how many articles give the name that kind.
        surfaces: name -> spelling in a text -> numbers of the articles with that spelling.
    """

    articles: dict[str, set[int]]
    kinds: dict[str, Counter[Kind]]
    surfaces: dict[str, dict[str, set[int]]]

    def kind(self, name: str) -> Kind:
        """The kind that most articles give the name."""
        return most_frequent_kind(self.kinds[name])

    def rank(self, name: str) -> tuple[int, bool, int, str]:
        """A sort key: more articles first, then names that aren't all capitals, then shorter ones, then A to Z."""
        return -len(self.articles.get(name, ())), name.isupper(), len(name), name


def count_names(annotations: Iterable[Annotation]) -> NameCounts:
    """The counts of all names in mentions of texts and headlines."""
    articles: dict[str, set[int]] = defaultdict(set)
    kinds: dict[str, Counter[Kind]] = defaultdict(Counter)
    surfaces: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for number, annotation in enumerate(annotations):
        mentions = (*annotation.title_mentions, *annotation.mentions)
        for name, kind in kind_of_each(mentions):
            articles[name].add(number)
            kinds[name][kind] += 1
        for name, text in set(map(_name_and_text, mentions)):
            surfaces[name][" ".join(text.split())].add(number)
    return NameCounts(dict(articles), dict(kinds), {name: dict(written) for name, written in surfaces.items()})


def most_frequent_kind(votes: Counter[Kind]) -> Kind:
    """The kind with most votes; if several have as many, the first in the alphabet."""
    if len(votes) == 1:  # nine names of ten return here
        return next(iter(votes))
    return min(votes.items(), key=lambda vote: (-vote[1], vote[0]))[0]


def kind_of_each(mentions: Iterable[Mention]) -> Iterator[NameAndKind]:
    """The names in one text, each with the kind of most of its mentions there."""
    counts = Counter(map(name_and_kind, mentions))
    votes: dict[str, Counter[Kind]] = {}
    for (name, kind), count in counts.items():
        votes.setdefault(name, Counter())[kind] = count
    return ((name, most_frequent_kind(kinds)) for name, kinds in votes.items())
