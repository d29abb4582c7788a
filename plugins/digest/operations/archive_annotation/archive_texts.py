"""The texts of the article files of a site, one after the other, as a build reads them; none of them is kept."""

from collections.abc import Iterator, Mapping
from typing import Any

from incremental import ArticleStream

from ...archive.model.article import Article, sources_by_outlet, sources_of
from ...site.load.article_reading import read_article, read_subscriptions
from ...site.load.settings_reading import site_settings


class ArchiveTexts:
    """The articles of a site, which can be read several times. No build can run while it is open."""

    def __init__(self, pelican_settings: Mapping[str, Any]) -> None:
        """Raises:
        ConfigurationError: subscriptions.toml or a setting is wrong.
        """
        self.settings = site_settings(pelican_settings)
        self._sources = sources_of(read_subscriptions(self.settings).feed, self.settings)
        self._outlets = sources_by_outlet(source for slug, source in self._sources.items() if slug)
        self.stream = ArticleStream(pelican_settings)

    def __len__(self) -> int:
        """The number of files."""
        return len(self.stream.files)

    def articles(self) -> Iterator[Article]:
        """The articles in the order of their files. One that can't be used is logged and left out."""
        for content in self.stream.articles():
            article = None if content is None else self._article(content)
            if article is not None:
                yield article

    def _article(self, content: Any) -> Article | None:
        return read_article(
            content,
            self._sources,
            self.settings,
            self._outlets,
        )
