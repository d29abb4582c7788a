"""The archive of a build: the index, brought up to date with the articles whose files have changed."""

import logging
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from incremental import JOBS_SETTING, available_jobs, fingerprint

from ...annotate.records import Annotation, Text
from ...annotate.run.annotator import Annotator
from ...archive.corrections import CORRECTIONS_FILE, load_corrections
from ...archive.index_file import INDEX_FILE, IndexFile
from ...archive.model.article import sources_by_outlet, sources_of
from ...archive.questions.archive import Archive
from ...archive.story_decisions import DECISIONS_FILE, load_decisions
from ...archive.updating.article_files import ReadArticle, kept_topic_pages
from ...archive.updating.change_rows import VersionTerms
from ...archive.updating.index_update import EditorInputs, stale_articles, update_index
from ...archive.watches import WATCHES_FILE, load_watches
from ...batches.worker_processes import workers
from ...contracts import kept_pages
from ...contracts.feed_status import load_feed_status
from ...contracts.retention import retention_rules
from ...contracts.subscriptions import Subscriptions
from ...storage.file_stamp import file_stamp
from .article_reading import read_actors, read_article, read_subscriptions
from .progress_bar import progress_bar
from .settings_reading import site_settings, unknown_settings
from .version_rendering import version_renderer

# Settings that have no part in what an article is: folders that are written to, the clock, how the build is run.
_OTHER_SETTINGS: Final = ("OUTPUT_PATH", "CACHE_PATH", "DIGEST_NOW", "SITEURL", "THEME", "JINJA_ENVIRONMENT")
_log = logging.getLogger(__name__)


class ArchiveReading:
    """One build's way from files to the archive: it says which files are to be read, and takes what was read."""

    def __init__(self, pelican_settings: Mapping[str, Any]) -> None:
        """Opens the index.

        Raises:
            ConfigurationError: a file of content/ for the editor's decisions, an actor's file or a setting is wrong.
            CacheError: the index can't be used, for another reason than damage.
        """
        self.settings = site_settings(pelican_settings)
        for line in unknown_settings(pelican_settings):
            _log.warning("%s", line)
        self._jobs = pelican_settings.get(JOBS_SETTING) or available_jobs()
        content = self.settings.content
        actors, subscriptions = read_actors(self.settings), read_subscriptions(self.settings)
        self._inputs = EditorInputs(
            actors=actors,
            sources=sources_of(subscriptions.feed, self.settings),
            decisions=load_decisions(content / DECISIONS_FILE),
            corrections=load_corrections(content / CORRECTIONS_FILE),
            kept=kept_pages.load_kept_pages(content),
            reading=_reading_key(pelican_settings),
            watches=load_watches(content / WATCHES_FILE),
            retention=retention_rules(subscriptions),
            versions=_version_terms(subscriptions, pelican_settings),
        )
        self._index = IndexFile(self.settings.cache / INDEX_FILE)
        self._stamps: dict[str, bytes] = {}  # of the files to be read, by the ids of their articles
        self._listed: frozenset[str] = frozenset()

    def files_to_read(self, listed: Iterable[str]) -> list[str]:
        """Those of the article files, given by their paths below the content folder, that are not in the index as they
        are."""
        stale = stale_articles(self._index, self._inputs)
        known = dict(self._index.rows("SELECT id, stamp FROM articles")) if stale is not None else {}
        missing_pictures = self._with_missing_pictures()
        files, content = sorted(listed), os.fspath(self.settings.content)
        self._listed = frozenset(map(_posix, files))
        to_read = []
        for file in files:
            name = _posix(file)
            stamp = file_stamp(os.path.join(content, file))  # noqa: PTH118  see `file_stamp`
            if known.get(name) != stamp or not stamp or name in (stale or ()) or name in missing_pictures:
                self._stamps[name] = stamp
                to_read.append(file)
        return to_read

    def archive(self, contents: Iterable[Any]) -> Archive:
        """The archive with the articles that Pelican has read, each of which is taken when the one before it is in the
        index. Pages of found names are left in the cache folder, which the scheduled run keeps when the site is
        published."""
        there: set[str] = set()
        tagged = [actor for actor in self._inputs.actors if actor.tagged]
        number = len(self._stamps)
        with workers(self._jobs, number) as executor, progress_bar("Annotating", number) as advance:
            annotator = Annotator(
                self._inputs.actors,
                cache=self.settings.cache,
                model=self.settings.model,
                names=self.settings.names,
                executor=executor,
            )
            watched = _WatchedAnnotator(annotator, advance)
            read = self._articles(contents, there)
            update_index(self._index, read, self._gone(there), self._inputs, self.settings, watched)
        kept_pages.save_found_pages(self.settings.cache, kept_topic_pages(self._index.connection))
        return Archive(
            self._index, self.settings, tagged, self._inputs.sources, load_feed_status(self.settings.content)
        )

    def _articles(self, contents: Iterable[Any], there: set[str]) -> Iterator[ReadArticle]:
        """The articles of Pelican's objects, whose ids are put into `there`. One that can't be used is logged and left
        out."""
        outlets = sources_by_outlet(source for slug, source in self._inputs.sources.items() if slug)
        for content in contents:
            article = read_article(content, self._inputs.sources, self.settings, outlets)
            if article is not None:
                there.add(article.id)
                yield ReadArticle(article, self._stamps.get(article.id, b""))

    def _gone(self, there: Collection[str]) -> Iterator[str]:
        """The ids of the articles of the index that are no longer articles: their file is gone, or was to be read and
        is not `there`, since it is a draft now, or can't be read."""
        left_out = self._stamps.keys() - there
        known = {id_ for (id_,) in self._index.rows("SELECT id FROM articles")}
        yield from sorted(known - (self._listed - left_out))

    def _with_missing_pictures(self) -> set[str]:
        """The ids of articles of which a picture's file is no longer there."""
        missing = set()
        for id_, names in self._index.rows("SELECT id, pictures FROM articles WHERE pictures != ''"):
            folder = (self.settings.content / id_).parent
            if not all((folder / name).is_file() for name in names.split("\n")):
                missing.add(id_)
        return missing


class _WatchedAnnotator:
    """Annotates as another annotator does, and calls `advance` for each text."""

    def __init__(self, annotator: Annotator, advance: Callable[[], object]) -> None:
        self._annotator = annotator
        self._advance = advance

    def annotate(self, texts: Iterable[Text]) -> Iterator[Annotation]:
        for annotation in self._annotator.annotate(texts):
            self._advance()
            yield annotation


def _version_terms(subscriptions: Subscriptions, pelican_settings: Mapping[str, Any]) -> VersionTerms:
    return VersionTerms(
        version_renderer(pelican_settings),
        frozenset(feed.slug for feed in subscriptions.feed if feed.versions == "none"),
        stores=subscriptions.versions.store == "all",
    )


def _reading_key(pelican_settings: Mapping[str, Any]) -> bytes:
    """A digest of the settings with which articles are read. Of a value that is no plain data its kind counts."""
    return fingerprint(
        tuple(
            (name, _plain(value))
            for name, value in sorted(pelican_settings.items())
            if name.isupper() and name not in _OTHER_SETTINGS and not name.startswith("INCREMENTAL_")
        )
    )


def _plain(value: Any) -> Any:
    try:
        fingerprint(value)
    except TypeError:
        return type(value).__qualname__
    return value


def _posix(file: str) -> str:
    return file.replace(os.sep, "/")
