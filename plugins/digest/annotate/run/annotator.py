"""Annotates texts in their order: from the cache, in this process or in worker processes."""

import gc
import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Final

from ...errors import AnnotationError
from ...storage.installed_version import installed_version
from ..records import Actor, Annotation, Text
from ..text import spacy_model
from ..text.models import chosen_models
from ..text.other_models import other_model_versions
from .annotation_cache import CACHE_FILE, AnnotationCache, rules_digest
from .batch import annotate_batch
from .reusable_annotations import ReusableAnnotations

# This many texts are looked up in the cache together; then the missing ones are annotated together.
WINDOW_TEXTS: Final = 32

# With worker processes, this many texts are one piece of work, and this many windows are in progress at once. Both are
# large enough that two or four processes never wait for each other, and small enough that a killed run loses little.
PIECE_TEXTS: Final = 8
MAX_OPEN_WINDOWS: Final = 4


def cached_count(cache: Path) -> int:
    """The number of annotations by today's rules in the folder `cache`: about as many texts can be skipped."""
    with AnnotationCache(cache / CACHE_FILE, rules_digest()) as annotations:
        return len(annotations)


class Annotator:
    """Annotates texts for one set of followed actors. Texts that are in the cache are not annotated again."""

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
        self.executor = executor

    def annotate(self, texts: Iterable[Text]) -> Iterator[Annotation]:
        """One annotation for each text, in the order given.

        A text that can't be annotated is logged with its traceback; its annotation is empty.

        Raises:
            AnnotationError: there is an English text to annotate and the model is missing, or a process of the executor
                has died.
            CacheError: the cache can't be used, for another reason than damage.
        """
        with AnnotationCache(self.cache / CACHE_FILE, rules_digest()) if self.cache else nullcontext() as cache:
            yield from self._in_order(iter(texts), ReusableAnnotations(cache, self.actors))

    def text_key(self, text: Text) -> bytes:
        """A digest of everything on which an annotation depends, except the rules and the followed actors."""
        digest = hashlib.sha256()
        for part in (text.text, text.title, text.lang, self.models.spacy, self.models.names, self._model_version):
            encoded = part.encode("utf-8", "surrogatepass")
            digest.update(b"%d:" % len(encoded) + encoded)
        return digest.digest()

    @cached_property
    def _model_version(self) -> str:
        versions = (spacy_model.model_version(self.models), other_model_versions(), installed_version("py3langid"))
        return " ".join(versions)

    def _in_order(self, texts: Iterator[Text], reusable: ReusableAnnotations) -> Iterator[Annotation]:
        under_way: deque[_Window] = deque()
        try:
            while window := list(islice(texts, WINDOW_TEXTS)):
                under_way.append(self._begin(window, reusable))
                if len(under_way) >= (MAX_OPEN_WINDOWS if self.executor else 1):
                    yield from _finish(under_way.popleft(), reusable)
            while under_way:
                yield from _finish(under_way.popleft(), reusable)
        except BrokenExecutor as error:
            raise AnnotationError(f"a process that annotates has died, perhaps for lack of memory: {error}") from error
        finally:
            for unfinished in under_way:
                for piece in unfinished.pieces:
                    piece.cancel()

    def _begin(self, texts: Sequence[Text], reusable: ReusableAnnotations) -> "_Window":
        """Looks the texts up and gives the missing ones to the executor."""
        keys = tuple(self.text_key(text) for text in texts)
        with _without_garbage_collection():
            cached = reusable.get(texts, keys)
        missing = [text for text, annotation in zip(texts, cached, strict=True) if annotation is None]
        executor = self.executor or _SAME_PROCESS
        size = PIECE_TEXTS if self.executor else WINDOW_TEXTS
        pieces = [
            executor.submit(annotate_batch, missing[start : start + size], self.actors, self.models)
            for start in range(0, len(missing), size)
        ]
        return _Window(tuple(texts), keys, cached, tuple(pieces))


@dataclass(frozen=True, slots=True)
class _Window:
    """Texts that are looked up and annotated together. `cached` is None for those being annotated in `pieces`."""

    texts: tuple[Text, ...]
    keys: tuple[bytes, ...]
    cached: tuple[Annotation | None, ...]
    pieces: "tuple[Future[list[Annotation | None]], ...]"


def _finish(window: _Window, reusable: ReusableAnnotations) -> Iterator[Annotation]:
    """The annotations of a window in the order of its texts. New annotations are added to the cache."""
    new_annotations = (annotation for piece in window.pieces for annotation in piece.result())
    for text, key, cached in zip(window.texts, window.keys, window.cached, strict=True):
        if cached is not None:
            yield cached
            continue
        annotation = next(new_annotations)
        if annotation is not None:
            reusable.add(key, annotation)
        yield annotation or Annotation(text.id)


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


class _SameProcessExecutor(Executor):
    """Does the work immediately, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


_SAME_PROCESS: Final = _SameProcessExecutor()
