"""The records of the index, read from its rows. Those that were asked for last are kept."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final

from ...stories.index.story_index import StoryIndex
from ..index_file import IndexFile
from ..model.article import Article
from ..model.events import Event
from ..model.topics import Topic
from ..packed_articles import PackedArticle, unpack_article
from ..updating.topic_rows import unpack_topic

CACHED_ARTICLES: Final = 4_096  # some 10 KB each
CACHED_EVENTS: Final = 2_048
CACHED_TOPICS: Final = 16_384
CACHED_LENGTHS: Final = 10_000
_DIGEST_BYTES: Final = 16


class StoredRecords:
    """Reads records of one index."""

    def __init__(self, index: IndexFile) -> None:
        self.index = index
        self.article = lru_cache(CACHED_ARTICLES)(self._article)
        self.event = lru_cache(CACHED_EVENTS)(self._event)
        self.topic = lru_cache(CACHED_TOPICS)(self._topic)
        self.length = lru_cache(CACHED_LENGTHS)(self._length)

    def articles(self, query: str, parameters: Sequence[Any]) -> tuple[Article, ...]:
        """The articles whose ids a query gives, in its order."""
        return tuple([self.article(id_) for (id_,) in self.index.rows(query, parameters)])

    def events(self, leads: Iterable[str]) -> tuple[Event, ...]:
        return tuple([self.event(lead) for lead in leads])

    def _article(self, article_id: str) -> Article:
        """The article with an id.

        Raises:
            LookupError: there is none.
        """
        rows = self.index.rows(
            "SELECT record, body, annotation, digest FROM texts JOIN articles USING (id) WHERE id = ?", (article_id,)
        )
        if not rows:
            raise LookupError(article_id)
        return unpack_article(article_id, PackedArticle(*rows[0]))

    def _event(self, lead: str) -> Event:
        """The event with that lead.

        Raises:
            LookupError: there is none.
        """
        stored = StoryIndex(self.index.connection).event(lead)
        if stored is None:
            raise LookupError(lead)
        articles = tuple(map(self.article, stored.articles))
        digest = blake2b(stored.digest + stored.rank_digest, digest_size=_DIGEST_BYTES)
        for article in articles:
            digest.update(article.digest)
        lead_article = self.article(lead)
        return Event(lead_article, articles, stored.story, stored.rank, stored.pinned, stored.genre, digest.digest())

    def _length(self, name: str) -> int:
        """The number of articles in a list."""
        return int(self.index.value("SELECT coalesce(sum(articles), 0) FROM months WHERE list = ?", (name,)))

    def _topic(self, slug: str) -> Topic | None:
        packed = self.index.value("SELECT record FROM topics WHERE slug = ?", (slug,))
        return None if packed is None else unpack_topic(packed)
