"""Several quotations that are one quote."""

from tests.digest.annotate.quotes.quoting import OPENING, Annotate


def test_a_sentence_that_its_attribution_splits_is_one_quote(annotate: Annotate) -> None:
    (quote,) = annotate(OPENING + "“The sea,” Marlow said, “is calm today.”").quotes
    assert quote.text == "“The sea,” […] “is calm today.”"
    assert len(quote.segments) == 2


def test_speech_over_several_paragraphs_is_one_quote(annotate: Annotate) -> None:
    text = OPENING + "“The sea is calm today.\n\n“We sail at dawn,” Marlow said."
    (quote,) = annotate(text).quotes
    assert (len(quote.segments), quote.speaker) == (2, "Edward Marlow")
