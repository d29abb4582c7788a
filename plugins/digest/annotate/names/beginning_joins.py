"""Joins the first words of a longer name with that name: "Black Lives" and "Black Lives Matter"."""

from collections import defaultdict

from ..lexicon.gazetteers import places
from .name_joins import NameJoins


def join_beginnings(joins: NameJoins) -> None:
    """Joins a name of two words or more to the only longer name that begins with it, if that has as many articles."""
    articles = joins.articles()
    longer_names: dict[str, list[str]] = defaultdict(list)
    for name in articles:
        parts = name.split()
        for number in range(2, len(parts)):
            longer_names[" ".join(parts[:number])].append(name)
    for name in joins.open_names():
        candidates = longer_names.get(name, ())
        if len(candidates) == 1 and joins.counts.kind(name) not in {"person", "place"} and name not in places():
            (longer_name,) = candidates
            if len(articles[longer_name]) >= len(articles[name]) and joins.canonical(longer_name) != name:
                joins.join(name, longer_name, "beginning")
