"""Who a speaker is: what the texts of an archive call somebody, in their own words."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from .article import Article

# A phrase that begins with one of these was cut in the middle of a sentence: "But President".
CUT = frozenset({"and", "but", "or", "so", "yet", "though", "while", "because", "when"})


@dataclass(frozen=True, slots=True)
class SpeakerRoles:
    """`told` has the days, in order, on which a text told a role of somebody, and the role of each."""

    told: Mapping[str, tuple[tuple[date, ...], tuple[str, ...]]]

    def usual(self, who: str, day: date) -> str:
        """What most texts up to a day call somebody, of equals the fullest; "" where none does. Later texts don't
        count, so that what was printed with a quote stays."""
        days, phrases = self.told.get(who, ((), ()))
        known = Counter(phrases[: bisect_right(days, day)])
        return max(known, key=lambda phrase: (known[phrase], len(phrase), phrase), default="")


def speaker_roles(articles: Iterable[Article], who: Callable[[str], str]) -> SpeakerRoles:
    """The roles that `articles` tell; `who` gives one key to all names of one actor."""
    told: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for article in articles:
        for role in article.annotation.roles:
            if role.phrase.split(maxsplit=1)[0].casefold() not in CUT:
                told[who(role.actor)].append((article.day, role.phrase))
    return SpeakerRoles({key: _columns(sorted(found)) for key, found in told.items()})


def _columns(found: list[tuple[date, str]]) -> tuple[tuple[date, ...], tuple[str, ...]]:
    return tuple(day for day, _ in found), tuple(phrase for _, phrase in found)
