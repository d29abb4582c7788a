"""Words that nobody has said."""

import pytest

from tests.digest.annotate.quotes.quoting import OPENING, Annotate


@pytest.mark.parametrize(
    "text",
    [
        "Marlow never said “let the quay sink and the boats with it.”",
        "Marlow did not say “the quay is as safe as my own house.”",
        "If Carver said “the quay is safe,” the sailors would laugh.",
        "A reporter asked whether Marlow would say “I was wrong about the quay.”",
        "Did Helen Carver say “the quay is as safe as my own house”?",
    ],
)
def test_what_is_denied_supposed_or_asked_is_no_quote(annotate: Annotate, text: str) -> None:
    assert [quote.text for quote in annotate(OPENING + text).quotes if quote.direct] == []


@pytest.mark.parametrize(
    "text",
    [
        "Marlow did not just say “the quay is safe,” he jumped on it.",
        "Asked if the quay was safe, Marlow said “it will outlive us all.”",
        "What did they hear? Marlow said “it will outlive us all.”",
    ],
)
def test_what_was_said_stays_a_quote(annotate: Annotate, text: str) -> None:
    quotes = [quote for quote in annotate(OPENING + text).quotes if quote.direct]
    assert [quote.speaker for quote in quotes] == ["Edward Marlow"]
