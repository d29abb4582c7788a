"""The words within a quotation's marks, and whether they are a sentence."""

import re
from typing import Final

from .attributions.quoted_text import QuotedText
from .spans.quotation import Quotation

WORDS: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# A fragment with fewer words, whose speaker has no name, is only a figure of speech: a mortgage "holiday".
MIN_NAMELESS_WORDS: Final = 4


def is_sentence(text: QuotedText, quotation: Quotation) -> bool:
    """Whether a quotation is a sentence or more: it has a capital letter, a final mark or comma, and enough words."""
    inner = text.document.text[quotation.inner_start : quotation.inner_end].strip()
    words = WORDS.findall(inner)
    if len(words) < 2:
        return False
    begins = inner[0].isupper() or not inner[0].isalpha()
    before = text.before(quotation)
    at_start = not before or text.tokens[before[-1]].text in {",", ":", "—", "–"}
    ending = inner.rstrip("'’\"”)")[-1:] or inner[-1]
    return begins and (ending in ".!?…,—–-" or quotation.continued) and (at_start or len(words) > 5)


def spoken_words(text: QuotedText, quotation: Quotation) -> list[str]:
    """The words within the marks."""
    return WORDS.findall(text.document.text[quotation.inner_start : quotation.inner_end])
