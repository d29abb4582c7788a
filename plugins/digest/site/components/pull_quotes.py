"""Which quotes are good enough to be pulled out of their article."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable

from ..model.archive import Archive
from ..model.article import Article
from ..model.article_body import ArticleBody
from ..model.events import ArticleQuote, quotes_of

# A pull quote is a sentence that can stand alone: long enough to say something, short enough for three lines of it.
PULL_MIN_CHARS = 45


PULL_MAX_CHARS = 320


FULL_CHARS = 160  # two lines of a pull quote; more is not better


BLOCKS_A_PULL_QUOTE = 4  # the design's limit


WORDS_A_PULL_QUOTE = 250  # about a minute's reading; more of them break the text up


# First words that only what stands before explains.
CONJUNCTIONS = frozenset({"and", "but", "or", "nor", "so", "yet", "because", "which", "who"})


PRONOUNS = frozenset({"he", "she", "they", "his", "her", "their", "him", "them", "that", "this", "these", "those"})


POINTING = CONJUNCTIONS | PRONOUNS


_OPENING = "\"'“”„«‘‹»"


def pull_quotes(archive: Archive, article: Article) -> tuple[ArticleQuote, ...]:
    """The quotes to be pulled out of an article, in the order of the text."""

    def is_followed(name: str) -> bool:
        topic = archive.topic_of_name(name)
        return topic is not None and topic.followed

    return pulled(quotes_of(article), article.body, is_followed)


def pulled(
    said: Iterable[ArticleQuote], body: ArticleBody, is_followed: Callable[[str], bool]
) -> tuple[ArticleQuote, ...]:
    """The quotes good enough to be pulled out of their article, in the order of the text.

    A pull quote is by a followed actor, in one piece and of readable length, and can be understood alone: whole
    sentences that don't begin by pointing back ("But", "He", "This"). The fullest comes first. A text has one for every
    WORDS_A_PULL_QUOTE words and every four blocks, a shorter one no more than one; none comes from a block beside
    another one's, since two in a row are a list.
    """
    starts = [start for start, _ in body.blocks]
    words = len(body.text.split())
    limit = max(1, min(len(starts) // BLOCKS_A_PULL_QUOTE, words // WORDS_A_PULL_QUOTE))
    kept: dict[int, ArticleQuote] = {}
    good = (one for one in said if is_followed(one.quote.speaker or "") and stands_alone(one) and is_whole(one))
    for one in sorted(good, key=_fullness):
        block = bisect_right(starts, one.quote.segments[0].start)
        if len(kept) < limit and not kept.keys() & {block - 1, block, block + 1}:
            kept[block] = one
    return tuple(kept[block] for block in sorted(kept))


def _fullness(said: ArticleQuote) -> tuple[int, int]:
    """Sorts longer ones first, up to a length that nobody reads twice; then in the order of the text."""
    return -min(len(said.quote.text), FULL_CHARS), said.number


def stands_alone(said: ArticleQuote) -> bool:
    """Whether a quote has a speaker and a length at which it says something and is read."""
    return bool(said.quote.speaker) and PULL_MIN_CHARS <= len(said.quote.text) <= PULL_MAX_CHARS


def is_whole(said: ArticleQuote) -> bool:
    """Whether a quote is in one piece, begins and ends a sentence, and doesn't point back to what was said before."""
    inner = said.quote.text.strip(_OPENING + " ")
    first = re.match(r"[\w’']+", inner)
    pointing = first is not None and re.split("['’]", first.group().lower())[0] in POINTING
    return len(said.quote.segments) == 1 and _begins_a_sentence(inner) and inner[-1:] in ".!?…," and not pointing


def _begins_a_sentence(text: str) -> bool:
    letters = re.sub(r"^\W+", "", text.lstrip(_OPENING))
    return letters[:1].isupper() or letters[:1].isdigit()
