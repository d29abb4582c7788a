"""Which of several possible speakers a quote has, and when it has only words for its source."""

import pytest

from tests.digest.annotate.quotes.quoting import OPENING, Annotate


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("“The quay is closed,” said a harbour official.", None, "a harbour official"),
        ("“The quay is closed,” said a pilot known for his silence.", None, "a pilot"),
        ("“The quay is closed,” said the 46-year-old.", None, "the 46-year-old"),
        ("“The quay is closed until Monday,” read the statement.", None, "the statement"),
        ("“The quay is closed,” a far-sighted weekly wrote.", None, "a far-sighted weekly"),
        ("“The quay is closed,” Helen Carver tweeted.", "Helen Carver", ""),
        ("“The quay is closed!” beamed Helen Carver of the rowing club.", "Helen Carver", ""),
        ("Said Helen Carver: “The quay is closed until Monday.”", "Helen Carver", ""),
        ("“The quay is closed,”\n\nsaid Helen Carver on Monday.", "Helen Carver", ""),
        ("“The quay is closed until Monday.”\n\n—Helen Carver.", "Helen Carver", ""),
        ("“The quay is closed,” according to a letter signed by the owners.", None, "a letter"),
    ],
)
def test_a_quote_has_the_name_or_the_words_of_its_source(
    annotate: Annotate, text: str, speaker: str | None, words: str
) -> None:
    quote = next(quote for quote in annotate(OPENING + text).quotes if quote.direct)
    assert (quote.speaker, quote.speaker_text) == (speaker, words)


def test_a_quotation_of_nobody_is_not_published(annotate: Annotate) -> None:
    assert annotate("The sign at the gate has new paint. “Keep off the grass, it is very wet today.”").quotes == ()


def test_a_speech_that_lost_its_closing_mark_ends_where_another_person_is_named(annotate: Annotate) -> None:
    text = OPENING + "“The quay is closed, said Marlow.\n\n“It was open yesterday,” said Helen Carver."
    assert [quote.speaker for quote in annotate(text).quotes if quote.direct][-1] == "Helen Carver"


def test_a_pronoun_that_may_mean_somebody_else_claims_less(annotate: Annotate) -> None:
    sure = annotate("Edward Marlow left the town hall at noon. “The sea is calm,” he said.").quotes[0]
    doubtful = annotate(
        "Edward Marlow is the mayor.\n\nOtto Brandt met John Ray and Adam Pole.\n\n“The sea is calm,” he said."
    ).quotes[0]
    assert doubtful.confidence < sure.confidence
