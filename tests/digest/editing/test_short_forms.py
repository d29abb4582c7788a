from dataclasses import replace
from pathlib import Path

import pytest

from digest.annotate.records import Annotation, Mention
from digest.archive.index_file import INDEX_FILE, IndexFile
from digest.archive.model.article import Article
from digest.editing.short_forms import short_forms
from tests.digest.archive.small_archives import inputs_of, update
from tests.digest.archive.small_records import NORTH, article


def _naming(number: int, *names: str) -> Article:
    mentions = tuple(Mention(at, at + 1, name, name, "organisation") for at, name in enumerate(names))
    one = article(number, NORTH)
    return replace(one, annotation=Annotation(one.id, mentions))


@pytest.fixture
def index(tmp_path: Path) -> IndexFile:
    """Four articles on the Marlow Group, which three of them call "Marlow"; "Bank" stands elsewhere too."""
    index = IndexFile(tmp_path / INDEX_FILE)
    texts = [
        *(_naming(day, "Marlow Group", "Marlow", "Bank of Oslo", "Bank", "Oslo") for day in (1, 2, 3)),
        _naming(4, "Marlow Group"),
        *(_naming(day, "Bank") for day in (5, 6)),
    ]
    update(index, texts, inputs_of())
    return index


def test_a_part_of_the_name_that_texts_use_for_it_is_a_short_form(index: IndexFile) -> None:
    assert short_forms(index.connection, "Marlow Group") == ("Marlow",)


def test_a_part_that_other_texts_have_or_that_is_a_place_is_none(index: IndexFile) -> None:
    assert short_forms(index.connection, "Bank of Oslo") == ()


def test_a_part_in_two_articles_may_be_a_slip(tmp_path: Path) -> None:
    index = IndexFile(tmp_path / INDEX_FILE)
    update(index, [_naming(day, "Marlow Group", "Marlow") for day in (1, 2)], inputs_of())
    assert short_forms(index.connection, "Marlow Group") == ()
