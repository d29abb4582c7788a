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


def test_organisations_go_under_the_longer_name_without_its_legal_form() -> None:
    text = (
        "Norland Textile Inc said on Monday that it would buy mills. Norland Textile has ten. "
        "The New York Stock Exchange opened in London, the NYSE said."
    )
    found = {mention.text: mention.actor for mention in annotated(text).mentions}
    assert found["Norland Textile Inc"] == "Norland Textile"
    assert found["NYSE"] == "New York Stock Exchange"


@pytest.mark.parametrize(("written", "usual"), [("Kiev", "Kyiv"), ("Peking", "Beijing"), ("U.N.", "United Nations")])
def test_what_news_writes_in_two_ways_has_one_name(written: str, usual: str) -> None:
    assert usual in actors(f"Officials of {written} met in London on Monday.")


GEORGIA = Actor("Georgia", "place", "georgia", never=("Atlanta, Georgia",), background="A country; capital Tbilisi.")
REPUBLIC = Actor("Coastal Archive Register", "organisation", "car", aliases=("CAR",))
SHOP = Actor("Amazon", "organisation", "amazon", background="An online shop with warehouses.")


def decided(text: str, *followed: Actor, title: str = "") -> list[tuple[str, bool, str]]:
    (found,) = Annotator(followed).annotate([Text("t", text, title)])
    assert {(one.start, one.actor) for one in found.mentions} >= {
        (one.start, one.actor) for one in found.decisions if one.tagged and not one.in_title
    }
    return [(one.text, one.tagged, one.reason) for one in found.decisions]


def test_each_decision_keeps_its_reason() -> None:
    group = Actor("Marlow Group", "organisation", "m", aliases=("Marlow",), never=("Edward Marlow",))
    text = "The festival plays Edward Marlow. Marlow wrote operas in Berlin, and critics praised Marlow."
    assert decided(text, group) == [
        ("Marlow", False, "never: Edward Marlow"),
        ("Marlow", False, "another of that name: Edward Marlow"),
        ("Marlow", False, "another of that name: Edward Marlow"),
    ]
    assert decided("The Marlow Group left. Marlow took its trucks along.", group) == [
        ("Marlow", True, "the text has the name Marlow Group")
    ]


def test_a_longer_name_takes_only_what_it_can_mean() -> None:
    text = "Amazon gave money to farmers in the Amazon basin. The online shop Amazon plants trees there."
    assert [(tagged, reason) for _, tagged, reason in decided(text, SHOP)] == [
        (True, "the text shares words with the actor's file: onlin, shop"),
        (False, "another name: Amazon basin"),
    ]


def test_a_state_in_a_never_match_phrase_is_the_state_afterwards() -> None:
    text = "Voters in Atlanta, Georgia, waited. The Georgia senate met on Monday."
    assert [tagged for _, tagged, _ in decided(text, GEORGIA)] == [False, False]
    assert [tagged for _, tagged, _ in decided("Georgia closed its border near Tbilisi.", GEORGIA)] == [True]


@pytest.mark.parametrize(
    "text", ["THE CAR PARK IS FULL. A car waits.", "Every CAR needs a ticket, and a car is towed."]
)
def test_an_acronym_that_is_a_word_of_the_text_is_no_actor(text: str) -> None:
    assert {tagged for _, tagged, _ in decided(text, REPUBLIC)} == {False}


def test_an_acronym_in_capitals_is_the_actor_where_it_is_no_word() -> None:
    (found,) = Annotator((REPUBLIC,)).annotate([Text("t", "CAR OPENS NEW OFFICE IN PORT\n\nThe CAR has ten rooms.")])
    assert [mention.text for mention in found.mentions if mention.actor == REPUBLIC.name] == ["CAR", "CAR"]


def test_a_headline_is_decided_by_the_text_below() -> None:
    group = Actor("Marlow Group", "organisation", "m", aliases=("Marlow",))
    text = "Anna Marlow, a baker, won the prize. Marlow was pleased."
    (found,) = Annotator((group,)).annotate([Text("t", text, title="Marlow wins prize")])
    assert {mention.actor for mention in found.title_mentions} == {"Anna Marlow"}
    assert [one.reason for one in found.decisions if one.in_title] == ["the text below: another name: Anna Marlow"]


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


def test_a_verb_is_no_actor() -> None:
    watch = Actor("Watch", "organisation", "watch")
    assert {tagged for _, tagged, _ in decided("Watch the minister speak. Watch it all the way through.", watch)} == {
        False
    }
    passed = decided("People watch the news at night in London.", watch, title="Seven Films to Watch Tonight")
    assert passed == [("Watch", False, "the text below has only the word 'watch'")]


def test_a_title_with_an_aliass_possessive_is_a_work_where_nothing_else_speaks_for_the_actor() -> None:
    group = Actor("Wagner Group", "organisation", "w", aliases=("Wagner",), background="A company of mercenaries.")
    text = "“Wagner's Ride of the Valkyries was a curious choice of music,” one guest remarked in London."
    assert [tagged for _, tagged, _ in decided(text, group)] == [False]
    text = "Mercenaries guard the mines. Wagner's Ride of the Valkyries is what they call the road."
    assert [tagged for _, tagged, _ in decided(text, group)] == [True]


def test_a_part_of_something_is_no_company() -> None:
    assert "Marlow Group" not in actors(
        "The Marlow of a cutter can weigh ten kilos, says the guide. Do not touch the Marlow."
    )
    assert "Marlow Group" in actors("The Marlow of the nineties sold boats. It was a Monday.")
