"""Quotations in single marks."""

import pytest

from digest.annotate.quotes.spans.quotation_spans import quotations
from digest.annotate.text.paragraphs import paragraphs


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("'We sail,' she said.", ["'We sail,'"]),
        ("‘We don’t sail,’ she said.", ["‘We don’t sail,’"]),
        ("‘The sailors’ wages,’ she said.", ["‘The sailors’ wages,’"]),
        ("She said,‘We sail,’and left.", ["‘We sail,’"]),
        ("The U.S.'s boats and the U.K.’s sail.", []),
        ("'Tis the sailors' sea.", []),
        ("Rock 'n' roll of the '90s isn't dead.", []),
        ("“She said ‘no’,” he said. ‘Yes.’", ["‘Yes.’"]),
        ("'" + "We sail and sail. " * 60 + "'", []),  # longer than a quotation between single marks may be
    ],
)
def test_an_apostrophe_is_no_mark(text: str, quoted: list[str]) -> None:
    joined, spans = paragraphs(text)
    single = [quotation for quotation in quotations(joined, spans) if quotation.single]
    assert [joined[quotation.start : quotation.end] for quotation in single] == quoted
