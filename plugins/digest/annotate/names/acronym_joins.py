"""Joins of an acronym with the name that it stands for: "WHO" and "World Health Organization"."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from ..entities.acronyms import initials
from .name_joins import NameJoins
from .spelling_keys import name_key

# Two organisations that so many articles name together, one with the other's initials, are one.
MIN_TOGETHER: Final = 2

# An acronym stands for the name that has at least this share of the articles with evidence.
MIN_SHARE_OF_EVIDENCE: Final = 0.9

# An acronym is the usual name where so many times as many articles use it as write the name out ("NASA", "BBC").
ACRONYM_USUAL: Final = 3


def join_acronyms(joins: NameJoins) -> None:
    """Joins acronyms with the one name that texts expand them to or name beside them; the usual one is canonical."""
    by_initials: dict[str, list[str]] = defaultdict(list)
    for name in joins.open_names("organisation"):
        if short := initials(name):
            by_initials[short].append(name)
    articles = joins.counts.articles
    for acronym, full_name in _expansions(joins, by_initials).items():
        is_usual = len(articles[acronym]) >= ACRONYM_USUAL * len(articles[full_name])
        if acronym in joins.actors or (full_name not in joins.actors and is_usual):
            joins.join(full_name, acronym, "acronym")
        else:
            joins.join(acronym, full_name, "acronym")


def _expansions(joins: NameJoins, by_initials: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Acronym -> the name that nearly all the articles with evidence give it."""
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
