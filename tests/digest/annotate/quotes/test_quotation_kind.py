"""What a quotation is."""

import pytest

from tests.digest.annotate.quotes.quoting import Annotate


@pytest.mark.parametrize(
    "text",
    [
        "The museum shows his painting “Evening Boats” and the film “The Long Tide.”",
        "The so-called “grey fleet” sailed on Monday.",
        "He grew up with a “can-do” attitude in London.",
        "On “Harbour Morning,” the guests talk about boats.",
    ],
)
def test_titles_and_words_quoted_as_words_are_no_quotes(annotate: Annotate, text: str) -> None:
    assert annotate(text).quotes == ()
