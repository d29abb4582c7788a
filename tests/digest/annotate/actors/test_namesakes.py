"""Names that a followed actor shares with somebody else in the text."""

import pytest

from digest.annotate.records import Actor, Annotation, Text
from digest.annotate.run.annotator import Annotator

ACTORS = (
    Actor("Ottoline Vane", "person", "ottoline-vane", aliases=("Vane",), never=("Pelham Vane",)),
    Actor("Marlow Group", "organisation", "marlow-group", aliases=("Marlow",), never=("Edward Marlow",)),
)


def annotated(text: str) -> Annotation:
    (found,) = Annotator(ACTORS).annotate([Text("t", text)])
    return found


def actors(text: str) -> set[str]:
    return {mention.actor for mention in annotated(text).mentions}


GEORGIA = Actor("Georgia", "place", "georgia", never=("Atlanta, Georgia",), background="A country; capital Tbilisi.")


def decided(text: str, *followed: Actor, title: str = "") -> list[tuple[str, bool, str]]:
    (found,) = Annotator(followed).annotate([Text("t", text, title)])
    assert {(mention.start, mention.actor) for mention in found.mentions} >= {
        (decision.start, decision.actor) for decision in found.decisions if decision.tagged and not decision.in_title
    }
    return [(decision.text, decision.tagged, decision.reason) for decision in found.decisions]


@pytest.mark.parametrize(
    "text",
    [
        "The film maker Michael Vane came to London. Vane said he was happy. Officials met Vane on Friday.",
        "The pilot Pelham Vane came to London. Vane said he was happy.",
        "The festival plays Edward Marlow every summer. Marlow wrote thirteen operas, and Marlow lived in Berlin.",
    ],
)
def test_a_namesake_is_not_the_followed_actor(text: str) -> None:
    assert not actors(text) & {"Ottoline Vane", "Marlow Group"}


def test_the_actor_named_in_full_after_a_namesake_is_meant_again() -> None:
    found = annotated("Michael Vane came to London. Ottoline Vane met him. Vane spoke first.")
    assert [mention.actor for mention in found.mentions if mention.text == "Vane"] == ["Ottoline Vane"]


def test_a_state_in_a_never_match_phrase_is_the_state_afterwards() -> None:
    text = "Voters in Atlanta, Georgia, waited. The Georgia senate met on Monday."
    assert [tagged for _, tagged, _ in decided(text, GEORGIA)] == [False, False]
    assert [tagged for _, tagged, _ in decided("Georgia closed its border near Tbilisi.", GEORGIA)] == [True]


@pytest.mark.parametrize(
    ("text", "tagged"),
    [
        ("J. D. Vane said no in London.", False),
        ("O. Vane said no in London.", True),
        ("Cars may not stop in Orchard Vane today.", False),
        ("Minister Vane opened the bridge in London.", True),
        ("The Vane Review was published in London on Monday.", False),
        ("The violinist Rosalind Vane played. Vane had the flu.", False),
    ],
)
def test_what_stands_beside_a_surname_says_whose_it_is(text: str, tagged: bool) -> None:
    assert ("Ottoline Vane" in actors(text)) is tagged
