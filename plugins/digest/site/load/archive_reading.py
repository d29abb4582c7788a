"""From the articles that Pelican has parsed to the archive."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from incremental import JOBS_SETTING, available_jobs, body_of

from ...annotate.actors.actor_files import load_actors
from ...annotate.names import decision_report, name_report, report_file
from ...annotate.names.archive_names import archive_names
from ...annotate.names.headline_names import HeadlineNames
from ...annotate.records import Actor, Text
from ...annotate.run.annotator import Annotator, cached_count
from ...annotate.run.worker_processes import workers
from ...contracts import kept_pages, subscription_file
from ...contracts.feed_status import load_feed_status
from ...contracts.subscriptions import Subscription
from ..model.archive import Archive
from ..model.article import Article, Source, annotated, article_of, sources_of
from ..model.settings import SiteSettings, site_settings
from ..model.topic_slugs import TopicSlugs, topic_slugs
from .archive_assembly import build_archive
from .body_cache import BodyCache
from .progress_bar import progress_bar
from .story_decisions import load_decisions

_log = logging.getLogger(__name__)


def read_archive(contents: Sequence[Any], pelican_settings: Mapping[str, Any]) -> Archive:
    """The archive of Pelican's article objects and of the editor's files beside them.

    Raises:
        ConfigurationError: subscriptions.toml, decisions.toml, an actor's file or a setting is wrong.
    """
    settings = site_settings(pelican_settings)
    actors = load_actors(settings.content / "actors")
    sources = sources_of(_subscriptions(settings.content / "subscriptions.toml"), settings)
    jobs = pelican_settings.get(JOBS_SETTING) or available_jobs()
    with BodyCache(settings.cache) as bodies:
        read = _articles(contents, bodies, sources, settings)
    articles, slugs = _annotated(read, actors, settings, jobs)
    followed = [actor for actor in actors if actor.tagged]
    decisions = load_decisions(settings.content / "decisions.toml")
    statuses, kept = load_feed_status(settings.content), kept_pages.load_kept_pages(settings.content)
    archive = build_archive(articles, followed, sources, settings, decisions, statuses, slugs, kept)
    kept_pages.save_found_pages(settings.cache, archive.topic_pages_to_keep)
    return archive


def _subscriptions(path: Path) -> tuple[Subscription, ...]:
    """A site of articles written by hand has no subscriptions."""
    return subscription_file.load(path).feed if path.exists() else ()


def _articles(
    contents: Iterable[Any], bodies: BodyCache, sources: Mapping[str, Source], settings: SiteSettings
) -> list[Article]:
    """One article that can't be used is named and left out; the rest goes on."""
    articles = []
    addresses: dict[str, str] = {}
    # In an order of our own: of two with one address it must be the same that is shown in every build.
    for content in sorted(contents, key=lambda one: str(one.relative_source_path)):
        file = str(content.relative_source_path)
        try:
            # What the reader made; `content` would follow Pelican's {filename} links in strangers' text.
            body = bodies.read(body_of(content))
            # Pelican gives its default category only where it writes a page for it.
            section = content.category.name if hasattr(content, "category") else settings.default_section
            metadata = {**content.metadata, "category": section, "slug": content.slug}
            article = article_of(file, metadata, body, sources, settings)
        except Exception:  # noqa: BLE001  the loop's outermost guard: a stranger's text must not end the build
            _log.exception("%s: this article can't be shown", file)
            continue
        if article.path in addresses:
            _log.error("%s: has the address of %s, and is left out", file, addresses[article.path])
            continue
        addresses[article.path] = file
        articles.append(article)
    return articles


def _annotated(
    articles: Sequence[Article], actors: tuple[Actor, ...], settings: SiteSettings, jobs: int
) -> tuple[list[Article], TopicSlugs]:
    texts = [Text(article.id, article.body.text, article.headline, article.lang) for article in articles]
    with (
        workers(jobs, len(texts) - cached_count(settings.cache)) as executor,
        progress_bar("Annotating", len(texts)) as advance,
    ):
        annotator = Annotator(actors, cache=settings.cache, model=settings.model or None, executor=executor)
        annotations = []
        for annotation in annotator.annotate(texts):
            annotations.append(annotation)
            advance()
    names = archive_names(annotations, actors)
    titles = HeadlineNames(names, {actor.name for actor in actors})
    found = [
        annotated(article, titles.with_headline_names(names.with_canonical_names(one), article.headline))
        for article, one in zip(articles, annotations, strict=True)
    ]
    report = name_report.reported_names(names, ((article.source.name, article.annotation) for article in found))
    report_file.write_report(settings.cache / name_report.REPORT_FILE, report)
    doubts = decision_report.reported_decisions((one.id, one.headline, one.body.text, one.annotation) for one in found)
    report_file.write_report(settings.cache / decision_report.DECISIONS_FILE, doubts)
    dated = ((article.date, one) for article, one in zip(articles, annotations, strict=True))
    return found, topic_slugs(dated, names.canonical)
