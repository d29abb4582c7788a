"""Mentions in a headline."""

import pytest

from digest.annotate.records import Annotation
from tests.digest.annotate.quotes.quoting import Annotate


def in_headline(annotation: Annotation) -> list[tuple[str, str]]:
    return [(mention.text, mention.actor) for mention in annotation.title_mentions]


@pytest.mark.parametrize(
    ("headline", "mentions"),
    [
        ("Marlow stays", [("Marlow", "Edward Marlow")]),  # by the surname of a person whom the text names in full
        ("Otty Vane stays", [("Otty Vane", "Ottoline Vane")]),  # a merged name, which the name model finds
        ("HW7 warns Edward Marlow", [("HW7", "Harbour Watch"), ("Edward Marlow", "Edward Marlow")]),
        ("Marlowe stays", [("Marlowe", "Marlowe")]),
        ("", []),
    ],
)
def test_a_headline_has_the_names_of_its_text_in_the_forms_of_the_text(
    annotate: Annotate, headline: str, mentions: list[tuple[str, str]]
) -> None:
    text = "Edward Marlow was warned in London by HW7 on Monday."
    assert in_headline(annotate(text, title=headline)) == mentions


def test_offsets_are_those_of_the_headline_as_it_was_given(annotate: Annotate) -> None:
    headline = "  A\u200bnd\u00a0now: Edward\u00a0Marlow"
    (mention,) = annotate("Edward Marlow was in London on Monday.", title=headline).title_mentions
    assert headline[mention.start : mention.end] == mention.text == "Edward\u00a0Marlow"


def test_a_headline_has_names_that_the_text_leaves_out(annotate: Annotate) -> None:
    found = annotate("The company said on Monday that prices would rise.", title="Microsoft sues Germany over taxes")
    assert {(mention.actor, mention.kind) for mention in found.title_mentions} == {
        ("Microsoft", "organisation"),
        ("Germany", "place"),
    }
