"""Names of which the text leaves little doubt."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from digest.annotate.confidence.name_confidence import (
    MIN_NAME_CONFIDENCE,
    distinct_names,
    name_confidence,
    sure_names,
)
from digest.annotate.entities.sure_entities import sure_entities
from digest.annotate.entities.text_names import TextNames, text_names
from digest.annotate.text.parsed_document import ParsedDocument

Reading = Callable[[str, bool], ParsedDocument]

TRAVEL = (
    "Travellers to Norland need a PCR test before they board, the ministry of health in Lima said. A PCR test is valid "
    "for two days."
)


@pytest.fixture
def travel(reading: Reading) -> tuple[ParsedDocument, TextNames]:
    """A text with a test that looks like a body, and all names that the rules find in it."""
    document = reading(TRAVEL, True)
    return document, text_names(sure_entities(document), (), ())


def names_of(names: TextNames) -> list[str]:
    return list(dict.fromkeys(mention.actor for mention in names.mentions))


def test_a_name_that_is_hardly_an_actor_is_left_out(travel: tuple[ParsedDocument, TextNames]) -> None:
    document, names = travel
    assert names_of(names) == ["Norland", "PCR", "Lima"]
    assert names_of(sure_names(document, names, ())) == ["Norland", "Lima"]


def test_a_followed_actor_stays(travel: tuple[ParsedDocument, TextNames]) -> None:
    document, names = travel
    assert sure_names(document, names, {"PCR"}) == names


def test_all_names_stay_where_the_name_model_has_not_read_the_text(travel: tuple[ParsedDocument, TextNames]) -> None:
    document, names = travel
    assert sure_names(replace(document, word_kinds=()), names, ()) == names


def test_the_probabilities_of_a_few_names(travel: tuple[ParsedDocument, TextNames]) -> None:
    document, names = travel
    claims = {
        name: name_confidence(document, (name, kind), mentions)
        for (name, kind), mentions in distinct_names(names.mentions).items()
    }
    assert claims["Lima"] > claims["Norland"] > 0.9
    assert claims["PCR"] < MIN_NAME_CONFIDENCE
