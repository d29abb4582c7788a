"""Joins an acronym and its full name: "WHO" and "World Health Organization"."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from ..entities.acronyms import initials
from .name_joins import NameJoins
from .spelling_keys import name_key

# An acronym and a name with these initials are joined if at least this many articles have both.
MIN_TOGETHER: Final = 2

# An acronym is joined to the name that has at least this share of the articles with evidence.
MIN_SHARE_OF_EVIDENCE: Final = 0.9

# An acronym is the canonical name if it has at least this many times as many articles as the full name ("NASA", "BBC").
MIN_TIMES_AS_USUAL: Final = 3


def join_acronyms(joins: NameJoins) -> None:
    """Joins each acronym with the name that texts expand it to or have beside it. The more usual name is canonical."""
    by_initials: dict[str, list[str]] = defaultdict(list)
    for name in joins.open_names("organisation"):
        if short := initials(name):
            by_initials[short].append(name)
    articles = joins.counts.articles
    for acronym, full_name in _expansions(joins, by_initials).items():
        is_usual = len(articles[acronym]) >= MIN_TIMES_AS_USUAL * len(articles[full_name])
        if acronym in joins.actors or (full_name not in joins.actors and is_usual):
            joins.join(full_name, acronym, "acronym")
        else:
            joins.join(acronym, full_name, "acronym")


def _expansions(joins: NameJoins, by_initials: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Acronym -> its full name in nearly all articles with evidence."""
    evidence: dict[str, Counter[str]] = defaultdict(Counter)
    names = {name_key(name).upper().replace(" ", ""): name for name in reversed(joins.open_names())}
    articles = joins.articles()
    for short, full_names in by_initials.items():
        acronym = names.get(short)
        if acronym is None or " " in acronym:
            continue
        for full_name in full_names:
            together = len(articles[acronym] & articles[full_name])
            expanded = len(joins.counts.surfaces[full_name].get(acronym, ()))  # the text itself gave the expansion
            if together >= MIN_TOGETHER or expanded:
                evidence[acronym][full_name] += together + expanded
    expansions = {}
    for acronym, counts in evidence.items():
        full_name, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if count >= MIN_SHARE_OF_EVIDENCE * counts.total():
            expansions[acronym] = full_name
    return expansions
