"""The name model as the product runs it: what it finds, each time the same, and what is said of damaged files."""

import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from digest.annotate.name_model.recogniser import (
    DIGESTS,
    FOLDER,
    VOCABULARY,
    WEIGHTS,
    NameRecogniser,
    RecognisedName,
    name_recogniser,
    recogniser_version,
)
from digest.errors import AnnotationError

HARBOUR = "Ottoline Vane, the head of the Bank of England, flew from Oslo to Nairobi on Monday."
COMPANIES = "Norland Shipping and the European Union sued Amalia Brandt in Hamburg after the World Cup."


def labelled(text: str, found: Sequence[RecognisedName]) -> list[tuple[str, str]]:
    return [(text[name.start : name.end], name.label) for name in found]


def test_names_and_their_labels() -> None:
    harbour, companies = name_recogniser().names([HARBOUR, COMPANIES])
    assert labelled(HARBOUR, harbour) == [
        ("Ottoline Vane", "PERSON"),
        ("Bank of England", "ORG"),
        ("Oslo", "GPE"),
        ("Nairobi", "GPE"),
        ("Monday", "DATE"),
    ]
    assert labelled(COMPANIES, companies) == [
        ("Norland Shipping", "ORG"),
        ("European Union", "ORG"),
        ("Amalia Brandt", "PERSON"),
        ("Hamburg", "GPE"),
        ("World Cup", "EVENT"),
    ]
    assert all(0 < name.confidence <= 1 for name in (*harbour, *companies))


def test_a_text_has_the_same_names_whatever_was_read_before() -> None:
    recogniser = NameRecogniser()
    first = recogniser.names([HARBOUR, COMPANIES])
    recogniser.names(["Rain.", "A " + "long " * 400 + "text about Oslo."])
    assert recogniser.names([HARBOUR, COMPANIES]) == first
    assert NameRecogniser().names([HARBOUR, COMPANIES]) == first


@pytest.mark.parametrize("text", ["", " ", "…", "x" * 5000, "\u200b", "🙂 🙂", "的 新闻", "A\tB\x0bC", "[CLS]"])
def test_anything_may_be_asked(text: str) -> None:
    (found,) = name_recogniser().names([text])
    assert all(0 <= name.start < name.end <= len(text) for name in found)


def test_no_paragraphs() -> None:
    assert name_recogniser().names([]) == []


def test_the_digests_are_those_of_the_files() -> None:
    noted = json.loads((FOLDER / DIGESTS).read_text(encoding="utf-8"))
    assert noted == {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in (WEIGHTS, VOCABULARY)}
    assert noted[WEIGHTS] in recogniser_version()


def test_weights_and_vocabulary_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 25_000_000


@pytest.mark.parametrize("name", [WEIGHTS, VOCABULARY])
def test_a_missing_or_damaged_file_is_said_in_one_line(name: str, tmp_path: Path) -> None:
    for part in (WEIGHTS, VOCABULARY):
        shutil.copy(FOLDER / part, tmp_path)
    (tmp_path / name).write_bytes(b"damaged")
    with pytest.raises(AnnotationError, match=r"the name model in .* can't be loaded"):
        NameRecogniser(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(AnnotationError, match=r"the name model in .* can't be loaded"):
        NameRecogniser(tmp_path)
