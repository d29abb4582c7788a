"""States of the United States, and towns in them, that share a name with a followed actor."""

import pytest

from digest.annotate.actors.alias_matches import alias_matches
from digest.annotate.actors.state_namesakes import city_of_state_namesake, state_namesake
from digest.annotate.records import Actor

GEORGIA = Actor("Georgia", "place", "georgia", background="A country whose capital is Tbilisi.")
STATE = Actor("Georgia", "place", "georgia", background="A state in the south of the United States.")
ORANGE = Actor("Orange", "organisation", "orange", background="A telephone company.")
AUSTIN = Actor("Austin", "place", "austin", background="The capital of Texas.")


@pytest.mark.parametrize(
    ("text", "actor", "namesake"),
    [
        ("the governor of Georgia signed", GEORGIA, "the state of Georgia"),
        ("the Georgia legislature met", GEORGIA, "the state of Georgia"),
        ("police in Macon, Georgia, said", GEORGIA, "Macon, Georgia"),
        (
            "police in Lower Stell, Georgia, said",
            GEORGIA,
            "Lower Stell, Georgia",
        ),  # not known, and nothing speaks for it
        ("police in Tbilisi, Georgia, said", GEORGIA, ""),
        ("police in Batumi, Georgia, said", GEORGIA, ""),
        ("from Armenia, Georgia and Turkey", GEORGIA, ""),
        ("the parliament of Georgia met", GEORGIA, ""),
        ("the governor of Georgia signed", STATE, ""),
        ("a fire near Orange, California, spread", ORANGE, "Orange, California"),
        ("a fire near Orange, Calif., spread", ORANGE, "Orange, California"),
        ("bought Orange, Vodafone and others", ORANGE, ""),
        ("a fire in Austin, Texas, spread", AUSTIN, ""),
    ],
)
def test_a_state_is_told_by_the_words_beside_it(text: str, actor: Actor, namesake: str) -> None:
    (match,) = alias_matches(text, (actor,))
    found = state_namesake(text, match, is_supported=False)
    assert (found.name if found else "") == namesake


def test_a_town_that_is_not_known_is_in_the_country_where_the_text_speaks_for_it() -> None:
    text = "police in Lower Stell, Georgia, said"
    (match,) = alias_matches(text, (GEORGIA,))
    assert state_namesake(text, match, is_supported=True) is None


def test_a_city_of_the_state_is_found_in_the_text() -> None:
    assert city_of_state_namesake("The mayor of Savannah spoke", "Georgia", GEORGIA.background) == "Savannah"
    assert city_of_state_namesake("The mayor of Savannah spoke", "Georgia", STATE.background) == ""
    assert city_of_state_namesake("The mayor of Savannah spoke", "Jordan", "") == ""
