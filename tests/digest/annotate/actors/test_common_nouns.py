"""Names that are only words where they stand."""

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


REPUBLIC = Actor("Coastal Archive Register", "organisation", "car", aliases=("CAR",))


def decided(text: str, *followed: Actor, title: str = "") -> list[tuple[str, bool, str]]:
    (found,) = Annotator(followed).annotate([Text("t", text, title)])
    assert {(mention.start, mention.actor) for mention in found.mentions} >= {
        (decision.start, decision.actor) for decision in found.decisions if decision.tagged and not decision.in_title
    }
    return [(decision.text, decision.tagged, decision.reason) for decision in found.decisions]


@pytest.mark.parametrize(
    "text", ["THE CAR PARK IS FULL. A car waits.", "Every CAR needs a ticket, and a car is towed."]
)
def test_an_acronym_that_is_a_word_of_the_text_is_no_actor(text: str) -> None:
    assert {tagged for _, tagged, _ in decided(text, REPUBLIC)} == {False}


def test_an_acronym_in_capitals_is_the_actor_where_it_is_no_word() -> None:
    (found,) = Annotator((REPUBLIC,)).annotate([Text("t", "CAR OPENS NEW OFFICE IN PORT\n\nThe CAR has ten rooms.")])
    assert [mention.text for mention in found.mentions if mention.actor == REPUBLIC.name] == ["CAR", "CAR"]


def test_a_verb_is_no_actor() -> None:
    watch = Actor("Watch", "organisation", "watch")
    assert {tagged for _, tagged, _ in decided("Watch the minister speak. Watch it all the way through.", watch)} == {
        False
    }
    passed = decided("People watch the news at night in London.", watch, title="Seven Films to Watch Tonight")
    assert passed == [("Watch", False, "the text below has only the word 'watch'")]


def test_a_part_of_something_is_no_company() -> None:
    assert "Marlow Group" not in actors(
        "The Marlow of a cutter can weigh ten kilos, says the guide. Do not touch the Marlow."
    )
    assert "Marlow Group" in actors("The Marlow of the nineties sold boats. It was a Monday.")
