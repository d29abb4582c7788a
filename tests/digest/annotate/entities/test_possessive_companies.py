"""Companies that are named like a possession."""

from collections.abc import Callable

import pytest

from digest.annotate.entities.possessive_companies import possessive_companies
from digest.annotate.records import Annotation
from digest.annotate.text.parsed_document import ParsedDocument

Annotate = Callable[..., Annotation]


def organisations(annotation: Annotation) -> list[str]:
    return [one.actor for one in annotation.mentions if one.kind == "organisation"]


@pytest.mark.parametrize(
    "text",
    [
        "Halloran's said on Monday that it would close ten shops.",
        "He bought the coat at Halloran’s, and left.",
        "The chain was sold to Otto Brandt by Halloran's in March.",
    ],
)
def test_a_possession_of_nothing_is_a_company(reading: Callable[[str, bool], ParsedDocument], text: str) -> None:
    (company,) = possessive_companies(reading(text, True))
    assert (company.text.replace("’", "'"), company.kind) == ("Halloran's", "organisation")


def test_a_companys_own_possessions_are_its(annotate: Annotate) -> None:
    text = "Halloran's said it would close. Halloran's workers were told on Monday. Halloran’s has ten shops."
    assert organisations(annotate(text)) == ["Halloran's"] * 3


def test_a_known_company_speaks_under_its_whole_name(annotate: Annotate) -> None:
    found = annotate("“The fryer is new,” McDonald’s said. McDonald's workers were told.")
    assert organisations(found) == ["McDonald's", "McDonald's"]
    assert [quote.speaker for quote in found.quotes] == ["McDonald's"]


@pytest.mark.parametrize(
    "text",
    [
        "Otto Brandt rowed well. His time beat Brandt's in March, said Brandt.",
        "Otto Brandt left. A friend of Brandt's said so.",
        "It was faster than Brandt's.",
        "Monday's was the worst day. Denmark's is older.",
        "Brandt's boat sank.",
    ],
)
def test_what_is_left_unsaid_is_no_company(annotate: Annotate, text: str) -> None:
    assert not [name for name in organisations(annotate(text)) if name.endswith("'s")]
