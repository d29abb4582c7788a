"""Quotes that several texts carry, joined though each cuts and punctuates them in its own way."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .article import Source
from .events import ArticleQuote

SHINGLE_WORDS = 3  # short enough to survive a cut, long enough that two speakers don't share many by chance
SHARED = 0.7  # of the shorter one's shingles: a word changed or left out in ten keeps a quote above it
MIN_WORDS = 4  # fewer are a phrase ("no comment"), the same only if all its words are and its speaker is
_APOSTROPHES = re.compile("['’‘ʼ]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class QuoteCluster:
    """One quote. `said` is its fullest wording, `all` are the places where it stands, in order of time."""

    fullest: ArticleQuote
    quotes: tuple[ArticleQuote, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple({one.article.source.slug: one.article.source for one in self.quotes}.values())


def cluster_quotes(said: Iterable[ArticleQuote]) -> tuple[QuoteCluster, ...]:
    """The quotes, each once: those that most sources carry first, then the earliest.

    A quote belongs to a longer one whose words it shares, unless the two texts name different speakers: who is right
    is not for us to say. A text that names nobody lends its wording to nobody else's quote. Longer ones are taken
    first, so the order given doesn't matter.
    """
    longest_first = sorted(
        ((_words(one.quote.text), one) for one in said),
        key=lambda each: (each[1].quote.speaker is None, -len(each[0]), each[1].article.date, _place(each[1])),
    )
    groups: list[_Group] = []
    by_shingle: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for words, one in longest_first:
        shingles = _shingles(words, one.quote.speaker or "")
        found = _group_of(shingles, one, groups, by_shingle)
        if found is None:
            groups.append(_Group(one, len(shingles), [one]))
            for shingle in shingles:
                by_shingle[shingle].append(len(groups) - 1)
        else:
            groups[found].all.append(one)
    joined = [
        QuoteCluster(group.head, tuple(sorted(group.all, key=lambda one: (one.article.date, _place(one)))))
        for group in groups
    ]
    return tuple(sorted(joined, key=lambda one: (-len(one.sources), one.quotes[0].article.date, _place(one.quotes[0]))))


@dataclass(slots=True)
class _Group:
    head: ArticleQuote
    shingles: int
    all: list[ArticleQuote]


def _group_of(
    shingles: frozenset[tuple[str, ...]],
    said: ArticleQuote,
    groups: Sequence[_Group],
    by_shingle: dict[tuple[str, ...], list[int]],
) -> int | None:
    """The group whose fullest wording shares most with a quote, if that is enough."""
    speaker = said.quote.speaker
    shared = Counter(group for shingle in shingles for group in by_shingle.get(shingle, ()))
    for group, count in sorted(shared.items(), key=lambda each: (-each[1], each[0])):
        if speaker in (None, groups[group].head.quote.speaker):
            return group if count >= SHARED * min(len(shingles), groups[group].shingles) else None
    return None


def _words(text: str) -> tuple[str, ...]:
    """The words, without case and punctuation."""
    return tuple(_WORD.findall(_APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold())))


def _shingles(words: tuple[str, ...], speaker: str) -> frozenset[tuple[str, ...]]:
    """Runs of words; of a phrase all words at once, with its speaker."""
    if len(words) < MIN_WORDS:
        return frozenset({("", speaker, *words)})
    return frozenset(words[at : at + SHINGLE_WORDS] for at in range(len(words) - SHINGLE_WORDS + 1))


def _place(said: ArticleQuote) -> tuple[str, int]:
    return said.article.id, said.number
