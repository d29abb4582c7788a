"""One article of Pelican's as a record, and the inputs that all articles share: actors and subscriptions."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from incremental import CachedBody, body_of

from ...annotate.actors.actor_files import load_actors
from ...annotate.records import Actor, Text
from ...contracts import subscription_file
from ...contracts.subscriptions import Subscription
from ...errors import DigestError
from ...stories.reports import Report
from ..model.addresses import actor_slugs
from ..model.article import Article, Source, article_of
from ..model.article_body import ArticleBody
from ..model.settings import SiteSettings
from ..model.topics import mentions_of

_log = logging.getLogger(__name__)


def read_actors(settings: SiteSettings) -> tuple[Actor, ...]:
    """The followed actors, each with a slug that can stand in an address.

    Raises:
        ConfigurationError: an actor's file is wrong.
    """
    actors = load_actors(settings.content / "actors")
    slugs = actor_slugs(actor.slug for actor in actors)
    return tuple(replace(actor, slug=slugs[actor.slug]) for actor in actors)


def read_subscriptions(settings: SiteSettings) -> tuple[Subscription, ...]:
    """The subscriptions; none where there is no file of them, since a site can be written by hand.

    Raises:
        ConfigurationError: the file is wrong.
    """
    path = settings.content / "subscriptions.toml"
    return subscription_file.load(path).feed if path.exists() else ()


def read_article(
    content: Any,
    body_reader: Callable[[CachedBody], ArticleBody],
    language_of: Callable[[str, str], str],
    sources: Mapping[str, Source],
    settings: SiteSettings,
    outlets: Mapping[tuple[str, ...], Source],
) -> Article | None:
    """The record of one of Pelican's objects, not yet annotated; None for one that can't be used, which is logged.

    `body_reader` sanitises a body. `language_of` tells the language of a headline and a text where nobody says it.
    """
    file = str(content.relative_source_path)
    try:
        # The body as the reader made it; `content.content` would follow {filename} links in strangers' text.
        body = body_reader(body_of(content))
        # Pelican gives its default category only where it writes a page for it.
        section = content.category.name if hasattr(content, "category") else settings.default_section
        metadata = {**content.metadata, "category": section, "slug": content.slug}
        article = article_of(file, metadata, body, sources, settings, outlets)
        if not article.lang:
            article = replace(article, lang=language_of(article.headline, article.body.text or article.summary))
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


def article_report(article: Article) -> Report:
    """The article as clustering sees it."""
    return Report(
        id=article.id,
        title=article.headline,
        text=article.body.text or article.summary,
        date=article.date,
        source=article.publisher.slug,
        newsroom=article.publisher.newsroom,
        link=article.original,
        actors=tuple(dict.fromkeys(mention.actor for mention in mentions_of(article))),
        lang=article.lang,
    )
