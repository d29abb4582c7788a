"""Texts in, annotations out: the room's front."""

import gc
import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from ...errors import AnnotationError
from ..records import Actor, Annotation, Text
from ..text import spacy_model
from ..text.spacy_model import DEFAULT_MODEL
from .annotation_cache import AnnotationCache
from .batch import annotate_batch
from .reusable_annotations import ReusableAnnotations

CACHE_FILE: Final = "annotations.sqlite"

# So many texts are looked up before those that are missing are annotated together.
WINDOW: Final = 32

# With other processes: so many texts are one piece of work, and so many windows are under way at once. Enough of both
# that two or four processes never wait for each other, few enough that a killed run loses little.
PIECE: Final = 8
AHEAD: Final = 4

SOURCES: Final = ("*.py", "data/*")


def cached_count(cache: Path) -> int:
    """How many annotations by today's rules `cache` holds: an estimate of what a run need not do."""
    with AnnotationCache(cache / CACHE_FILE, _rules()) as store:
        return len(store)


class Annotator:
    """Annotates texts for one set of followed actors, and remembers what it has done where `cache` is given."""

    def __init__(
        self,
        actors: tuple[Actor, ...],
        *,
        cache: Path | None = None,
        model: str | None = None,
        executor: Executor | None = None,
    ) -> None:
        """`cache` is a directory; `model` is spaCy's name of one, by default what SPACY_MODEL names.

        `executor` does the work; any that keeps to the standard interface will do. Without one it is done here.
        """
        self.actors = actors
        self.model = model or os.environ.get("SPACY_MODEL") or DEFAULT_MODEL
        self.cache = cache
        self.executor = executor

    def annotate(self, texts: Iterable[Text], *, progress: Callable[[int], None] | None = None) -> Iterator[Annotation]:
        """One annotation for each text, in the order given; `progress` is told how many are done.

        A text that can't be annotated is logged with its traceback and yields an annotation without anything.

        Raises:
            AnnotationError: an English text has to be read and the model is missing, or a process of the executor
                has died.
        """
        done = 0
        with AnnotationCache(self.cache / CACHE_FILE, _rules()) if self.cache else nullcontext() as store:
            for annotation in self._in_order(iter(texts), ReusableAnnotations(store, self.actors)):
                yield annotation
                done += 1
                if progress:
                    progress(done)

    def _in_order(self, texts: Iterator[Text], lookup: ReusableAnnotations) -> Iterator[Annotation]:
        under_way: deque[_Window] = deque()
        try:
            while window := list(islice(texts, WINDOW)):
                under_way.append(self._begun(window, lookup))
                if len(under_way) >= (AHEAD if self.executor else 1):
                    yield from _finished(under_way.popleft(), lookup)
            while under_way:
                yield from _finished(under_way.popleft(), lookup)
        except BrokenExecutor as error:
            raise AnnotationError(f"a process that annotates has died, perhaps for lack of memory: {error}") from error
        finally:
            for left in under_way:
                for piece in left.pieces:
                    piece.cancel()

    def _begun(self, texts: Sequence[Text], lookup: ReusableAnnotations) -> "_Window":
        keys = tuple(self._key(text) for text in texts)
        with _collecting_later():
            found = lookup.found(texts, keys)
        missing = [text for text, known in zip(texts, found, strict=True) if known is None]
        executor = self.executor or _HERE
        size = PIECE if self.executor else WINDOW
        pieces = [
            executor.submit(annotate_batch, missing[at : at + size], self.actors, self.model)
            for at in range(0, len(missing), size)
        ]
        return _Window(tuple(texts), keys, found, tuple(pieces))

    def _key(self, text: Text) -> bytes:
        """Of all that an annotation is made from beside the rules and the followed actors."""
        digest = hashlib.sha256()
        for part in (text.text, text.title, text.lang, self.model, self._version):
            encoded = part.encode("utf-8", "surrogatepass")
            digest.update(b"%d:" % len(encoded) + encoded)
        return digest.digest()

    @cached_property
    def _version(self) -> str:
        return spacy_model.model_version(self.model)


@dataclass(frozen=True, slots=True)
class _Window:
    """Texts of which those that were not `found` are being annotated, in `pieces`."""

    texts: tuple[Text, ...]
    keys: tuple[bytes, ...]
    found: tuple[Annotation | None, ...]
    pieces: "tuple[Future[list[Annotation | None]], ...]"


def _finished(window: _Window, lookup: ReusableAnnotations) -> Iterator[Annotation]:
    fresh = (annotation for piece in window.pieces for annotation in piece.result())
    for text, key, known in zip(window.texts, window.keys, window.found, strict=True):
        if known is not None:
            yield known
            continue
        annotation = next(fresh)
        if annotation is not None:
            lookup.keep(key, annotation)
        yield annotation or Annotation(text.id)


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Puts the collector of cycles off: what is read from the store has none, and looking for them takes as long again
    as reading it (3,000 annotations: 0.68 s of processor instead of 1.33)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Here(Executor):
    """Does the work at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


_HERE: Final = _Here()


@lru_cache(maxsize=1)
def _rules() -> str:
    """A digest of this room's own files: a changed rule makes every annotation anew."""
    room = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for file in sorted(file for pattern in SOURCES for file in room.rglob(pattern)):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
