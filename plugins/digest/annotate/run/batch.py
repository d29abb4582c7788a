"""Parses a batch of texts together and annotates them one by one. One batch is one task of a worker process."""

import logging
from collections.abc import Iterator, Sequence
from typing import Final

from ...errors import AnnotationError
from ..records import Actor, Annotation, Text
from ..text import spacy_model
from ..text.language import is_english, language_of_foreign_text
from ..text.models import Models
from ..text.normalised_text import NormalisedText, normalised
from ..text.other_models import with_names
from ..text.paragraphs import paragraphs
from ..text.parsed_document import ParsedDocument, PreparedText
from .text_annotation import annotate_document

log = logging.getLogger(__name__)

# Two of 3,299 items of the captured feeds are longer (123,000 and 2.4 million characters, by a feed's mistake); the
# third longest has 66,000. The model parses this many characters in ten seconds.
MAX_TEXT_CHARS: Final = 100_000

# A text is cut at the last space in its last characters, at most this many.
MAX_WORD_CHARS: Final = 100


def annotate_batch(texts: Sequence[Text], actors: tuple[Actor, ...], models: Models) -> list[Annotation | None]:
    """One annotation for each text; None for a text that can't be annotated, which is logged with its traceback.

    Raises:
        AnnotationError: there is an English text and the model is missing.
    """
    return [
        _annotated(text, normalised_text, document, actors)
        for text, (normalised_text, document) in zip(texts, _parsed(texts, models), strict=True)
    ]


def prepare_text(text: Text) -> tuple[NormalisedText, PreparedText]:
    """The normalised text, and the record of it for the parser. A text that is too long is cut, and the log says so."""
    source = text.text
    if len(source) > MAX_TEXT_CHARS:
        space = source.rfind(" ", MAX_TEXT_CHARS - MAX_WORD_CHARS, MAX_TEXT_CHARS)
        end = space if space > 0 else MAX_TEXT_CHARS
        log.warning(
            "text %r has %d characters: only the first %d are annotated (MAX_TEXT_CHARS)", text.id, len(source), end
        )
        source = source[:end]
    normalised_text = normalised(source)
    joined, spans = paragraphs(normalised_text.text)
    english = is_english(joined, text.lang)
    lang = "en" if english else language_of_foreign_text(joined, text.lang)
    headline, _ = paragraphs(normalised(text.title).text)
    return normalised_text, PreparedText(joined, spans, english, lang, headline)


def _parsed(texts: Sequence[Text], models: Models) -> Iterator[tuple[NormalisedText, ParsedDocument | None]]:
    """Each normalised text with its parsed document; the document is None if the parser failed."""
    pairs = [prepare_text(text) for text in texts]
    try:
        parsed = spacy_model.parse_texts([prepared for _, prepared in pairs], models)
        documents: list[ParsedDocument | None] = [with_names(document) for document in parsed]
    except AnnotationError:
        raise
    except Exception:  # an error in one text must not affect the others
        log.exception("a batch of %d texts could not be read; each is tried by itself", len(texts))
        documents = [_parsed_alone(text, prepared, models) for text, (_, prepared) in zip(texts, pairs, strict=True)]
    for (normalised_text, _), document in zip(pairs, documents, strict=True):
        yield normalised_text, document


def _parsed_alone(text: Text, prepared: PreparedText, models: Models) -> ParsedDocument | None:
    try:
        return with_names(next(spacy_model.parse_texts([prepared], models)))
    except Exception:
        log.exception("text %r could not be read and stays without annotation", text.id)
        return None


def _annotated(
    text: Text, normalised_text: NormalisedText, document: ParsedDocument | None, actors: tuple[Actor, ...]
) -> Annotation | None:
    if document is None:
        return None
    try:
        return annotate_document(text, normalised_text, document, actors)
    except Exception:
        log.exception("text %r could not be annotated", text.id)
        return None
