"""Names that a followed actor shares with somebody else in the text."""

import pytest

from digest.annotate.annotator import Annotator
from digest.annotate.records import Actor, Annotation, Text

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
