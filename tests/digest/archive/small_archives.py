"""Archives of fictional articles, made as a build makes them: by an update of an index that is empty."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from digest.annotate.records import Actor, Annotation, Text
from digest.archive.corrections import NO_CORRECTIONS, Corrections
from digest.archive.index_file import IndexFile
from digest.archive.model.article import Article, Source
from digest.archive.model.settings import SiteSettings
from digest.archive.questions.archive import Archive
from digest.archive.story_decisions import NO_DECISIONS, EditorDecisions
from digest.archive.updating.article_files import ReadArticle
from digest.archive.updating.index_update import EditorInputs, update_index
from digest.archive.watches import NO_WATCHES, Watches
from digest.contracts.retention import NO_RETENTION, RetentionRules

from .small_records import SETTINGS

_FOLDER = tempfile.TemporaryDirectory(prefix="digest-archives-")  # until the tests end


class KnownAnnotations:
    """An annotator that finds what the articles say is found in them."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._annotations = {article.id: article.annotation for article in articles}

    def annotate(self, texts: Iterable[Text]) -> Iterator[Annotation]:
        for text in texts:
            yield self._annotations[text.id]


def inputs_of(
    actors: Sequence[Actor] = (),
    kept: Mapping[str, str] | None = None,
    sources: Mapping[str, Source] | None = None,
    decisions: EditorDecisions = NO_DECISIONS,
    corrections: Corrections = NO_CORRECTIONS,
    watches: Watches = NO_WATCHES,
    retention: RetentionRules = NO_RETENTION,
) -> EditorInputs:
    return EditorInputs(tuple(actors), sources or {}, decisions, corrections, kept or {}, b"", watches, retention)


def update(
    index: IndexFile,
    articles: Sequence[Article],
    inputs: EditorInputs,
    gone: Sequence[str] = (),
    settings: SiteSettings = SETTINGS,
    known: Iterable[Article] = (),
) -> None:
    """Bring an index up to date with articles as if their files had just been read. `known` are those that it has."""
    read = [ReadArticle(replace(article, annotation=Annotation(article.id)), b"stamp") for article in articles]
    with tempfile.TemporaryDirectory() as cache:
        update_index(
            index, read, gone, inputs, replace(settings, cache=Path(cache)), KnownAnnotations((*known, *articles))
        )


def archive_of(
    articles: Sequence[Article],
    actors: Sequence[Actor] = (),
    kept: Mapping[str, str] | None = None,
    sources: Mapping[str, Source] | None = None,
    settings: SiteSettings = SETTINGS,
    watches: Watches = NO_WATCHES,
    retention: RetentionRules = NO_RETENTION,
) -> Archive:
    """The archive of annotated articles."""
    index = IndexFile(Path(tempfile.mkdtemp(dir=_FOLDER.name)) / "archive.sqlite")
    inputs = inputs_of(actors, kept, sources, watches=watches, retention=retention)
    update(index, articles, inputs, settings=settings)
    return Archive(index, settings, actors, sources)
