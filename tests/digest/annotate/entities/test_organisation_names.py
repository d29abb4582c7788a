"""The one name of an organisation or a place that a text names in several ways."""

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
