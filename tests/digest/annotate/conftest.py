"""What the tests of annotation share: one annotator with two invented actors, and the readings of single texts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from digest.annotate.records import Actor, Annotation, Text
from digest.annotate.run.annotator import Annotator
from digest.annotate.text.models import Models
from digest.annotate.text.normalised_text import normalised
from digest.annotate.text.paragraphs import paragraphs
from digest.annotate.text.parsed_document import ParsedDocument, PreparedText
from digest.annotate.text.spacy_model import parse_texts

Annotate = Callable[..., Annotation]

ACTORS = (
    Actor(
        "Harbour Watch",
        "organisation",
        "harbour-watch",
        aliases=("HW7", "Harbor Watch", "Гавань", "Watch"),
        never=("Watch Tower Road",),
        background="A service of divers and pilots that guards the ports of the invented republic of Norland.",
    ),
    Actor("Ottoline Vane", "person", "ottoline-vane", aliases=("Оттолина Вейн",), merge=("Otty Vane",)),
)


@pytest.fixture(scope="session")
def actors() -> tuple[Actor, ...]:
    """Two followed actors, both invented."""
    return ACTORS


@pytest.fixture(scope="session")
def annotate() -> Annotate:
    """A function from text, title and language to an annotation, without a cache."""
    annotator = Annotator(ACTORS)

    def run(text: str, title: str = "", lang: str = "") -> Annotation:
        (annotation,) = annotator.annotate([Text("t", text, title, lang)])
        return annotation

    return run


@pytest.fixture(scope="session")
def reading() -> Callable[[str, bool], ParsedDocument]:
    """A function from a text to its reading, by the model where `english` is true."""

    def run(text: str, english: bool) -> ParsedDocument:
        joined, spans = paragraphs(normalised(text).text)
        return next(parse_texts([PreparedText(joined, spans, english)], Models()))

    return run


@pytest.fixture
def actor_file(tmp_path: Path) -> Callable[[str, str], Path]:
    """A function that writes an actor's file and returns its directory."""

    def write(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write
