"""Both passes over an archive: annotations, then sentence vectors. What is done is kept, whenever the run ends."""

import logging
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from ...annotate.run.annotator import Annotator
from ...archive.updating.stories import report_of
from ...batches.batch_run import FilledBatch
from ...site.load.article_reading import article_text, read_actors
from ...stories.clustering.evidence.sentence_vectors import sentence_encoder
from ...stories.clustering.evidence.vector_filling import fill_vectors
from .archive_texts import ArchiveTexts
from .run_progress import run_progress

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class PassReport:
    """What came of one pass. `failed` and `set_aside` name articles without a result."""

    made: int = 0
    seconds: float = 0.0
    failed: list[str] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)

    def add(self, filled: FilledBatch) -> None:
        self.made += filled.made
        self.failed += filled.failed
        self.set_aside += filled.set_aside


@dataclass(frozen=True, slots=True)
class AnnotationReport:
    """What came of a run over `articles` files."""

    articles: int
    annotations: PassReport
    vectors: PassReport | None  # None where the package that makes them isn't installed

    @property
    def lacking(self) -> tuple[str, ...]:
        """A line for each article that has no annotation, or no vector."""
        passes = (self.annotations, *([self.vectors] if self.vectors else []))
        set_aside = [f"{name}: set aside, since processes died over it" for one in passes for name in one.set_aside]
        failed = [
            f"{name}: its text could not be read; the log of the process says why"
            for one in passes
            for name in one.failed
        ]
        return (*set_aside, *failed)

    def __str__(self) -> str:
        made, vectors = self.annotations, self.vectors
        told = f"{self.articles} articles: {made.made} annotated in {made.seconds:.1f} s"
        return told + (f", {vectors.made} sentence vectors made in {vectors.seconds:.1f} s" if vectors else "")


def annotate_archive(pelican_settings: Mapping[str, Any], executor: Executor) -> AnnotationReport:
    """Fills the caches of annotations and sentence vectors, so that the next build finds all of them.

    Raises:
        ConfigurationError: subscriptions.toml, an actor's file or a setting is wrong.
        AnnotationError: there is an English text to annotate and a model is missing.
        WorkerError: the processes of the executor can't be reached, or they keep dying.
        IncrementalError: a build is under way.
    """
    archive = ArchiveTexts(pelican_settings)
    settings = archive.settings
    annotator = Annotator(
        read_actors(settings), cache=settings.cache, model=settings.model, names=settings.names, executor=executor
    )
    with archive.stream:
        texts = (article_text(article) for article in archive.articles())
        annotations = _pass("Annotating", annotator.annotate_missing(texts), len(archive))
        vectors = None
        if sentence_encoder() is not None:  # which says in the log if it is missing
            reports = (report_of(article) for article in archive.articles())
            vectors = _pass("Sentence vectors", fill_vectors(reports, settings.cache, executor), len(archive))
    return AnnotationReport(len(archive), annotations, vectors)


def _pass(what: str, batches: Iterable[FilledBatch], total: int) -> PassReport:
    report, begun_s = PassReport(), monotonic()
    with run_progress(what, total) as advance:
        for filled in batches:
            report.add(filled)
            advance(filled.looked_at)
    report.seconds = monotonic() - begun_s
    return report
