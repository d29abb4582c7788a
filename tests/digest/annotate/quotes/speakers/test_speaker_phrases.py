"""Names beside a role."""

from tests.digest.annotate.quotes.quoting import Annotate


def test_a_company_that_is_called_by_what_it_does_speaks(annotate: Annotate) -> None:
    annotation = annotate("“The rails are too warm,” the train operator Southeastern said on Monday.")
    assert [quote.speaker for quote in annotation.quotes] == ["Southeastern"]


def test_a_bracket_stands_between_a_role_and_its_name(annotate: Annotate) -> None:
    text = (
        "The pilot Otto Brandt rowed. According to the pilot (and baker) Ellie Highwood, “the bread was wet and cold.”"
    )
    assert [quote.speaker for quote in annotate(text).quotes if quote.direct] == ["Ellie Highwood"]
