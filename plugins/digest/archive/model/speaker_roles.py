"""The roles of speakers: what the texts of the archive call an actor, in the texts' words."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from .article import Article

# A phrase that begins with one of these was cut in the middle of a sentence: "But President".
_CUT_BEGINNINGS: Final = frozenset({"and", "but", "or", "so", "yet", "though", "while", "because", "when"})


@dataclass(frozen=True, slots=True)
class SpeakerRoles:
    """`roles_by_actor` has, for each actor, the days on which a text names its role, and the phrase of each day."""

    roles_by_actor: Mapping[str, tuple[tuple[date, ...], tuple[str, ...]]]

    def usual(self, actor: str, day: date) -> str:
        """The most frequent role of an actor in texts up to a day; the longest if several are equally frequent; or "".

        Later texts don't count, so that the role printed with a quote stays the same.
        """
        days, phrases = self.roles_by_actor.get(actor, ((), ()))
        counts = Counter(phrases[: bisect_right(days, day)])
        return max(counts, key=lambda phrase: (counts[phrase], len(phrase), phrase), default="")


def speaker_roles(articles: Iterable[Article], key_of: Callable[[str], str]) -> SpeakerRoles:
    """The roles in `articles`. `key_of` gives the same key to all names of one actor."""
    roles_by_actor: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for article in articles:
        for role in article.annotation.roles:
            if role.phrase.split(maxsplit=1)[0].casefold() not in _CUT_BEGINNINGS:
                roles_by_actor[key_of(role.actor)].append((article.day, role.phrase))
    return SpeakerRoles({key: _columns(sorted(days)) for key, days in roles_by_actor.items()})


def _columns(rows: list[tuple[date, str]]) -> tuple[tuple[date, ...], tuple[str, ...]]:
    return tuple(day for day, _ in rows), tuple(phrase for _, phrase in rows)
