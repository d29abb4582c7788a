"""What can be found: for each article its title, the words that its page shows, and what to filter by.

Nothing that a page doesn't show is in here: an index is published as pages are, and terms of use hold for it too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..components.quote_cards import worth_listing
from ..model.archive import Archive
from ..model.article import Article
from ..model.article_body import excerpt
from ..model.events import quotes_of


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One article. `path` is its address below the site's root, `lang` a BCP 47 tag."""

    path: str
    headline: str
    text: str
    lang: str
    day: date
    source: str
    section: str
    actors: tuple[str, ...]


def search_records(archive: Archive) -> Iterator[SearchRecord]:
    """A record for each article, newest first."""
    for article in archive.articles:
        yield SearchRecord(
            path=article.path,
            headline=article.headline,
            text=_text(article, archive.settings.excerpt_words),
            lang=article.lang,
            day=article.day,
            source=article.source.name,
            section=article.section,
            actors=tuple(topic.name for topic in archive.topics_in(article)),
        )


def _text(article: Article, words: int) -> str:
    """What the article's page shows: the text or its beginning, and below an excerpt its quotes."""
    shown, reach = (article.body, len(article.body.text)) if article.source.full else excerpt(article.body, words)
    hidden = (one for one in quotes_of(article) if all(segment.end > reach for segment in one.quote.segments))
    return " ".join(" ".join([shown.text, *(one.quote.text for one in worth_listing(hidden))]).split())
