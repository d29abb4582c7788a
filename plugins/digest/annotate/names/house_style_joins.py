"""Joins of names that differ in house style only: case, dots, article, hyphen, legal form, American spelling."""

from collections import defaultdict

from .name_joins import NameJoins
from .spelling_keys import name_key


def join_house_styles(joins: NameJoins) -> None:
    """Joins names with one key to the first of them by rank, or to the followed actor that has that key.

    A plain alias that its text did not give to the followed actor stays apart.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for name in joins.open_names():
        groups[name_key(name)].append(name)
    for key, names in groups.items():
        if key not in joins.plain_aliases:
            for name in names:
                joins.join(name, joins.own.get(key, names[0]), "house style")
