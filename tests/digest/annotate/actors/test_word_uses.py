"""Common words that are also names of followed actors."""

import pytest

from digest.annotate.records import Actor, Text
from digest.annotate.run.annotator import Annotator

SHOPS = Actor("Target", "organisation", "target", background="A chain of shops.")
PHONES = Actor("Orange", "organisation", "orange", never=("orange juice",), background="A telephone company.")
TURKEY = Actor("Turkey", "place", "turkey", background="A country whose capital is Ankara.")
RETAIL = Actor("Amazon", "organisation", "amazon", background="An online shop with warehouses.")
CARS = Actor("Ford", "organisation", "ford", background="A maker of cars.")


def tagged(text: str, actor: Actor, title: str = "") -> list[bool]:
    """Whether the text has mentions of the actor, and whether its headline has."""
    (found,) = Annotator((actor,)).annotate([Text("t", text, title)])
    return [any(one.actor == actor.name for one in where) for where in (found.mentions, found.title_mentions)]


@pytest.mark.parametrize(
    ("text", "actor", "expected"),
    [
        ("Target practice began at nine. They held target practice on the moor.", SHOPS, False),
        ("Target has missed its sales target. Prices rose, and Target will hire fewer people.", SHOPS, True),
        ("Orange groves near the coast were sold. Orange growers are old.", PHONES, False),
        ("Customers of Orange pay more. Its orange sign vanishes.", PHONES, True),
        ("Turkey sandwiches cost three crowns. They had turkey on Sunday.", TURKEY, False),
        ("Farmers in Turkey sell turkey meat.", TURKEY, True),
        ("The Amazon is low. Boats on the river wait, and the villages along the Amazon have no water.", RETAIL, False),
        ("The Amazon warehouse in Velm is empty. Workers of Amazon went home.", RETAIL, True),
        ("A man in a Ford drove off. He had stolen the car.", CARS, True),
        ("The Ford at the mill is deep. A boy crossed the ford on foot.", CARS, False),
    ],
)
def test_a_word_is_a_name_where_the_text_uses_it_as_one(text: str, actor: Actor, expected: bool) -> None:
    assert tagged(text, actor)[0] is expected


@pytest.mark.parametrize(
    ("headline", "text", "actor", "expected"),
    [
        ("Target practice kills sheep", "Soldiers shot four sheep during target practice.", SHOPS, False),
        ("Drought Empties the Amazon", "The river is lower than ever, and boats wait.", RETAIL, False),
        ("Amazon opens warehouse", "The online shop will hire 300 people in Velm.", RETAIL, True),
    ],
)
def test_a_headline_is_read_with_the_text_below(headline: str, text: str, actor: Actor, expected: bool) -> None:
    assert tagged(text, actor, headline)[1] is expected


def test_words_of_a_never_match_phrase_do_not_undo_a_clear_name() -> None:
    actor = Actor("Orange", "organisation", "orange", never=("orange juice", "Orange County"), background="Telephones.")
    assert tagged("The juice was free. Shares of Orange fell in the county.", actor)[0]
