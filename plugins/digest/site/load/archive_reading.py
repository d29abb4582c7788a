"""The archive of a build, from the articles that Pelican has read and the editor's files beside them."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from incremental import JOBS_SETTING, available_jobs, body_of

from ...annotate.actors.actor_files import load_actors
from ...annotate.names import decision_report, name_report, report_file
from ...annotate.names.archive_names import archive_names
from ...annotate.names.canonical_names import ArchiveNames
from ...annotate.names.headline_names import HeadlineNames
from ...annotate.records import Actor, Annotation, Text
from ...annotate.run.annotator import Annotator, cached_count
from ...annotate.run.worker_processes import workers
from ...archive.model.addresses import actor_slugs
from ...archive.model.archive import Archive
from ...archive.model.article import Article, Source, article_of, sources_by_outlet, sources_of, with_annotation
from ...archive.model.settings import SiteSettings
from ...archive.model.topic_slugs import topic_slugs
from ...contracts import kept_pages, subscription_file
from ...contracts.feed_status import load_feed_status
from ...contracts.subscriptions import Subscription
from ...errors import DigestError
from ...stories.digests import story_report
from ...stories.digests.ranking import RankedStory
from .archive_assembly import build_archive
from .body_cache import BodyCache
from .language_cache import LanguageCache
from .progress_bar import progress_bar
from .settings_reading import site_settings
from .story_decisions import load_decisions

_log = logging.getLogger(__name__)


def read_archive(contents: Sequence[Any], pelican_settings: Mapping[str, Any]) -> Archive:
    """The archive of Pelican's article objects.

    Reports on names and on doubtful decisions are left in the cache folder, and so are the pages of found names, which
    the scheduled run keeps when the site is published.

    Raises:
        ConfigurationError: subscriptions.toml, decisions.toml, an actor's file or a setting is wrong.
    """
    settings = site_settings(pelican_settings)
    actors = _actors(settings.content / "actors")
    sources = sources_of(_subscriptions(settings.content / "subscriptions.toml"), settings)
    jobs = pelican_settings.get(JOBS_SETTING) or available_jobs()
    with BodyCache(settings.cache) as bodies, LanguageCache(settings.cache) as languages:
        articles = _articles(contents, bodies, languages, sources, settings)
    annotations = _annotations(articles, actors, settings, jobs)
    names = archive_names(annotations, actors)
    annotated = _annotated(articles, annotations, names, actors)
    _write_reports(annotated, names, settings.cache)
    archive = build_archive(
        annotated,
        [actor for actor in actors if actor.tagged],
        sources,
        settings,
        load_decisions(settings.content / "decisions.toml"),
        load_feed_status(settings.content),
        topic_slugs(
            ((article.date, annotation) for article, annotation in zip(articles, annotations, strict=True)),
            names.canonical,
        ),
        kept_pages.load_kept_pages(settings.content),
    )
    kept_pages.save_found_pages(settings.cache, archive.topic_pages_to_keep)
    _write_story_report(archive)
    return archive


def _actors(directory: Path) -> tuple[Actor, ...]:
    """The followed actors, each with a slug that can stand in an address."""
    actors = load_actors(directory)
    slugs = actor_slugs(actor.slug for actor in actors)
    return tuple(replace(actor, slug=slugs[actor.slug]) for actor in actors)


def _subscriptions(path: Path) -> tuple[Subscription, ...]:
    """The subscriptions of a file; none where it isn't there, since a site can be written by hand."""
    return subscription_file.load(path).feed if path.exists() else ()


def _articles(
    contents: Iterable[Any],
    bodies: BodyCache,
    languages: LanguageCache,
    sources: Mapping[str, Source],
    settings: SiteSettings,
) -> list[Article]:
    """The articles of Pelican's objects, in the order of their files. One that can't be used is logged and left out."""
    articles = []
    files: dict[str, str] = {}  # by path of the page
    outlets = sources_by_outlet(source for slug, source in sources.items() if slug)
    # The order is our own: of two articles with one path it must be the same that is shown in every build.
    for content in sorted(contents, key=lambda content: str(content.relative_source_path)):
        file = str(content.relative_source_path)
        try:
            # The body as the reader made it; `content.content` would follow {filename} links in strangers' text.
            body = bodies.read(body_of(content))
            # Pelican gives its default category only where it writes a page for it.
            section = content.category.name if hasattr(content, "category") else settings.default_section
            metadata = {**content.metadata, "category": section, "slug": content.slug}
            article = article_of(file, metadata, body, sources, settings, outlets)
            if not article.lang:  # nobody says it
                text = article.body.text or article.summary
                article = replace(article, lang=languages.language(article.headline, text))
        except DigestError as error:
            _log.error("%s: %s; the article is left out", file, error)
            continue
        except Exception:  # noqa: BLE001  the loop's outermost guard: a stranger's text must not end the build
            _log.exception("%s: this article can't be shown", file)
            continue
        if article.path in files:
            _log.error("%s: has the address of %s, and is left out", file, files[article.path])
            continue
        files[article.path] = file
        articles.append(article)
    return articles


def _annotations(
    articles: Sequence[Article], actors: tuple[Actor, ...], settings: SiteSettings, jobs: int
) -> list[Annotation]:
    """What is found in each article by its own text alone, in the order of the articles."""
    texts = [Text(article.id, article.body.text, article.headline, article.lang) for article in articles]
    with (
        workers(jobs, len(texts) - cached_count(settings.cache)) as executor,
        progress_bar("Annotating", len(texts)) as advance,
    ):
        annotator = Annotator(
            actors, cache=settings.cache, model=settings.model, names=settings.names, executor=executor
        )
        annotations = []
        for annotation in annotator.annotate(texts):
            annotations.append(annotation)
            advance()
    return annotations


def _annotated(
    articles: Sequence[Article], annotations: Sequence[Annotation], names: ArchiveNames, actors: Sequence[Actor]
) -> list[Article]:
    """The articles with their annotations, in which each actor has its canonical name, also in the headline."""
    headline_names = HeadlineNames(names, {actor.name for actor in actors})
    return [
        with_annotation(
            article,
            headline_names.with_headline_names(names.with_canonical_names(annotation), article.headline),
        )
        for article, annotation in zip(articles, annotations, strict=True)
    ]


def _write_reports(articles: Sequence[Article], names: ArchiveNames, cache: Path) -> None:
    """Leave in the cache folder what an editor can check: which names were joined, and which decisions are doubtful."""
    by_source = ((article.publisher.name, article.annotation) for article in articles)
    report_file.write_report(cache / name_report.REPORT_FILE, name_report.reported_names(names, by_source))
    rows = ((article.id, article.headline, article.body.text, article.annotation) for article in articles)
    report_file.write_report(cache / decision_report.DECISIONS_FILE, decision_report.reported_decisions(rows))


def _ranked_with_joins(archive: Archive, day: date) -> Iterator[RankedStory]:
    """The stories of a day's digest, each with the reasons why its reports are in it."""
    for event in archive.events_on(day):
        if event.rank:
            yield replace(event.rank, story=replace(event.rank.story, joins=archive.joins_of(event)))


def _write_story_report(archive: Archive) -> None:
    """Leave in the cache folder why stories stand where they do."""
    ranked = [(day, [*_ranked_with_joins(archive, day)]) for day in archive.days]
    told = [event for event in archive.events if event.story]
    subjects = {event.lead.id: subject for event in told if (subject := archive.subject_of(event))}
    headlines = {event.lead.id: event.lead.headline for event in told}
    lines = {
        article.id: f"{article.publisher.name}: {article.headline}" for event in told for article in event.articles
    }
    report = story_report.reported_stories(ranked, subjects, headlines, lines)
    report_file.write_report(archive.settings.cache / story_report.STORIES_REPORT_FILE, report)
