"""Surnames in a headline that only one followed person has."""

import pytest

from digest.annotate.actors.sole_surnames import surnames_of_one
from digest.annotate.records import Actor

PERSON = Actor("Imogen Velmer", "person", "imogen-velmer")
OTHERS = (
    Actor("Anna Brandt", "person", "anna-brandt"),
    Actor("Otto Brandt", "person", "otto-brandt"),
    Actor("Edda London", "person", "edda-london"),
    Actor("Edda Quill", "person", "edda-quill"),
    Actor("Quill Press", "organisation", "quill-press"),
)


@pytest.mark.parametrize(
    ("headline", "below", "expected"),
    [
        ("Velmer stays", "She said so.", {"Imogen Velmer"}),
        ("Velmer stays", "Minister Velmer said so.", {"Imogen Velmer"}),
        ("Velmer stays", "Otto Velmer said so.", set()),
        ("VELMER STAYS", "She said so.", set()),
        ("Velmers stay", "She said so.", set()),
        ("Brandt stays", "She said so.", set()),  # two have it
        ("London stays", "She said so.", set()),  # a place
        ("Quill stays", "She said so.", set()),  # another followed actor has the word
        ("Velmer stays", None, set()),
    ],
)
def test_a_surname_counts_if_it_can_mean_nobody_else(headline: str, below: str | None, expected: set[str]) -> None:
    assert surnames_of_one(headline, below, (PERSON, *OTHERS)) == expected
