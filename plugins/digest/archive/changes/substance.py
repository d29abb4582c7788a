"""Whether a version of an article differs from another one in substance, and why.

Six things are told, each of which a reader who trusted the earlier version would want to know:

    correction  a line that says it: "An earlier version of this article misstated …"
    figure      a number has become another one, in words that are otherwise the same or nearly so
    denial      "not", "never" or "without" has come or gone alone, or a word has become its opposite: "unlikely"
    name        a name within a sentence has become another name
    quote       four or more words in quotation marks are nowhere in the text any more
    text        a longer text says a sentence more, less or otherwise; of a teaser and its headline, more than half of
                both is other words

All else stays silent: what `word_pairs.say_the_same` says of single words, boilerplate and times (`compared_text`), a
headline in other words, what is only put in other words here and there. A live page, and a headline that asks, promise
to change, so that only their quotes, corrections and figures count.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, Literal, NamedTuple, TypeAlias

from ...stories.clustering.report_genres import genre_of
from ...stories.reports import UNDATED, Report
from .compared_text import ComparedText
from .word_differences import WordDifference, without_islands, word_differences
from .word_pairs import figures, is_opposite, say_the_same, says_something

Reason: TypeAlias = Literal["correction", "figure", "denial", "name", "quote", "text"]

MIN_QUOTE_WORDS: Final = 4  # fewer are a phrase: see `quote_clusters`
_NEAR_WORDS: Final = 5  # a difference of more words says something else in other words, and no figure is compared
LONG_TEXT_WORDS: Final = 40  # words that say something; a teaser in a feed has fewer
_SENTENCE_WORDS: Final = 7  # that say something, in one place of a longer text
_CHANGED_WORDS: Final = 20  # in all of its places
_TEASER_SHARE: Final = 0.5
_DENIALS: Final = frozenset(
    ("not", "no", "never", "nor", "cannot", "without", "nicht", "kein", "keine", "keinen", "nie", "не", "нет")
)
_CORRECTION: Final = re.compile(
    r"\b(?:correction|clarification|corrected|editor[’']s note|an? (?:earlier|previous) version of this"
    r"|this (?:article|story|report|piece) (?:was|has been) (?:amended|corrected|updated to (?:correct|clarify)))\b"
    r"|\b(?:korrektur|berichtigung|in einer früheren version)\b",
    re.IGNORECASE,
)
_MARKED: Final = re.compile(r"[“„«\"]([^“”„«»\"\n]{12,600})[”“»\"]")
_FOLLOWS: Final = re.compile(r"\b(?:tracker|world updates|news updates|latest updates|what we know)\b", re.IGNORECASE)
_ASKS: Final = re.compile(
    r"\?|^(?:[\w’' -]{1,40}: )?(?:what|who|whose|why|when|where|which|how|can|could|should|is|are|will|do|does)\b",
    re.IGNORECASE,
)


class Version(NamedTuple):
    """A version of an article: its headline and its plain text."""

    headline: ComparedText
    text: ComparedText


class Comparison(NamedTuple):
    """Two versions side by side. The differences that say the same are left out of `telling`."""

    before: Version
    after: Version
    headline: list[WordDifference]
    text: list[WordDifference]
    telling_headline: list[WordDifference]
    telling_text: list[WordDifference]


def version(headline: str, text: str) -> Version:
    """A version as it is compared."""
    return Version(ComparedText(headline), ComparedText(text))


def compared(before: Version, after: Version) -> Comparison:
    """Two versions, with their differences."""
    headline = word_differences(before.headline.words, after.headline.words)
    text = word_differences(before.text.words, after.text.words)
    return Comparison(
        before,
        after,
        headline,
        text,
        list(_telling(before.headline, after.headline, headline)),
        list(_telling(before.text, after.text, text)),
    )


def reasons(comparison: Comparison) -> tuple[Reason, ...]:
    """Why the later version differs in substance; none where it doesn't."""
    found: set[Reason] = set()
    one, other = comparison.before, comparison.after
    if not comparison.telling_headline and not comparison.telling_text:
        return ()
    if _CORRECTION.search(_inserted(comparison)) and not _CORRECTION.search(one.text.text):
        found.add("correction")
    if any(_lost_quotes(one.text.text, other)):
        found.add("quote")
    pairs = [(one.text, other.text, difference) for difference in comparison.telling_text]
    if not _is_another_headline(comparison):
        pairs += [(one.headline, other.headline, difference) for difference in comparison.telling_headline]
    if any(_is_figure(*pair) for pair in pairs):
        found.add("figure")
    if not _promises_change(one.headline.text) and not _promises_change(other.headline.text):
        if any(_is_denial(*pair) for pair in pairs):
            found.add("denial")
        if any(_is_name(one.text, other.text, difference) for difference in comparison.telling_text):
            found.add("name")
        if _is_another_text(comparison):
            found.add("text")
    order: tuple[Reason, ...] = ("correction", "figure", "denial", "name", "quote", "text")
    return tuple(reason for reason in order if reason in found)


def lost_words(words: Sequence[str], text: ComparedText) -> bool:
    """Whether plain words stand nowhere in a text, not even with one of ten being another."""
    if not words or _joined(words) in _joined(text.words):
        return False
    there, wanted = Counter(text.words), Counter(words)
    if sum((wanted - there).values()) > len(words) // 10:
        return True
    blocks = word_differences(words, text.words)
    lost = sum(one.before_end - one.before for one in blocks)
    return lost > len(words) // 10


def _telling(one: ComparedText, other: ComparedText, differences: Iterable[WordDifference]) -> Iterator[WordDifference]:
    for difference in differences:
        before = one.words[difference.before : difference.before_end]
        after = other.words[difference.after : difference.after_end]
        if not say_the_same(before, after):
            yield difference


def _promises_change(headline: str) -> bool:
    is_live = genre_of(Report("", headline, "", UNDATED, "")) == "live"
    return is_live or _FOLLOWS.search(headline) is not None or _ASKS.search(headline) is not None


def _inserted(comparison: Comparison) -> str:
    text = comparison.after.text
    return "\n".join(text.span(difference.after, difference.after_end) for difference in comparison.text)


def _lost_quotes(text: str, other: Version) -> Iterator[str]:
    for match in _MARKED.finditer(text):
        words = ComparedText(match[1]).words
        if len(words) >= MIN_QUOTE_WORDS and lost_words(words, other.text):
            yield match[1]


def _sides(one: ComparedText, other: ComparedText, difference: WordDifference) -> tuple[list[str], list[str]]:
    return (
        one.words[difference.before : difference.before_end],
        other.words[difference.after : difference.after_end],
    )


def _is_figure(one: ComparedText, other: ComparedText, difference: WordDifference) -> bool:
    before, after = _sides(one, other, difference)
    old, new = figures(before), figures(after)
    return bool(old and new) and max(len(before), len(after)) <= _NEAR_WORDS and old != new


def _is_denial(one: ComparedText, other: ComparedText, difference: WordDifference) -> bool:
    before, after = (set(filter(says_something, side)) for side in _sides(one, other, difference))
    if len(before - after) == len(after - before) == 1:
        return is_opposite(*(before - after), *(after - before))
    return bool(before ^ after) and before ^ after <= _DENIALS


def _is_name(one: ComparedText, other: ComparedText, difference: WordDifference) -> bool:
    """Whether a name within a sentence has become another one."""
    sides = _sides(one, other, difference)
    if not all(sides) or max(map(len, sides)) > _NEAR_WORDS:
        return False
    old = _names(one, difference.before, difference.before_end)
    new = _names(other, difference.after, difference.after_end)
    return bool(old and new) and old.isdisjoint(new) and not say_the_same(sorted(old), sorted(new))


def _names(text: ComparedText, first: int, last: int) -> set[str]:
    """The plain words with a capital that don't begin a sentence."""
    found = set()
    for number in range(first, last):
        start = text.starts[number]
        before = text.text[max(0, start - 3) : start].rstrip(" “\"‘'")
        if text.text[start].isupper() and start and before and before[-1] not in ".!?:\n":
            found.add(text.words[number])
    return found


def _is_another_text(comparison: Comparison) -> bool:
    before, after = comparison.before.text, comparison.after.text
    words = max(_telling_words(before.words), _telling_words(after.words))
    changed = _changed(before, after, comparison.telling_text)
    if words >= LONG_TEXT_WORDS:
        return max(changed, default=0) >= _SENTENCE_WORDS or sum(changed) >= _CHANGED_WORDS
    return sum(changed) > _TEASER_SHARE * words and _is_another_headline(comparison)


def _is_another_headline(comparison: Comparison) -> bool:
    before, after = comparison.before.headline, comparison.after.headline
    words = max(_telling_words(before.words), _telling_words(after.words))
    return sum(_changed(before, after, comparison.telling_headline)) > _TEASER_SHARE * words


def _changed(one: ComparedText, other: ComparedText, differences: Iterable[WordDifference]) -> list[int]:
    """How many words that say something are others in each place; those that only stand elsewhere don't count."""
    sides = [_sides(one, other, difference) for difference in without_islands(differences)]
    places = [(list(filter(says_something, before)), list(filter(says_something, after))) for before, after in sides]
    before, after = Counter(chain(*(old for old, _ in places))), Counter(chain(*(new for _, new in places)))
    gone, come = before - after, after - before
    return [max(sum(word in gone for word in old), sum(word in come for word in new)) for old, new in places]


def _telling_words(words: Iterable[str]) -> int:
    return sum(map(says_something, words))


def _joined(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "
