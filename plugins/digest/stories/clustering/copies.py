"""Copies: reports that print nearly the same text, such as several sources with one agency's report."""

import math
from collections.abc import Iterable
from typing import Final

from ..reports import Report
from .words import tokens

SHINGLE_WORDS: Final = 5  # two people don't write the same five words in a row by chance
COPY_SIMILARITY: Final = 0.8  # Jaccard index of shingles; a text with one of ten sentences changed stays above it
MIN_SHINGLES: Final = 8  # a text with fewer than 12 words is a headline or a stock phrase
MAX_WORDS: Final = 2_000


def copy_groups(reports: Iterable[Report]) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more ids of reports. The texts of a group are copies of its first one.

    `reports` are in order of time. Headlines don't count, since every newsroom puts its own headline above an agency's
    text. Two texts that are similar enough share at least one of the first few of their shingles, in any fixed order
    ("prefix filter": Chaudhuri, Ganti and Kaushik, A Primitive Operator for Similarity Joins, 2006), so only pairs that
    share one are compared.
    """
    groups: list[list[str]] = []
    first_shingles: list[frozenset[int]] = []  # for each group, the shingles of its first report
    groups_with: dict[int, list[int]] = {}  # shingle -> indexes of the groups with it in their prefix
    for report in reports:
        shingles = _shingles(report.text)
        if len(shingles) < MIN_SHINGLES:
            continue
        prefix = sorted(shingles)[: len(shingles) - math.ceil(COPY_SIMILARITY * len(shingles)) + 1]
        candidates = sorted({group for shingle in prefix for group in groups_with.get(shingle, ())})
        group = next(
            (group for group in candidates if _similarity(shingles, first_shingles[group]) >= COPY_SIMILARITY), None
        )
        if group is not None:
            groups[group].append(report.id)
            continue
        for shingle in prefix:
            groups_with.setdefault(shingle, []).append(len(groups))
        groups.append([report.id])
        first_shingles.append(shingles)
    return tuple(tuple(group) for group in groups if len(group) > 1)


def _shingles(text: str) -> frozenset[int]:
    """Hashes of all runs of SHINGLE_WORDS words in a text."""
    text_words = tokens(text[: MAX_WORDS * 12])[:MAX_WORDS]
    starts = range(len(text_words) - SHINGLE_WORDS + 1)
    return frozenset(hash(tuple(text_words[start : start + SHINGLE_WORDS])) for start in starts)


def _similarity(left: frozenset[int], right: frozenset[int]) -> float:
    """The Jaccard index of two sets of shingles: the share of all shingles that both have."""
    return len(left & right) / len(left | right)
