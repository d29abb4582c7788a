"""The differences between the headlines of a story: the words that only one source has in its headline."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ...archive.model.article import Article
from ...archive.model.events import Event
from ...archive.questions.archive import Archive
from ...stories.clustering.words import words
from ..views.shared_views import Link
from ..views.story_views import HeadlinePart, HeadlineView
from .page_links import article_url, foreign_language

MAX_HEADLINES = 12  # more are a list and no comparison, and the reports list them anyway
MIN_SOURCES = 2
# A word as a reader sees it; compared are the stems of words. Scripts without spaces have no such words, so nothing in
# their headlines is marked.
_WORD = re.compile(r"[^\W_]+(?:[’'\u02bc.,-][^\W_]+)*")


def headlines(archive: Archive, event: Event) -> tuple[HeadlineView, ...]:
    """The headlines of a story, one of each source, in order of time, cut into parts that others share or don't.

    Headlines are compared within their language, by stems and without stop words: "strike" and "strikes" are one word.
    There are none where fewer than MIN_SOURCES can be compared, or where no headline has words of its own.
    """
    by_lang: dict[str, list[Article]] = defaultdict(list)
    for article in _first_of_each_source(event):
        by_lang[_language(article)].append(article)
    compared = [article for articles in by_lang.values() if len(articles) >= MIN_SOURCES for article in articles]
    shown = sorted(compared, key=lambda article: (article.date, article.id))[:MAX_HEADLINES]
    views = []
    for article in shown:
        others = [other.headline for other in by_lang[_language(article)] if other.id != article.id]
        parts = tuple(
            headline_parts(article.headline, frozenset(word for headline in others for word in words(headline)))
        )
        link = Link(article.publisher.name, article_url(archive, article))
        views.append(HeadlineView(link, parts, foreign_language(archive, article)))
    return tuple(views) if any(part.only for view in views for part in view.parts) else ()


def _language(article: Article) -> str:
    return article.lang.split("-")[0].lower()


def _first_of_each_source(event: Event) -> Sequence[Article]:
    """The first report of each newsroom. A later report of the same newsroom is not compared with it."""
    return list({article.publisher.newsroom: article for article in reversed(event.articles)}.values())


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
