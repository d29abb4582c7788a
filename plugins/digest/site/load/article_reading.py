"""One article of Pelican's as a record, and the inputs that all articles share: actors and subscriptions."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from ...annotate.actors.actor_files import load_actors
from ...annotate.records import Actor, Text
from ...annotate.text.language import TOLD_BY_CHARS, told_language
from ...archive.model.addresses import actor_slugs
from ...archive.model.article import Article, Source, article_of
from ...archive.model.article_body import read_body
from ...archive.model.settings import SiteSettings
from ...contracts import subscription_file
from ...contracts.subscriptions import Subscriptions
from ...errors import DigestError

_READ_CHARS: Final = 4 * TOLD_BY_CHARS  # as much of a text as is looked at for its language
_log = logging.getLogger(__name__)


def read_actors(settings: SiteSettings) -> tuple[Actor, ...]:
    """The followed actors, each with a slug that can stand in an address.

    Raises:
        ConfigurationError: an actor's file is wrong.
    """
    actors = load_actors(settings.content / "actors")
    slugs = actor_slugs(actor.slug for actor in actors)
    return tuple(replace(actor, slug=slugs[actor.slug]) for actor in actors)


def read_subscriptions(settings: SiteSettings) -> Subscriptions:
    """The subscriptions; none where there is no file of them, since a site can be written by hand.

    Raises:
        ConfigurationError: the file is wrong.
    """
    path = settings.content / "subscriptions.toml"
    return subscription_file.load(path) if path.exists() else Subscriptions()


def read_article(
    content: Any,
    sources: Mapping[str, Source],
    settings: SiteSettings,
    outlets: Mapping[tuple[str, ...], Source],
) -> Article | None:
    """The record of one of Pelican's objects, not yet annotated; None for one that can't be used, which is logged."""
    file = str(content.relative_source_path)
    try:
        # The body as the reader made it; `content.content` would follow {filename} links in strangers' text.
        body = read_body(content._content or "")
        # Pelican gives its default category only where it writes a page for it.
        section = content.category.name if hasattr(content, "category") else settings.default_section
        metadata = {**content.metadata, "category": section, "slug": content.slug}
        article = article_of(file, metadata, body, sources, settings, outlets)
        if not article.lang:  # nobody says it
            text = article.body.text or article.summary
            article = replace(article, lang=told_language(f"{article.headline}\n{text}"[:_READ_CHARS]))
    except DigestError as error:
        _log.error("%s: %s; the article is left out", file, error)
    except Exception:  # noqa: BLE001  a stranger's text must not end the run
        _log.exception("%s: this article can't be shown", file)
    else:
        return article
    return None


def article_text(article: Article) -> Text:
    """The article as it is annotated."""
    return Text(article.id, article.body.text, article.headline, article.lang)
