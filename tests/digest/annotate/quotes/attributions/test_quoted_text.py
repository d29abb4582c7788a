"""What stands before and after a quotation."""

from collections.abc import Callable, Sequence

import pytest

from digest.annotate.quotes.attributions.quoted_text import QuotedText
from digest.annotate.quotes.spans.quotation_spans import quotations
from digest.annotate.text.parsed_document import ParsedDocument


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("Ann Ray said: “We sail.” Nobody did.", "Ann Ray said :", "Nobody did"),
        ("It rained. “We sail,” said Ann Ray. Nobody did.", "", "said Ann Ray"),
        ("“We sail,” said Col. Ann Ray.", "", "said Col . Ann Ray"),
        ("It rained.\n\n“We sail”\n\nSaid Ann Ray.", "", ""),
        ("It rained.\n\n“We sail”\n\nsaid Ann Ray.", "", "said Ann Ray"),
        ("Ann Ray said,\n\n“we sail”", "Ann Ray said ,", ""),
    ],
)
def test_words_around_a_quotation_end_with_its_sentence_and_paragraph(
    reading: Callable[[str, bool], ParsedDocument], text: str, before: str, after: str
) -> None:
    parsed = reading(text, False)
    (quotation,) = quotations(parsed.text, parsed.paragraphs)
    quoted_text = QuotedText(parsed, (quotation,))

    def words(indices: Sequence[int]) -> str:
        return " ".join(parsed.tokens[index].text for index in indices)

    assert (words(quoted_text.before(quotation)), words(quoted_text.after(quotation))) == (before, after)
