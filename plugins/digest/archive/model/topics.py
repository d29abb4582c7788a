"""Topics, the pages of actors: who has one, under which slug and name.

Each actor has one page at most, and Pelican's tags are made from it. A slug stands for one topic, so that two
spellings with the same slug share a page.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...annotate.lexicon.gazetteers import countries
from ...annotate.records import Actor, Kind, Mention, Nationality
from .article import Article


@dataclass(frozen=True, slots=True)
class Topic:
    """The page of an actor.

    The articles that name it, its spellings and the text of its file are no part of it: else every page that shows its
    name would change with each of them.
    """

    slug: str
    name: str
    kind: Kind
    followed: bool = False
    wikidata: str = ""


def initial(name: str) -> str:
    """The letter of A to Z that a name begins with, without its accent; "" of any other beginning."""
    first = unicodedata.normalize("NFKD", name.strip())[:1].upper()[:1]
    return first if first.isascii() and first.isalpha() else ""


def mentions_of(article: Article) -> Iterable[Mention]:
    """All mentions of an article, those of its headline first."""
    yield from article.annotation.title_mentions
    yield from article.annotation.mentions


def followed_countries(actors: Iterable[Actor]) -> dict[str, str]:
    """The slugs of the countries that are followed, by the usual name of each."""
    return {
        countries()[name]: actor.slug
        for actor in actors
        if actor.kind == "place"
        for name in (*actor.merge, *actor.aliases, actor.name)
        if name in countries()
    }


def countries_meant(article: Article) -> Iterator[str]:
    """The usual names of countries whose state or people the text speaks of, one for each time that it does."""
    return (nationality.country for nationality in nationalities_meant(article))


def nationalities_meant(article: Article) -> Iterator[Nationality]:
    """Where the text speaks of the state or the people of a country."""
    return (nationality for nationality in article.annotation.nationalities if nationality.sense != "adjective")


def usual_spelling(spellings: Counter[tuple[str, Kind]]) -> tuple[str, Kind]:
    """The most frequent spelling and the most frequent kind; ties go to the first in the alphabet."""
    names: Counter[str] = Counter()
    kinds: Counter[Kind] = Counter()
    for (name, kind), count in spellings.items():
        names[name] += count
        kinds[kind] += count
    return min(names, key=lambda name: (-names[name], name)), min(kinds, key=lambda kind: (-kinds[kind], kind))
