"""Parses texts with spaCy. Beside `other_models`, only this module imports spaCy, when there is an English text."""

import json
import os
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from ...errors import AnnotationError
from ...storage.installed_version import installed_version
from ..name_model.recogniser import RecognisedName, name_recogniser, recogniser_version
from .models import DEFAULT_MODEL, OWN, Models
from .parsed_document import Entity, Paragraph, ParsedDocument, PreparedText, Token, WordKinds
from .plain_tokeniser import plainly_parsed

# The environment variable for the number of threads that numpy uses for linear algebra.
THREADS: Final = "OPENBLAS_NUM_THREADS"

# The errors that spaCy raises for a model that is missing, damaged or made for another version of spaCy.
UNLOADABLE: Final = (OSError, ValueError, KeyError, TypeError, AttributeError, ImportError, EOFError, UserWarning)

# The parts of the pipeline whose results no rule uses: lemmas, word classes, and sentence ends (the parser gives them).
UNUSED: Final = ("lemmatizer", "attribute_ruler", "senter")

# The model gets single paragraphs, since no entity or sentence crosses them. 64 paragraphs have about as many words as
# eight articles; larger batches only cost memory.
BATCH_PARAGRAPHS: Final = 64

# The parser needs about a gigabyte for a piece of 100,000 characters. A paragraph of news has fewer than 1,000.
MAX_PIECE_CHARS: Final = 5_000

# The model reads this much of a headline; those of news have fewer than 200 characters.
MAX_HEADLINE_CHARS: Final = 500

# No word has this many characters, and the tokeniser takes quadratic time on such a run of marks.
LONG_WORD: Final = re.compile(r"\S{81,}")

# Of the names of spaCy's small model seven in ten are right, with their kind (WikiGold, worldwide newswire).
SPACY_CONFIDENCE: Final = 0.7

# The model was trained on straight quotation marks and plain hyphens.
STRAIGHT: Final = str.maketrans(
    {**dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‘’‚‛ʼ`´", "'"), **dict.fromkeys("‐‑", "-"), "―": "—"}
)


# Marks that are stuck to the next word, since the space between them was lost: `said,"Look`, `word."He`, `word",he`.
# The tokeniser splits within a word only where one of its patterns matches.
STUCK_MARKS: Final = (
    r'[.,:;!?]+(?=")',
    r'"',
    r'(?<=")[.,:;](?=[A-Za-z])',
    r"(?<=[A-Za-z])[,:](?='[A-Z])",
    r"(?<=[,:])'(?=[A-Z])",
    r"(?<=[,.!?])'(?=[A-Za-z]{2})",
)


def parse_texts(texts: Sequence[PreparedText], models: Models) -> Iterator[ParsedDocument]:
    """The parsed documents of `texts`, in their order. A text that isn't English gets untagged tokens and no entities.

    Raises:
        AnnotationError: a text is English, and a model is missing or made for another version of its library.
    """
    pieces = [
        [piece for paragraph in text.paragraphs for piece in _pieces(text.text, paragraph)] if text.english else []
        for text in texts
    ]
    inputs = [
        _model_input(text.text[start:end])
        for text, text_pieces in zip(texts, pieces, strict=True)
        for start, end in text_pieces
    ]
    docs = _load(models).pipe(inputs, batch_size=BATCH_PARAGRAPHS) if inputs else iter(())
    for text, text_pieces in zip(texts, pieces, strict=True):
        yield _joined(text, text_pieces, docs, models) if text.english else plainly_parsed(text)


def model_version(models: Models) -> str:
    """The versions of the models and of their libraries, read without an import. A missing version is ""."""
    version = f"{spacy_model_version(models)}/{installed_version('spacy')}"
    return f"{version}/{recogniser_version() if models.names == OWN else ''}"


def spacy_model_version(models: Models) -> str:
    """The version of the spaCy model, read without an import; "" if it isn't there."""
    meta = Path(models.spacy) / "meta.json"
    return _version_in(meta) if meta.is_file() else installed_version(models.spacy)


def _version_in(meta: Path) -> str:
    """The version in a model's meta.json, or "" if the file can't be read. (Loading the model then raises an error.)"""
    try:
        description = json.loads(meta.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(description.get("version", "")) if isinstance(description, dict) else ""


@lru_cache(maxsize=1)
def _load(models: Models) -> Any:
    """The spaCy pipeline, loaded once in a process. It finds names only if no other model does."""
    model = models.spacy
    try:
        with one_thread():
            import spacy  # noqa: PLC0415 - takes two seconds, which a run with nothing new must not spend
    except ImportError as error:
        raise AnnotationError(f"spaCy can't be imported ({error}): install requirements.txt") from error
    try:
        with warnings.catch_warnings():
            # W095: the model was made for another version of spaCy. Its tags would be worse than measured.
            warnings.filterwarnings("error", message=r"\[W095\]")
            pipeline = spacy.load(model, exclude=[*UNUSED, *(("ner",) if models.names == OWN else ())])
    except UNLOADABLE as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:160]
        raise AnnotationError(
            f"the model {model!r} can't be loaded by spaCy {spacy.__version__}: install "
            f"{DEFAULT_MODEL.replace('_', '-')} (requirements.txt), or name an installed model that fits it in "
            f"SPACY_MODEL ({reason})"
        ) from error
    if pipeline.lang != "en":
        raise AnnotationError(
            f"SPACY_MODEL: {model!r} reads {pipeline.lang!r}, and English texts need one that reads 'en'"
        )
    infixes = (*(pipeline.Defaults.infixes or ()), *STUCK_MARKS)
    pipeline.tokenizer.infix_finditer = spacy.util.compile_infix_regex(infixes).finditer
    return pipeline


@contextmanager
def one_thread() -> Iterator[None]:
    """Sets numpy, if it is imported within this context, to one thread for linear algebra.

    A number that the environment gives takes precedence.

    The model's matrices are small: threads that wait for each other take a tenth more processor time, and each worker
    process would start as many threads as there are cores.
    """
    is_set = THREADS in os.environ
    os.environ.setdefault(THREADS, "1")
    try:
        yield
    finally:
        if not is_set:
            del os.environ[THREADS]


def _pieces(text: str, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """The spans of a paragraph's pieces, which are cut at spaces and short enough for the model."""
    start = paragraph.start
    while paragraph.end - start > MAX_PIECE_CHARS:
        cut = text.rfind(" ", start + 1, start + MAX_PIECE_CHARS)
        cut = start + MAX_PIECE_CHARS if cut < 0 else cut
        yield start, cut
        start = cut
    yield start, paragraph.end


def _model_input(piece: str) -> str:
    """A copy of the same length with straight marks, and with "x" for every character of an overlong word."""
    return LONG_WORD.sub(lambda match: "x" * len(match.group()), piece.translate(STRAIGHT))


def _joined(
    text: PreparedText, pieces: Sequence[tuple[int, int]], docs: Iterator[Any], models: Models
) -> ParsedDocument:
    """The document of a text. Its pieces are the next ones in `docs`."""
    tokens: list[Token] = []
    entities: list[Entity] = []
    sentences: list[int] = []
    own = models.names == OWN
    words: list[WordKinds] = []
    read = name_recogniser().read([_model_input(text.text[start:end]) for start, end in pieces]) if own else ()
    for number, (start, _) in enumerate(pieces):
        doc = next(docs)
        found = read[number].names if own else _entities(doc)
        if own:
            words += (WordKinds(start + word.start, start + word.end, word.shares) for word in read[number].words)
        entities += (Entity(start + name.start, start + name.end, name.label, name.confidence) for name in found)
        tokens += _tokens(doc, text.text, start, len(tokens))
        sentences += (start + sentence.start_char for sentence in doc.sents)
    headline = _headline_entities(text.headline) if own else ()
    return ParsedDocument(
        text.text,
        text.paragraphs,
        tuple(tokens),
        tuple(entities),
        tuple(sentences),
        headline_entities=headline,
        word_kinds=tuple(words),
    )


def _headline_entities(headline: str) -> tuple[Entity, ...]:
    """The names in a headline, read by itself; none if it is all in capitals, which mislead the model."""
    if not any(char.islower() for char in headline):
        return ()
    (names,) = name_recogniser().names([_model_input(headline[:MAX_HEADLINE_CHARS])])
    return tuple(Entity(name.start, name.end, name.label, name.confidence) for name in names)


def _entities(doc: Any) -> tuple[RecognisedName, ...]:
    """The names that spaCy found, of which it doesn't say how sure it is."""
    return tuple(RecognisedName(ent.start_char, ent.end_char, ent.label_, SPACY_CONFIDENCE) for ent in doc.ents)


def _tokens(doc: Any, text: str, piece_start: int, first_index: int) -> Iterator[Token]:
    """The tokens of one piece. Tokens of spaces are dropped, and their dependents get the head of the dropped token.

    `first_index` is the index of the piece's first token in the document.
    """
    indices: dict[int, int] = {}  # spaCy's index in the piece -> index in the document
    for token in doc:
        if not token.is_space:
            indices[token.i] = first_index + len(indices)
    for token in doc:
        if token.i not in indices:
            continue
        head = token.head
        while head.i not in indices and head.head.i != head.i:
            head = head.head
        start = piece_start + token.idx
        end = start + len(token)
        yield Token(start, end, text[start:end], token.tag_, token.dep_, indices.get(head.i, indices[token.i]))
