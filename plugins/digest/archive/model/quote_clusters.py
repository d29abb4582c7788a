"""Clusters of quotes: one quote as several texts print it, cut and punctuated in different ways."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from .article import Source
from .events import ArticleQuote, newsrooms_of

SHINGLE_WORDS = 3  # short enough to survive a cut, long enough that two speakers don't share many by chance
SHARED = 0.7  # of the shorter one's shingles: a word changed or left out in ten keeps a quote above it
MIN_WORDS = 4  # fewer are a phrase ("no comment"), the same only if all its words are and its speaker is
_APOSTROPHES = re.compile("['’‘ʼ]")
_WORD = re.compile(r"\w+")
Shingle: TypeAlias = tuple[str, ...]  # words that follow each other


@dataclass(frozen=True, slots=True)
class QuoteCluster:
    """One quote. `fullest` is its longest wording; `quotes` are all its occurrences, in order of time."""

    fullest: ArticleQuote
    quotes: tuple[ArticleQuote, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources that printed it, each once, in order of time."""
        return newsrooms_of(quote.article for quote in self.quotes)


def cluster_quotes(quotes: Iterable[ArticleQuote]) -> tuple[QuoteCluster, ...]:
    """The quotes, each once: those that most sources print first, then the earliest. The order given doesn't matter.

    A quote belongs to a longer one whose words it shares, unless the two texts name different speakers: who is right
    is not for us to say. A quote whose text names no speaker can belong to one that has a speaker, but never the other
    way round.
    """
    longest_first = sorted(
        ((_words(quote.quote.text), quote) for quote in quotes),
        key=lambda pair: (pair[1].quote.speaker is None, -len(pair[0]), pair[1].article.date, _position(pair[1])),
    )
    groups: list[_Group] = []
    groups_by_shingle: dict[Shingle, list[int]] = defaultdict(list)
    for words, quote in longest_first:
        shingles = _shingles(words, quote.quote.speaker or "")
        number = _group_of(shingles, quote, groups, groups_by_shingle)
        if number is not None:
            groups[number].quotes.append(quote)
            continue
        groups.append(_Group(quote, len(shingles), [quote]))
        for shingle in shingles:
            groups_by_shingle[shingle].append(len(groups) - 1)
    clusters = [QuoteCluster(group.fullest, _in_order_of_time(group.quotes)) for group in groups]
    return tuple(sorted(clusters, key=_rank))


@dataclass(slots=True)
class _Group:
    """A cluster that still grows; `shingles` is the number of those of its fullest wording."""

    fullest: ArticleQuote
    shingles: int
    quotes: list[ArticleQuote]


def _group_of(
    shingles: frozenset[Shingle],
    quote: ArticleQuote,
    groups: Sequence[_Group],
    groups_by_shingle: dict[Shingle, list[int]],
) -> int | None:
    """The number of the group whose fullest wording shares most with a quote; None where that isn't enough."""
    speaker = quote.quote.speaker
    shared = Counter(number for shingle in shingles for number in groups_by_shingle.get(shingle, ()))
    for number, count in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
        group = groups[number]
        if speaker in (None, group.fullest.quote.speaker):
            return number if count >= SHARED * min(len(shingles), group.shingles) else None
    return None


def _words(text: str) -> tuple[str, ...]:
    """The words, without case and punctuation."""
    return tuple(_WORD.findall(_APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold())))


def _shingles(words: tuple[str, ...], speaker: str) -> frozenset[Shingle]:
    """All runs of SHINGLE_WORDS words. A phrase has one shingle: all of its words, with its speaker."""
    if len(words) < MIN_WORDS:
        return frozenset({("", speaker, *words)})
    return frozenset(words[start : start + SHINGLE_WORDS] for start in range(len(words) - SHINGLE_WORDS + 1))


def _in_order_of_time(quotes: Iterable[ArticleQuote]) -> tuple[ArticleQuote, ...]:
    return tuple(sorted(quotes, key=lambda quote: (quote.article.date, _position(quote))))


def _rank(cluster: QuoteCluster) -> tuple[object, ...]:
    first = cluster.quotes[0]
    return -len(cluster.sources), first.article.date, _position(first)


def _position(quote: ArticleQuote) -> tuple[str, int]:
    return quote.article.id, quote.number
