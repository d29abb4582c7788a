"""What can be found: for each article its headline, the words that its page shows, and what to filter by.

A record has nothing that the page doesn't show: an index is published as pages are, and the publishers' terms of use
hold for it too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ...archive.model.addresses import story_path
from ...archive.model.article import Article
from ...archive.model.article_body import excerpt
from ...archive.model.events import quotes_of
from ...archive.model.list_names import ALL
from ...archive.model.worth_listing import worth_listing
from ...archive.questions.archive import Archive


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One article. `path` is that of its page below the site's root, `lang` a BCP 47 tag; `story` is the path of the
    story of several sources that it is part of, or ""."""

    path: str
    headline: str
    text: str
    lang: str
    day: date
    source: str
    section: str
    actors: tuple[str, ...]
    story: str = ""


def search_records(archive: Archive, days: Iterable[date]) -> Iterator[SearchRecord]:
    """A record for each article of some days, in the order of the days, those of a day newest first."""
    for day in days:
        stories = dict(archive.events.stories_told_on(day))
        for article in archive.articles.of_period(ALL, day.isoformat()):
            yield SearchRecord(
                path=article.path,
                headline=article.headline,
                text=_text(article, archive.settings.excerpt_words),
                lang=article.lang,
                day=article.day,
                source=article.publisher.name,
                section=article.section,
                actors=tuple(topic.name for topic in archive.topics.in_article(article.id)),
                story=story_path(stories[article.id]) if article.id in stories else "",
            )


def _text(article: Article, words: int) -> str:
    """What the page of an article shows: the whole text, or an excerpt and below it the quotes of the rest; of a thin
    article what lists show."""
    if article.is_thin:
        quotes = worth_listing(quotes_of(article))
        return " ".join(" ".join([article.deck, *(quote.quote.text for quote in quotes)]).split())
    shown, end = (article.body, len(article.body.text)) if article.source.full else excerpt(article.body, words)
    beyond = (quote for quote in quotes_of(article) if all(segment.end > end for segment in quote.quote.segments))
    return " ".join(" ".join([shown.text, *(quote.quote.text for quote in worth_listing(beyond))]).split())
