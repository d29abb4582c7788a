"""The decisions on the names of followed actors, with their reasons."""

from digest.annotate.records import Actor, Text
from digest.annotate.run.annotator import Annotator


def decided(text: str, *followed: Actor, title: str = "") -> list[tuple[str, bool, str]]:
    (found,) = Annotator(followed).annotate([Text("t", text, title)])
    assert {(mention.start, mention.actor) for mention in found.mentions} >= {
        (decision.start, decision.actor) for decision in found.decisions if decision.tagged and not decision.in_title
    }
    return [(decision.text, decision.tagged, decision.reason) for decision in found.decisions]


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


def test_a_headline_is_decided_by_the_text_below() -> None:
    group = Actor("Marlow Group", "organisation", "m", aliases=("Marlow",))
    text = "Anna Marlow, a baker, won the prize. Marlow was pleased."
    (found,) = Annotator((group,)).annotate([Text("t", text, title="Marlow wins prize")])
    assert {mention.actor for mention in found.title_mentions} == {"Anna Marlow"}
    assert [decision.reason for decision in found.decisions if decision.in_title] == [
        "the text below: another name: Anna Marlow"
    ]
