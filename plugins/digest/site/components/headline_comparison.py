"""How the headlines of a story differ: the words that one source alone has put there."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ...stories.clustering.words import words
from ..model.archive import Archive
from ..model.article import Article
from ..model.events import Event
from ..views.shared_views import Link
from ..views.story_views import HeadlinePart, HeadlineView
from .page_links import foreign_language

MAX_HEADLINES = 12  # more are no comparison but a list, and the reports follow anyway
MIN_SOURCES = 2
# A word as a reader sees it; what is compared are its stems. Scripts without spaces have no such words, and nothing of
# them is marked.
_WORD = re.compile(r"[^\W_]+(?:[’'\u02bc.,-][^\W_]+)*")


def headlines(archive: Archive, event: Event) -> tuple[HeadlineView, ...]:
    """The headlines of a story, one a source, in order of time, each in parts of which some stand in no other one.

    Headlines are compared within their language, by stems and without stop words: "strike" and "strikes" are one word.
    None where only one source is left to compare, or where nothing sets any of them apart.
    """
    by_lang: dict[str, list[Article]] = defaultdict(list)
    for article in _one_a_source(event):
        by_lang[article.lang.split("-")[0].lower()].append(article)
    compared = [article for articles in by_lang.values() if len(articles) >= MIN_SOURCES for article in articles]
    shown = sorted(compared, key=lambda article: (article.date, article.id))[:MAX_HEADLINES]
    views = []
    for article in shown:
        others = [one.headline for one in by_lang[article.lang.split("-")[0].lower()] if one.id != article.id]
        parts = tuple(_parts(article.headline, frozenset(word for title in others for word in words(title))))
        link = Link(article.source.name, archive.addresses.at(article.path))
        views.append(HeadlineView(link, parts, foreign_language(archive, article)))
    return tuple(views) if any(part.only for view in views for part in view.parts) else ()


def _one_a_source(event: Event) -> Sequence[Article]:
    """The first report of each source; a later headline of its own is another story's business."""
    return list({article.source.slug: article for article in reversed(event.articles)}.values())


def _parts(title: str, elsewhere: frozenset[str]) -> Iterator[HeadlinePart]:
    """The whole title; words that stand nowhere else, and what stands between two of them, make one part."""
    spans: list[tuple[int, int]] = []
    common = -1  # where the last word ended that others have too
    for match in _WORD.finditer(title):
        stems = words(match.group())
        if not stems:
            continue  # a stop word goes with its neighbours
        if any(stem in elsewhere for stem in stems):
            common = match.end()
        elif spans and common <= spans[-1][1]:
            spans[-1] = (spans[-1][0], match.end())
        else:
            spans.append(match.span())
    at = 0
    for start, end in spans:
        if at < start:
            yield HeadlinePart(title[at:start])
        yield HeadlinePart(title[start:end], only=True)
        at = end
    if at < len(title):
        yield HeadlinePart(title[at:])
