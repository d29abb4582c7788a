"""The differences between the headlines of a story: the words that only one source has in its headline."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ...archive.model.article import Article
from ...archive.model.events import Event
from ...stories.clustering.words import words
from ..views.story_views import HeadlinePart

MIN_SOURCES = 3  # of two headlines, nearly all words are the one's alone
# A word as a reader sees it; compared are the stems of words. Scripts without spaces have no such words, so nothing in
# their headlines is marked.
_WORD = re.compile(r"[^\W_]+(?:[’'\u02bc.,-][^\W_]+)*")


def compared_headlines(event: Event) -> Mapping[str, tuple[HeadlinePart, ...]]:
    """The headlines of a story in parts that others share or don't, by the ids of their reports; none where nothing is
    one source's alone.

    What is marked is in the first reports of the sources that have one of their own, of languages that enough sources
    report in. A word is one source's alone if no report of the story by another source has it in its headline, its
    later reports and copies included. Words are compared by stems and without stop words: "strike" and "strikes" are
    one word.
    """
    stems: dict[str, set[str]] = defaultdict(set)  # of the headlines of each newsroom
    for article in event.articles:
        stems[article.publisher.newsroom].update(words(article.headline))
    by_lang: dict[str, list[Article]] = defaultdict(list)
    for article in _first_of_each_source(event):
        by_lang[_language(article)].append(article)
    parts = {}
    for compared in (articles for articles in by_lang.values() if len(articles) >= MIN_SOURCES):
        for article in compared:
            others = (found for newsroom, found in stems.items() if newsroom != article.publisher.newsroom)
            parts[article.id] = tuple(headline_parts(article.headline, frozenset[str]().union(*others)))
    return parts if any(part.only for headline in parts.values() for part in headline) else {}


def _language(article: Article) -> str:
    return article.lang.split("-")[0].lower()


def _first_of_each_source(event: Event) -> Sequence[Article]:
    """The first report of each newsroom that is no copy. Its later reports are not compared with it."""
    copied = {copy.id for copies in event.copies.values() for copy in copies}
    own = [article for article in reversed(event.articles) if article.id not in copied]
    return list({article.publisher.newsroom: article for article in own}.values())


def headline_parts(headline: str, other_stems: frozenset[str]) -> Iterator[HeadlinePart]:
    """The whole headline in parts. Words that no other headline has make one part with what stands between them, unless
    a word that others have stands there."""
    spans: list[tuple[int, int]] = []  # of words that no other headline has
    shared_end = -1  # where the last word ended that others have too
    for match in _WORD.finditer(headline):
        stems = words(match.group())
        if not stems:
            continue  # a stop word goes with its neighbours
        if any(stem in other_stems for stem in stems):
            shared_end = match.end()
        elif spans and shared_end <= spans[-1][1]:
            spans[-1] = (spans[-1][0], match.end())
        else:
            spans.append(match.span())
    at = 0
    for start, end in spans:
        if at < start:
            yield HeadlinePart(headline[at:start])
        yield HeadlinePart(headline[start:end], only=True)
        at = end
    if at < len(headline):
        yield HeadlinePart(headline[at:])
