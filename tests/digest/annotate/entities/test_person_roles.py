"""What a text says a person is, and what it says of somebody else beside the name."""

import pytest

from tests.digest.annotate.conftest import Annotate


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Officer Derek Hollis was charged in Marl on Monday.", {("Derek Hollis", "Officer")}),
        ("Derek Hollis, a former officer, was charged in Marl.", {("Derek Hollis", "former officer")}),
        ("The director of health Dr Ann Marlow spoke in Marl.", {("Ann Marlow", "director of health")}),
        ("Protests began after the officer who killed Colin Marlow was charged.", set()),
        ("Colin Marlow, who died after an officer knelt on him, was 46.", set()),
        ("Colin Marlow, a father of two who died after a police officer knelt on him, was 46.", set()),
        ("The lawyers for Colin Marlow asked the court for time.", set()),
        ("A judge ruled in favour of Colin Marlow on Friday.", set()),
        ("Norland will mend it after the death of Colin Marlow, its foreign minister has said.", set()),
    ],
)
def test_a_role_beside_a_name_may_be_somebody_elses(annotate: Annotate, text: str, roles: set[tuple[str, str]]) -> None:
    assert {(role.actor, role.phrase) for role in annotate(text).roles} == roles


def test_a_headline_that_says_a_role_by_its_verb_gives_the_leads_role(annotate: Annotate) -> None:
    text = (
        "The head of the dockers said on Monday that the port would stay closed until the end of the month.\n\n"
        "Speaking in London, Jane Marlow said no ship had left."
    )
    roles = annotate(text, title="who leads the dockers").roles
    assert {(role.actor, role.phrase) for role in roles} == {("Jane Marlow", "head of the dockers")}
