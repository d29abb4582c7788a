"""Where quotations begin and end."""

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest.annotate.quotes.spans.dialogue_dashes import with_dash_led
from digest.annotate.quotes.spans.quotation_spans import quotations
from digest.annotate.records import Annotation
from digest.annotate.run.batch import MAX_TEXT_CHARS
from digest.annotate.text.normalised_text import normalised
from digest.annotate.text.paragraphs import paragraphs


def marked(text: str) -> list[str]:
    joined, parts = paragraphs(normalised(text).text)
    return [joined[quotation.start : quotation.end] for quotation in quotations(joined, parts)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We sail,” she said.", ["“We sail,”"]),
        ('"We sail," she said. "At dawn."', ['"We sail,"', '"At dawn."']),
        ("„Wir segeln“, sagte sie.", ["„Wir segeln“"]),
        ("«Мы плывём», — сказала она.", ["«Мы плывём»"]),
        ("»Vi sejler«, sagde hun.", ["»Vi sejler«"]),
        ("”Vi seglar”, sade hon.", ["”Vi seglar”"]),
        ("‘We sail at the ministers’ wish,’ she said.", ["‘We sail at the ministers’ wish,’"]),
        ("“He said ‘no’ to me,” she said.", ["“He said ‘no’ to me,”"]),
        ("“As for “open seas,” you may sail,” she said.", ["“As for “open seas,” you may sail,”"]),
        ("“The sea is calm, ”he added. “Go.”", ["“The sea is calm, ”", "“Go.”"]),
        ('"The sea is calm, "he added. "Go."', ['"The sea is calm, "', '"Go."']),
        ('“We sail," she said.', ['“We sail,"']),
        ("It is 6'3\" long and don't ask the ministers' wives.", []),
        ('“ ” "" «»', []),
        ("‘Twas in the ’90s, rock ’n’ roll.", []),
    ],
)
def test_marks_of_every_kind_are_paired(text: str, expected: list[str]) -> None:
    assert marked(text) == expected


def test_an_odd_mark_costs_one_quotation_and_no_other() -> None:
    text = '“We sail at dawn, she said.\n\n“Come along,” he said.\n\nAn "odd mark.\n\n“And now,” she said.'
    assert marked(text)[-2:] == ["“Come along,”", "“And now,”"]


def test_speech_over_paragraphs_goes_on_where_the_next_one_opens_again() -> None:
    joined, parts = paragraphs("“We sail at dawn.\n\n“We come back at night,” she said.")
    first, second = quotations(joined, parts)
    assert first.continued
    assert not second.continued


def test_speech_over_paragraphs_may_be_closed_only_at_its_end() -> None:
    text = "She said: “We sail at dawn.\n\nThe boats are ready.\n\nNobody stays.”\n\nThen she left."
    assert marked(text) == ["“We sail at dawn.", "The boats are ready.", "Nobody stays.”"]


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet=st.sampled_from("ab I.,!? \n“”\"„«»‘’'`—s😀"), max_size=120))
@example('»I "»I«\n"')  # a mark that stays open, and a quotation behind it
def test_quotations_never_overlap_and_stay_in_their_paragraph(text: str) -> None:
    joined, parts = paragraphs(normalised(text).text)
    end = 0
    for quotation in quotations(joined, parts):
        assert end <= quotation.start < quotation.end
        assert (
            parts[quotation.paragraph].start
            <= quotation.start
            <= quotation.inner_start
            <= quotation.inner_end
            <= quotation.end
        )
        assert quotation.end <= parts[quotation.paragraph].end
        end = quotation.end


MARKS = ['"', "“", "``a''", '“a‘b"c«d»', "„a\n\n"]


@pytest.mark.parametrize("unit", MARKS)
def test_a_long_run_of_marks_is_read_to_its_end(unit: str) -> None:
    """As long as the annotator reads; tests/benchmarks/rubbish.py shows that the time grows with the length only."""
    text = (unit * (MAX_TEXT_CHARS // len(unit) + 1))[:MAX_TEXT_CHARS]
    joined, parts = paragraphs(normalised(text).text)
    assert with_dash_led(joined, parts, quotations(joined, parts)) is not None


PIECES = [
    "“",
    "”",
    '"',
    "«",
    "»",
    "„",
    "'",
    "’",
    "— ",
    "\n\n",
    ", ",
    ". ",
    "Вейн ",
    "заявила ",
    "Мы идём",
    "😀",
    "\u00a0",
]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from([*PIECES, "Оттолина Вейн ", "\u200b", "a\u0301"]), max_size=40))
def test_every_quote_of_any_text_is_a_verbatim_part_of_it(
    annotate: Callable[..., Annotation], pieces: list[str]
) -> None:
    text = "".join(pieces)
    for quote in annotate(text, lang="ru").quotes:
        assert " […] ".join(text[part.start : part.end] for part in quote.segments) == quote.text
        assert all(part.start < part.end for part in quote.segments)
        assert quote.speaker is None or (quote.evidence and quote.confidence > 0)
        if quote.speaker_start is not None and quote.speaker_end is not None:
            assert 0 <= quote.speaker_start < quote.speaker_end <= len(text)
