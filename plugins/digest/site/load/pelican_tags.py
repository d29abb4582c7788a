"""Pelican's native tags, made from the topics that an article names, so that themes and other plugins see them.

The feed's own categories, which Pelican reads as tags, stay in the article file and in `Article.categories`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pelican.urlwrappers import Tag

from ...archive.questions.archive import Archive


def tag_articles(contents: Iterable[Any], archive: Archive, pelican_settings: Mapping[str, Any]) -> None:
    """Set `tags` on Pelican's article objects. Doing it twice changes nothing."""
    for content in contents:
        topics = archive.topics.in_article(str(content.relative_source_path))
        content.tags = [_tag(topic.name, topic.slug, pelican_settings) for topic in topics]


def _tag(name: str, slug: str, pelican_settings: Mapping[str, Any]) -> Tag:
    """A tag with the slug of its topic. Pelican would make another one from the name, and two pages would compete."""
    tag = Tag(name, pelican_settings)
    tag._slug, tag._slug_from_name = slug, False
    return tag
