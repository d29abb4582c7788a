"""The evidence that distinguishes items: guid, link, title, moment and text, in forms that can be compared.

Two states of one item differ in some of these, and so do two items of one feed. The rules on how much may differ are
those of `identity`; here each kind of evidence is compared by itself.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from typing import Final

from ..cleaning.draft import Draft
from ..parsing.dates.feed_dates import believable
from ..untrusted.urls import same_place_key, same_url_key
from .article_index import StoredArticle, guid_key, title_key

# Two of three pairs of neighbouring words in common: an edit of a sentence leaves more, the next issue of a column with
# its usual phrases fewer. Shingles of words are the measure of A. Broder, "On the resemblance and containment of
# documents" (1997); containment, since a feed may give less of a text than it gave before.
_SIMILAR: Final = 2 / 3
_MAX_WORDS: Final = 1000  # of a text that are compared
_DAY_CHARS: Final = len("2026-11-22")


@dataclass(slots=True)
class ItemEvidence:
    """The evidence of one draft or stored article. What isn't known is "".

    `place` is the link with its fragment, `page` is the link without it; `moment` is ISO 8601 in UTC. `read_text` gives
    the text, which is asked for only where the rest leaves a doubt.
    """

    guid: str
    page: str
    place: str
    title: str
    moment: str
    read_text: Callable[[], str]
    _text: str | None = None
    _shingles: frozenset[tuple[str, ...]] | None = field(default=None, repr=False)

    @property
    def text(self) -> str:
        """The text, with single spaces and without capital letters."""
        if self._text is None:
            self._text = " ".join(self.read_text().split()).casefold()
        return self._text

    @property
    def day(self) -> str:
        """The day of the moment."""
        return self.moment[:_DAY_CHARS]

    @property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        """The pairs of neighbouring words of the text."""
        if self._shingles is None:
            words = re.findall(r"\w+", self.text)[:_MAX_WORDS]
            self._shingles = frozenset(pairwise(words)) if len(words) > 1 else frozenset([tuple(words)])
        return self._shingles


def evidence_of_draft(draft: Draft, now: datetime, read_text: Callable[[], str]) -> ItemEvidence:
    """The evidence of an item as it came."""
    moment = believable(draft.published, now) or believable(draft.updated, now)
    return ItemEvidence(
        guid_key(draft.guid),
        same_url_key(draft.link),
        same_place_key(draft.link),
        title_key(draft.title),
        moment.astimezone(UTC).isoformat(timespec="seconds") if moment else "",
        read_text,
    )


def evidence_of_article(article: StoredArticle, read_text: Callable[[], str]) -> ItemEvidence:
    """The evidence of an article. An item without a date has the moment at which it was stored."""
    return ItemEvidence(
        guid_key(article.guid),
        same_url_key(article.link),
        same_place_key(article.link),
        title_key(article.title),
        article.date,
        read_text,
    )


def moments_differ(one: ItemEvidence, other: ItemEvidence) -> bool:
    """Whether both have a moment, and not the same."""
    return bool(one.moment and other.moment) and one.moment != other.moment


def same_moment(one: ItemEvidence, other: ItemEvidence) -> bool:
    """Whether both have the same moment."""
    return bool(one.moment) and one.moment == other.moment


def days_differ(one: ItemEvidence, other: ItemEvidence) -> bool:
    """Whether both have a day, and not the same."""
    return bool(one.day and other.day) and one.day != other.day


def has_text(one: ItemEvidence, other: ItemEvidence) -> bool:
    """Whether both have a text, so that their texts say something."""
    return bool(one.text and other.text)


def same_text(one: ItemEvidence, other: ItemEvidence) -> bool:
    """Whether both have the same text."""
    return bool(one.text) and one.text == other.text


def similar_text(one: ItemEvidence, other: ItemEvidence) -> bool:
    """Whether both have a text, and one may be an edit of the other."""
    if not has_text(one, other):
        return False
    if one.text == other.text:
        return True
    smaller = min(len(one.shingles), len(other.shingles))
    return len(one.shingles & other.shingles) >= _SIMILAR * smaller


def other_text(one: ItemEvidence, other: ItemEvidence) -> bool:
    """Whether both have a text, and neither is an edit of the other."""
    return has_text(one, other) and not similar_text(one, other)


def similar_title(one: ItemEvidence, other: ItemEvidence) -> bool:
    """Whether half of the words of the shorter title are in the other."""
    words, others = set(re.findall(r"\w+", one.title)), set(re.findall(r"\w+", other.title))
    return len(words & others) * 2 >= max(1, min(len(words), len(others)))


def is_front_page(page: str) -> bool:
    """Whether a page is a site's front page, to which any item may lead."""
    return bool(page) and not re.search(r"[/?]", page)


def names_an_item(address: str) -> bool:
    """Whether an address looks like that of one item, by a number or by the words of a title, and not like that of a
    page on which the items of a feed stand one after the other ("/today")."""
    path = re.sub(r"\.\w{1,5}(?=$|[/?#])", "", address.partition("/")[2])  # without ".php5"
    return bool(re.search(r"\d|[^\W_]+(?:[-_][^\W_]+){3}", path))
