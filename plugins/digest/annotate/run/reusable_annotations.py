"""Decides whether a cached annotation can be reused, or a change of followed actors may have made it wrong."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..actors.alias_matches import relevant_actors
from ..records import Actor, Annotation, Text
from .annotation_cache import AnnotationCache, CachedAnnotation
from .batch import MAX_TEXT_CHARS

log = logging.getLogger(__name__)


class ReusableAnnotations:
    """The cached annotations that are right for one set of followed actors; none if there is no cache.

    A text is annotated again only if the file of an actor that has been added, changed or removed since can change its
    annotation. If no actor has changed, as in most builds, the texts aren't even searched for names.
    """

    def __init__(self, cache: AnnotationCache | None, actors: Sequence[Actor]) -> None:
        self._cache = cache
        # Slugs and Wikidata numbers don't change annotations.
        self._actors = tuple(replace(actor, slug="", wikidata="") for actor in actors)
        self._actors_digest = 0 if cache is None else cache.note_actors(self._actors)
        self._differing: dict[int, tuple[Actor, ...] | None] = {}

    def get(self, texts: Sequence[Text], keys: Sequence[bytes]) -> tuple[Annotation | None, ...]:
        """The annotation of each text; None if it has to be annotated."""
        if self._cache is None:
            return (None,) * len(texts)
        cached = self._cache.get(keys)
        aside = self._cache.set_aside_among(keys)
        confirmed = []
        for text, key in zip(texts, keys, strict=True):
            made_for = cached[key].made_for if key in cached else self._actors_digest
            if made_for == self._actors_digest:
                continue
            if self._is_unchanged(self._cache, made_for, text):
                confirmed.append(key)
            else:
                del cached[key]
        if confirmed:
            self._cache.confirm(confirmed, self._actors_digest)
        return tuple(
            replace(cached[key].annotation, id=text.id) if key in cached else _empty(text) if key in aside else None
            for text, key in zip(texts, keys, strict=True)
        )

    def add(self, annotations: Iterable[tuple[bytes, Annotation]]) -> None:
        """Stores the annotations of texts by their keys, in one step."""
        rows = [(key, CachedAnnotation(self._actors_digest, annotation)) for key, annotation in annotations]
        if self._cache is not None and rows:
            self._cache.put(rows)

    def set_aside(self, keys: Sequence[bytes]) -> None:
        """Notes texts over which processes have died: they get empty annotations until `retry_set_aside`."""
        if self._cache is not None and keys:
            self._cache.set_aside(keys)

    def retry_set_aside(self) -> None:
        """Forgets which texts were set aside."""
        if self._cache is not None:
            self._cache.forget_set_aside()

    def _is_unchanged(self, cache: AnnotationCache, made_for: int, text: Text) -> bool:
        """Whether the annotation of a text, made with other followed actors, is the same with these."""
        if made_for not in self._differing:
            before = cache.actors(made_for)
            self._differing[made_for] = None if before is None else differing_actors(before, self._actors)
        differing = self._differing[made_for]
        return differing is not None and not relevant_actors(differing, f"{text.title}\n{text.text[:MAX_TEXT_CHARS]}")


def _empty(text: Text) -> Annotation:
    log.warning(
        "%s: it has no annotation, since processes have died over it (concordance annotate tries again)", text.id
    )
    return Annotation(text.id)


def differing_actors(before: Sequence[Actor], now: Sequence[Actor]) -> tuple[Actor, ...]:
    """The actors on which two sets differ, with both versions of those that changed.

    If the actors in both sets are in different orders, all actors are returned.
    """
    both = {*before} & {*now}
    if [actor for actor in before if actor in both] != [actor for actor in now if actor in both]:
        return (*before, *now)
    return (*(actor for actor in before if actor not in both), *(actor for actor in now if actor not in both))
