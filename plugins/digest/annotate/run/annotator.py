"""Annotates texts: from the cache, in this process, or by an executor's processes on this machine or on others."""

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import Final

from ...batches.batch_executor import batch_executor
from ...batches.batch_run import BatchRun, FilledBatch, FinishedBatch
from ...batches.shared_values import SharedValue
from ...storage.installed_version import installed_version
from ..records import Actor, Annotation, Text
from ..text import spacy_model
from ..text.models import Models, chosen_models
from ..text.other_models import other_model_versions
from .annotation_cache import CACHE_FILE, AnnotationCache, rules_digest
from .batch import annotate_batch
from .reusable_annotations import ReusableAnnotations

# This many texts are looked up in the cache together.
WINDOW_TEXTS: Final = 32

# This many texts are annotated together: enough that to hand them out costs little beside the work, and few enough
# that a killed run loses little.
BATCH_TEXTS: Final = 8


def cached_count(cache: Path) -> int:
    """The number of annotations by today's rules in the folder `cache`: about as many texts can be skipped."""
    with AnnotationCache(cache / CACHE_FILE, rules_digest()) as annotations:
        return len(annotations)


def model_versions(models: Models) -> str:
    """The versions of the models, of what runs them and of py3langid, without an import. A missing version is ""."""
    return " ".join((spacy_model.model_version(models), other_model_versions(), installed_version("py3langid")))


class Annotator:
    """Annotates texts for one set of followed actors. Texts that are in the cache are not annotated again.

    Both methods go the same way: texts are looked up, the missing ones go to the executor in batches, and each batch is
    stored when it is done. Only this process writes the cache.
    """

    def __init__(
        self,
        actors: tuple[Actor, ...],
        *,
        cache: Path | None = None,
        model: str | None = None,
        names: str | None = None,
        executor: Executor | None = None,
    ) -> None:
        """`cache` is a folder. `model` is a spaCy model's name, `names` says who finds names (`chosen_models`).

        `executor` does the work: any executor with the standard interface. Without one, this process does it.

        Raises:
            AnnotationError: there is no such way to find names.
        """
        self.actors = actors
        self.models = chosen_models(model or "", names or "")
        self.cache = cache
        self.executor = batch_executor(executor)

    def annotate(self, texts: Iterable[Text]) -> Iterator[Annotation]:
        """One annotation for each text, in the order given.

        A text that can't be annotated is logged with its traceback; its annotation is empty. So is that of a text over
        which processes have died.

        Raises:
            AnnotationError: there is an English text to annotate and the model is missing.
            WorkerError: the processes of the executor can't be reached, or they keep dying.
            CacheError: the cache can't be used, for another reason than damage.
        """
        with self._reusable() as reusable:
            for finished in self._finished(self._batches(texts, reusable), reusable, in_order=True):
                yield from _annotations(finished)

    def annotate_missing(self, texts: Iterable[Text]) -> Iterator[FilledBatch]:
        """Fills the cache: what was done of each batch, in any order. Equal texts are annotated once.

        Texts that an earlier run set aside are tried again.

        Raises:
            AnnotationError, WorkerError, CacheError: as from `annotate`.
        """
        with self._reusable() as reusable:
            reusable.retry_set_aside()
            under_way: set[bytes] = set()
            for finished in self._finished(self._batches(texts, reusable, under_way), reusable, in_order=False):
                under_way.difference_update(finished.batch.keys)
                yield finished.filled

    def text_key(self, text: Text) -> bytes:
        """A digest of everything on which an annotation depends, except the rules and the followed actors."""
        digest = hashlib.sha256()
        for part in (text.text, text.title, text.lang, self.models.spacy, self.models.names, self._model_version):
            encoded = part.encode("utf-8", "surrogatepass")
            digest.update(b"%d:" % len(encoded) + encoded)
        return digest.digest()

    @cached_property
    def _model_version(self) -> str:
        return model_versions(self.models)

    @contextmanager
    def _reusable(self) -> Iterator[ReusableAnnotations]:
        with AnnotationCache(self.cache / CACHE_FILE, rules_digest()) if self.cache else nullcontext() as cache:
            yield ReusableAnnotations(cache, self.actors)

    def _batches(
        self, texts: Iterable[Text], reusable: ReusableAnnotations, under_way: set[bytes] | None = None
    ) -> "Iterator[_TextBatch]":
        """Texts that are looked up, in batches with at most BATCH_TEXTS to annotate.

        With `under_way`, to which the keys of the missing texts are added, a text whose key is in it is not missing.
        """
        work = partial(_annotate_shared, self.executor.share((self.actors, self.models)))
        rest = iter(texts)
        while window := tuple(islice(rest, WINDOW_TEXTS)):
            keys = tuple(self.text_key(text) for text in window)
            with _without_garbage_collection():
                known: list[Annotation | None] = list(reusable.get(window, keys))
            if under_way is not None:
                for number, key in enumerate(keys):
                    if key in under_way:
                        known[number] = Annotation(window[number].id)
                    elif known[number] is None:
                        under_way.add(key)
            for start, stop in _cuts(known):
                yield _TextBatch(work, window[start:stop], keys[start:stop], tuple(known[start:stop]))

    def _finished(
        self, batches: "Iterator[_TextBatch]", reusable: ReusableAnnotations, *, in_order: bool
    ) -> "Iterator[FinishedBatch[_TextBatch]]":
        """The batches with their results, which are in the cache."""
        for finished in BatchRun[_TextBatch](self.executor).finished(batches, in_order=in_order):
            missing = finished.batch.missing_keys
            reusable.add((key, made) for key, made in zip(missing, finished.results, strict=True) if made is not None)
            reusable.set_aside([missing[number] for number in finished.set_aside])
            yield finished


@dataclass(frozen=True, slots=True)
class _TextBatch:
    """Texts in their order with their keys. `known` has the annotations of the texts that need not be annotated."""

    work: Callable[[Sequence[Text]], list[Annotation | None]]
    texts: tuple[Text, ...]
    keys: tuple[bytes, ...]
    known: tuple[Annotation | None, ...]

    @property
    def size(self) -> int:
        return len(self.texts)

    @property
    def items(self) -> tuple[Text, ...]:
        return tuple(text for text, known in zip(self.texts, self.known, strict=True) if known is None)

    @property
    def missing_keys(self) -> tuple[bytes, ...]:
        return tuple(key for key, known in zip(self.keys, self.known, strict=True) if known is None)


def _annotate_shared(
    shared: SharedValue[tuple[tuple[Actor, ...], Models]], texts: Sequence[Text]
) -> list[Annotation | None]:
    return annotate_batch(texts, *shared.get())


def _cuts(known: Sequence[Annotation | None]) -> Iterator[tuple[int, int]]:
    """Cuts a window into spans, each with at most BATCH_TEXTS texts to annotate."""
    start = missing = 0
    for number, annotation in enumerate(known):
        if annotation is None and missing == BATCH_TEXTS:
            yield start, number
            start, missing = number, 0
        missing += annotation is None
    yield start, len(known)


def _annotations(finished: FinishedBatch[_TextBatch]) -> Iterator[Annotation]:
    """The annotations of a batch in the order of its texts."""
    made = iter(finished.results)
    for text, known in zip(finished.batch.texts, finished.batch.known, strict=True):
        yield (next(made) or Annotation(text.id)) if known is None else known


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Switches the collector of reference cycles off within this context.

    Annotations from the cache have no cycles, and the search for cycles takes as long as reading them (3,000
    annotations: 0.68 s of processor time instead of 1.33).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
