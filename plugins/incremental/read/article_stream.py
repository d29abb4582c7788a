"""Reads articles one after the other and keeps none: those that a build doesn't read all at once, and for programs that
need them outside a build all."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pelican import Pelican, signals
from pelican.contents import Article, SkipStub
from pelican.generators import ArticlesGenerator

from ..run.build_locks import LOCK_FILE, locked_file
from ..run.build_run import STATE_SETTING
from .content_folder import folders_that_lead_back, regular_files

logger = logging.getLogger(__name__)


def further_articles(generator: ArticlesGenerator) -> Iterator[Any]:
    """The published articles of the files that Pelican has not read, since `generator.objects_at_once` are fewer than
    those to be read. They send the signals of an article that is read, and are in no list of Pelican's."""
    for file in getattr(generator, "further_files", ()):
        article = _published_article(generator, file)
        if article is not None:
            yield article


def _published_article(generator: ArticlesGenerator, file: str) -> Any:
    """The article of a file; None for a draft, and for a file that can't be read, which is logged."""
    try:
        article = generator.readers.read_file(
            base_path=generator.path,
            path=file,
            content_class=Article,
            context=generator.context,
            preread_signal=signals.article_generator_preread,
            preread_sender=generator,
            context_signal=signals.article_generator_context,
            context_sender=generator,
        )
        is_shown = not isinstance(article, SkipStub) and article.is_valid() and article.status == "published"
    except Exception as error:  # noqa: BLE001  Pelican's own guard around each file
        logger.error("%s can't be read and is passed over: %s", file, error)  # noqa: TRY400
        return None
    return article if is_shown else None


class ArticleStream:
    """The published articles of a site, as Pelican's objects, in the order of their files.

    They are the objects that a build with these settings gets; nothing of them is stored. While the stream is open, no
    build of the site can run, since both may write to the same caches.
    """

    def __init__(self, settings: Mapping[str, Any]) -> None:
        """Raises whatever Pelican raises for settings that are wrong."""
        Pelican(settings)  # which loads the plugins
        context = {**settings, "generated_content": {}, "static_links": set(), "static_content": {}}
        places = {"path": settings["PATH"], "theme": settings["THEME"], "output_path": settings["OUTPUT_PATH"]}
        self._generator = ArticlesGenerator(context=context, settings=settings, **places)
        paths, exclude = settings["ARTICLE_PATHS"], settings["ARTICLE_EXCLUDES"]
        looping = folders_that_lead_back(settings["PATH"], paths)
        found = self._generator.get_files(paths, [*exclude, *looping])
        self.files = tuple(regular_files(settings["PATH"], sorted(found)))
        self._lock = Path(settings.get(STATE_SETTING) or settings["CACHE_PATH"]).resolve() / LOCK_FILE
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        """Raises:
        BuildRunningError: a build is under way.
        """
        with ExitStack() as stack:
            stack.enter_context(locked_file(self._lock))
            self._stack = stack.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.close()

    def articles(self) -> Iterator[Any]:
        """For each file its article; None for a draft, and for a file that can't be read, which is logged."""
        for file in self.files:
            yield _published_article(self._generator, file)
