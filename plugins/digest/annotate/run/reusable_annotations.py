"""Whether a text has to be read again: what is kept of it, and whether today's followed actors leave it as it is."""

from collections.abc import Sequence
from dataclasses import replace

from ..actors.alias_matches import relevant_actors
from ..records import Actor, Annotation, Text
from .annotation_cache import UNKNOWN, AnnotationCache, CachedAnnotation
from .batch import MAX_TEXT_CHARS


class ReusableAnnotations:
    """What a store has for one set of followed actors, and what is added to it; without a store, nothing.

    A text is read again only where the file of an actor that has changed since, or has come or gone, can change what
    is found in it. So nothing need be asked of most texts: not even which actors they could name.
    """

    def __init__(self, store: AnnotationCache | None, actors: Sequence[Actor]) -> None:
        self._store = store
        self._actors = tuple(replace(actor, slug="", wikidata="") for actor in actors)  # which change no annotation
        self._number = UNKNOWN if store is None else store.number(self._actors)
        self._differing: dict[int, tuple[Actor, ...] | None] = {}

    def found(self, texts: Sequence[Text], keys: Sequence[bytes]) -> tuple[Annotation | None, ...]:
        """The annotation of each text; None where it has to be read."""
        if self._store is None:
            return (None,) * len(texts)
        kept = self._store.get(keys)
        confirmed = []
        for text, key in zip(texts, keys, strict=True):
            one = kept.get(key)
            if one is None or one.made_for == self._number:
                continue
            if self._holds(self._store, one.made_for, text):
                confirmed.append(key)
            else:
                del kept[key]
        if confirmed:
            self._store.confirm(confirmed, self._number)
        return tuple(
            replace(kept[key].annotation, id=text.id) if key in kept else None
            for text, key in zip(texts, keys, strict=True)
        )

    def keep(self, key: bytes, annotation: Annotation) -> None:
        """Keeps what was found in a text."""
        if self._store is not None and self._number != UNKNOWN:
            self._store.put(key, CachedAnnotation(self._number, annotation))

    def _holds(self, store: AnnotationCache, made_for: int, text: Text) -> bool:
        """Whether what was found in a text for other actors is what is found in it for these."""
        if made_for not in self._differing:
            before = store.actors(made_for)
            self._differing[made_for] = None if before is None else differing(before, self._actors)
        changed = self._differing[made_for]
        return changed is not None and not relevant_actors(changed, f"{text.title}\n{text.text[:MAX_TEXT_CHARS]}")


def differing(before: Sequence[Actor], now: Sequence[Actor]) -> tuple[Actor, ...]:
    """The actors on which two sets differ, both versions of those that changed; all, where the order of the others
    isn't the same."""
    both = {*before} & {*now}
    if [one for one in before if one in both] != [one for one in now if one in both]:
        return (*before, *now)
    return (*(one for one in before if one not in both), *(one for one in now if one not in both))
