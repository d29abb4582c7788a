"""What a text shares with an actor's file, and what the model takes a name for."""

from digest.annotate.records import Actor, Text
from digest.annotate.run.annotator import Annotator

SHOP = Actor("Amazon", "organisation", "amazon", background="An online shop with warehouses.")


def decided(text: str, *followed: Actor, title: str = "") -> list[tuple[str, bool, str]]:
    (found,) = Annotator(followed).annotate([Text("t", text, title)])
    assert {(mention.start, mention.actor) for mention in found.mentions} >= {
        (decision.start, decision.actor) for decision in found.decisions if decision.tagged and not decision.in_title
    }
    return [(decision.text, decision.tagged, decision.reason) for decision in found.decisions]


def test_a_longer_name_takes_only_what_it_can_mean() -> None:
    text = "Amazon gave money to farmers in the Amazon basin. The online shop Amazon plants trees there."
    assert [(tagged, reason) for _, tagged, reason in decided(text, SHOP)] == [
        (True, "the text shares words with the actor's file: onlin, shop"),
        (False, "another name: Amazon basin"),
    ]


def test_a_title_with_an_aliass_possessive_is_a_work_where_nothing_else_speaks_for_the_actor() -> None:
    group = Actor("Wagner Group", "organisation", "w", aliases=("Wagner",), background="A company of mercenaries.")
    text = "“Wagner's Ride of the Valkyries was a curious choice of music,” one guest remarked in London."
    assert [tagged for _, tagged, _ in decided(text, group)] == [False]
    text = "Mercenaries guard the mines. Wagner's Ride of the Valkyries is what they call the road."
    assert [tagged for _, tagged, _ in decided(text, group)] == [True]
