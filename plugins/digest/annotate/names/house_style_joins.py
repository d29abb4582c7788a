"""Joins names that differ only in house style: case, dots, article, hyphen, legal form, American spelling."""

from collections import defaultdict

from .name_joins import NameJoins
from .spelling_keys import name_key


def join_house_styles(joins: NameJoins) -> None:
    """Joins all names with the same key to the followed actor with that key, or else to the first of them by rank.

    An alias of a single word is not joined: its text has decided that the name isn't the followed actor's.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for name in joins.open_names():
        groups[name_key(name)].append(name)
    for key, names in groups.items():
        if key not in joins.plain_aliases:
            for name in names:
                joins.join(name, joins.actor_by_key.get(key, names[0]), "house style")
