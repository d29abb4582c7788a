"""Joins names of persons: spellings of full names, pet names, and surnames alone."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from ..lexicon.gazetteers import countries, places
from ..lexicon.name_parts import PARTICLES
from .name_joins import NameJoins
from .spelling_keys import PersonKey, name_key, person_key, surname_sound

# A surname alone is joined to the person with at least this many articles, and at least this share of all articles that
# have a full name with this surname. Measured on the full names in 5,977 texts of real feeds, each text left out in
# turn: 97.3 % of the surnames go to the right person. With 2 articles it is 94.0 %, with a share of 0.75 95.6 %.
MIN_FULL_NAME_ARTICLES: Final = 5
MIN_SHARE_OF_SURNAME: Final = 0.9

# Two forms of a given name are joined only if the more frequent full name has at least this many articles. With fewer,
# a senator was joined with a novelist.
MIN_PET_NAME_ARTICLES: Final = 3


def join_spellings(joins: NameJoins) -> None:
    """Joins full names of persons that sound the same, or have two transliterations of one given name."""
    groups: dict[tuple[str, str], list[tuple[PersonKey, str]]] = defaultdict(list)
    spelled = [(name, actor.name) for actor in joins.actors.values() for name in (actor.name, *actor.aliases)]
    spelled += ((name, name) for name in joins.open_names("person"))
    for spelling, name in spelled:
        if key := person_key(spelling):
            groups[key.given, key.surname].append((key, name))
    for group in groups.values():
        _join_fitting(joins, group)


def _join_fitting(joins: NameJoins, named: Sequence[tuple[PersonKey, str]]) -> None:
    """Adds each name to the first group in which it fits all names, and joins it to the first name of that group.

    `named` has the names of followed actors first, then the others by rank.
    """
    groups: list[list[tuple[PersonKey, str]]] = []
    for key, name in named:
        fitting = next((group for group in groups if all(key.fits(other) for other, _ in group)), None)
        if fitting is None:
            groups.append([(key, name)])
        else:
            fitting.append((key, name))
            joins.join(name, fitting[0][1], "spelling")


def join_pet_names(joins: NameJoins) -> None:
    """Joins forms of a given name, one of them frequent, with a surname that nobody else in the archive has."""
    bearers: dict[str, list[tuple[PersonKey, str]]] = defaultdict(list)
    articles = joins.articles()
    for name in sorted(articles, key=lambda name: (name not in joins.actors, joins.counts.rank(name))):
        if joins.is_person(name) and (key := person_key(name)):
            bearers[key.surname].append((key, name))
    for (first_key, first_name), *others in bearers.values():
        is_often_named = len(articles[first_name]) >= MIN_PET_NAME_ARTICLES
        if others and is_often_named and all(first_key.fits(key, pet=True) for key, _ in others):
            for _, name in others:
                joins.join(name, first_name, "pet name")


def join_surnames(joins: NameJoins) -> None:
    """Joins a surname alone to the person who has nearly all articles on people with this surname."""
    bearers: dict[str, list[str]] = defaultdict(list)
    articles = joins.articles()
    for name in articles:
        key = person_key(name)
        if key and joins.is_person(name):
            bearers[key.surname].append(name)
    for name in joins.open_names():
        if not is_surname(name) or name_key(name) in joins.actor_by_key:
            continue
        if joins.counts.kind(name) != "person" and not _is_read_as_person(joins, name):
            continue
        full_names = sorted(bearers.get(surname_sound(name), ()), key=lambda full: (-len(articles[full]), full))
        if not full_names or len(articles[full_names[0]]) < MIN_FULL_NAME_ARTICLES:
            continue
        if len(articles[full_names[0]]) >= MIN_SHARE_OF_SURNAME * sum(len(articles[full]) for full in full_names):
            joins.join(name, full_names[0], "surname")


def is_surname(name: str) -> bool:
    """Whether a name may be a surname alone: one word, or a particle and a word, that isn't a place."""
    parts = name.split()
    alone = len(parts) == 1 or (len(parts) > 1 and parts[0].lower() in PARTICLES)
    return alone and name not in countries() and name not in places()


def _is_read_as_person(joins: NameJoins, name: str) -> bool:
    """Whether at least one text has a name as a person that most texts have as an organisation: "Trump"."""
    return joins.counts.kind(name) == "organisation" and bool(joins.counts.kinds[name]["person"])
