"""The direct quotes of the archive: by the topic that said them, and by the topics that they name."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...archive.model.addresses import topic_slug
from ...archive.model.article import Article
from ...archive.model.events import ArticleQuote, quotes_of
from .topic_index import TopicIndex


@dataclass(frozen=True, slots=True)
class QuoteIndex:
    """Quotes by slugs of topics, newest first. `about` has the quotes that name a topic without being its own."""

    by_speaker: Mapping[str, tuple[ArticleQuote, ...]]
    about: Mapping[str, tuple[ArticleQuote, ...]]


def index_quotes(articles: Sequence[Article], topics: TopicIndex) -> QuoteIndex:
    """The quotes of `articles`, which are newest first."""
    by_speaker: dict[str, list[ArticleQuote]] = defaultdict(list)
    about: dict[str, list[ArticleQuote]] = defaultdict(list)
    for article in articles:
        for quote in quotes_of(article):
            name = quote.quote.speaker
            speaker = (topics.slug_of_name.get(name) or topic_slug(name)) if name else ""
            if speaker in topics.by_slug:
                by_speaker[speaker].append(quote)
            for slug in sorted(_named_in(quote, topics.slug_of_name) - {speaker}):
                if slug in topics.by_slug:
                    about[slug].append(quote)
    return QuoteIndex(
        {slug: tuple(quotes) for slug, quotes in by_speaker.items()},
        {slug: tuple(quotes) for slug, quotes in about.items()},
    )


def _named_in(quote: ArticleQuote, slug_of_name: Mapping[str, str]) -> set[str]:
    """The slugs of the names within a quote."""
    return {
        slug_of_name[mention.actor]
        for mention in quote.article.annotation.mentions
        for segment in quote.quote.segments
        if segment.start <= mention.start and mention.end <= segment.end
    }
