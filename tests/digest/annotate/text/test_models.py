"""Which models read English texts: by argument, environment or default."""

import pytest

from digest.annotate.text.models import DEFAULT_MODEL, OWN, SPACY, Models, chosen_models
from digest.errors import AnnotationError


def test_the_name_model_finds_names_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NER", raising=False)
    monkeypatch.delenv("SPACY_MODEL", raising=False)
    assert chosen_models() == Models(DEFAULT_MODEL, OWN)
    monkeypatch.setenv("NER", "spacy")
    monkeypatch.setenv("SPACY_MODEL", "another")
    assert chosen_models() == Models("another", SPACY)
    assert chosen_models("one", "own") == Models("one", OWN)


def test_an_unknown_way_is_refused() -> None:
    with pytest.raises(AnnotationError, match='NER is "flair": it may be "own" or "spacy"'):
        chosen_models(names="flair")
