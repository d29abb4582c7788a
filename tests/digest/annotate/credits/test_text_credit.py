"""The credit of a text, by the cases of the gold."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from digest.annotate.credits.text_credit import text_credit
from digest.annotate.quotes.spans.quotation_spans import quotations
from digest.annotate.text.parsed_document import ParsedDocument

GOLD = Path(__file__).parents[1] / "gold" / "credits.txt"
CREDITED = re.compile(r"\{\{(.*?)\}\}")


def _cases() -> Iterator[tuple[str, str]]:
    for part in re.split(r"^=== ", GOLD.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        covers, _, text = part.partition("\n")
        yield covers, text.strip()


@pytest.mark.parametrize(("covers", "marked"), list(_cases()), ids=[covers for covers, _ in _cases()])
def test_the_credit_is_the_name_alone(reading: Callable[[str, bool], ParsedDocument], covers: str, marked: str) -> None:
    text = CREDITED.sub(r"\1", marked)
    expected = CREDITED.search(marked)
    document = reading(text, False)
    credit = text_credit(document, quotations(document.text, document.paragraphs))
    assert (credit and credit.name) == (expected and expected.group(1)), covers
    if credit and expected:
        assert (credit.start, credit.end) == (expected.start(), expected.start() + len(credit.name))


def test_an_empty_text_credits_nobody(reading: Callable[[str, bool], ParsedDocument]) -> None:
    assert text_credit(reading("", False), ()) is None


def test_most_cases_of_the_gold_credit_nobody_or_each_somebody_in_another_form() -> None:
    covers = [name for name, _ in _cases()]
    assert len(set(covers)) == len(covers) >= 100
