"""Speakers whom a role or a kind of body names."""

from tests.digest.annotate.quotes.quoting import Annotate, said


def test_the_role_of_the_lead_is_the_person_of_the_next_sentence(annotate: Annotate) -> None:
    text = (
        "The head of the national harbour service used a rare speech on Monday to warn the crews of all ports.\n\n"
        "Speaking in London, Edward Marlow urged them to stay.\n\n"
        "“The sea will not be calm tomorrow,” the head of the harbour service said."
    )
    assert said(annotate(text))[-1][1] == "Edward Marlow"


def test_the_company_is_the_one_that_spoke(annotate: Annotate) -> None:
    text = "Harbour Watch said the port was closed. “We are sorry for the delay,” the service said."
    assert said(annotate(text))[-1][1] == "Harbour Watch"
