"""Chooses the quotes that are good enough to be pulled out of their article."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable

from ...archive.model.article import Article
from ...archive.model.article_body import ArticleBody
from ...archive.model.events import ArticleQuote, quotes_of
from ...archive.questions.archive import Archive

# A pull quote is a sentence that can stand alone: long enough to say something, short enough for three lines of it.
PULL_MIN_CHARS = 45
PULL_MAX_CHARS = 320
FULL_CHARS = 160  # two lines of a pull quote; a longer one is not better
BLOCKS_A_PULL_QUOTE = 4  # the design's limit
WORDS_A_PULL_QUOTE = 250  # about a minute's reading; more pull quotes break the text up
# A quote that begins with one of these words needs the sentence before it.
CONJUNCTIONS = frozenset({"and", "but", "or", "nor", "so", "yet", "because", "which", "who"})
PRONOUNS = frozenset({"he", "she", "they", "his", "her", "their", "him", "them", "that", "this", "these", "those"})
POINTING_WORDS = CONJUNCTIONS | PRONOUNS
_OPENING_MARKS = "\"'“”„«‘‹»"


def pull_quotes(archive: Archive, article: Article) -> tuple[ArticleQuote, ...]:
    """The quotes to be pulled out of an article, in the order of its text."""

    def is_followed(name: str) -> bool:
        topic = archive.topics.named(name)
        return topic is not None and topic.followed

    return choose_pull_quotes(quotes_of(article), article.body, is_followed)


def choose_pull_quotes(
    quotes: Iterable[ArticleQuote], body: ArticleBody, is_followed: Callable[[str], bool]
) -> tuple[ArticleQuote, ...]:
    """Those of an article's quotes that may be pulled out of it, in the order of the text.

    A pull quote is by a followed actor, in one piece and of readable length, and can be understood alone: it is whole
    sentences that don't begin by pointing back ("But", "He", "This"). The fullest are taken first. A text has one for
    every WORDS_A_PULL_QUOTE words and every BLOCKS_A_PULL_QUOTE blocks, and a shorter text has at most one. Of two
    blocks beside each other only one gives a pull quote, since two in a row would be a list.
    """
    starts = [start for start, _ in body.blocks]
    words = len(body.text.split())
    limit = max(1, min(len(starts) // BLOCKS_A_PULL_QUOTE, words // WORDS_A_PULL_QUOTE))
    chosen: dict[int, ArticleQuote] = {}  # by the number of the block
    good = (
        quote
        for quote in quotes
        if is_followed(quote.quote.speaker or "") and has_speaker_and_length(quote) and is_whole(quote)
    )
    for quote in sorted(good, key=_fullness):
        block = bisect_right(starts, quote.quote.segments[0].start)
        if len(chosen) < limit and not chosen.keys() & {block - 1, block, block + 1}:
            chosen[block] = quote
    return tuple(chosen[block] for block in sorted(chosen))


def _fullness(quote: ArticleQuote) -> tuple[int, int]:
    """A key that sorts longer quotes first, up to FULL_CHARS, and equal ones by their order."""
    return -min(len(quote.quote.text), FULL_CHARS), quote.number


def has_speaker_and_length(quote: ArticleQuote) -> bool:
    """Whether a quote has a speaker, says enough, and is short enough to be read."""
    return bool(quote.quote.speaker) and PULL_MIN_CHARS <= len(quote.quote.text) <= PULL_MAX_CHARS


def is_whole(quote: ArticleQuote) -> bool:
    """Whether a quote is one utterance, begins and ends a sentence, and doesn't point back to the sentence before."""
    inner = quote.quote.text.strip(_OPENING_MARKS + " ")
    first_word = re.match(r"[\w’']+", inner)
    points_back = first_word is not None and re.split("['’]", first_word.group().lower())[0] in POINTING_WORDS
    return _begins_a_sentence(inner) and inner[-1:] in ".!?…," and not points_back


def _begins_a_sentence(text: str) -> bool:
    letters = re.sub(r"^\W+", "", text.lstrip(_OPENING_MARKS))
    return letters[:1].isupper() or letters[:1].isdigit()
