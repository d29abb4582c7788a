"""Pelican's native tags: the topics that an article names, so that themes and other plugins see them.

The feed's own categories stay in the article file and in our records; they name no page.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pelican.urlwrappers import Tag

from ..model.archive import Archive


def tag_articles(contents: Iterable[Any], archive: Archive, pelican_settings: Mapping[str, Any]) -> None:
    """Sets `tags` on Pelican's article objects; doing it twice changes nothing."""
    known = {article.id: article for article in archive.articles}
    tags = {slug: _tag(topic.name, slug, pelican_settings) for slug, topic in archive.topics.items()}
    for content in contents:
        article = known.get(str(content.relative_source_path))
        content.tags = [tags[topic.slug] for topic in archive.topics_in(article)] if article else []


def _tag(name: str, slug: str, pelican_settings: Mapping[str, Any]) -> Tag:
    """A tag with our slug: Pelican's own would be made from the name, and two of them would compete."""
    tag = Tag(name, pelican_settings)
    tag._slug, tag._slug_from_name = slug, False
    return tag
