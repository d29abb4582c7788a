"""Quotations whose words nobody has said, by the words around them: "never said “…”", "if Ray said “…”"."""

from collections.abc import Sequence
from typing import Final

from ..spans.quotation import Quotation
from .quoted_text import QuotedText
from .speech_verbs import is_reporting_verb

# Words that begin a clause of what may be: "asked whether he would say “…”".
CONDITIONS: Final = frozenset({"if", "whether", "unless"})

# "He didn't just say “…”" does report what he said.
ONLY: Final = frozenset({"just", "only", "merely", "simply", "even"})

# At most this many tokens may stand between a verb of speech and the quotation that is its object.
MAX_TOKENS_BETWEEN: Final = 4


def is_denied_speech(text: QuotedText, quotation: Quotation) -> bool:
    """Whether the verb of speech right before a quotation is negated, conditional or in a question."""
    preceding = text.before(quotation)
    verb = next((index for index in preceding[-MAX_TOKENS_BETWEEN - 1 :][::-1] if is_reporting_verb(text, index)), None)
    if verb is None:
        return False
    return _is_negated(text, verb) or _is_conditional(text, verb) or _is_asked(text, verb, preceding, quotation)


def _is_negated(text: QuotedText, verb: int) -> bool:
    children = text.children[verb]
    negations = [child for child in children if text.tokens[child].dep == "neg" and child < verb]
    return bool(negations) and not any(text.words[index] in ONLY for index in range(negations[0], verb))


def _is_conditional(text: QuotedText, verb: int) -> bool:
    return any(
        text.tokens[child].dep == "mark" and text.words[child] in CONDITIONS and child < verb
        for child in text.children[verb]
    )


def _is_asked(text: QuotedText, verb: int, preceding: Sequence[int], quotation: Quotation) -> bool:
    """Whether a sentence asks if somebody said it: "Did Ray say “…”?"."""
    auxiliary = preceding[0]
    if text.tokens[auxiliary].head != verb or not text.tokens[auxiliary].dep.startswith("aux"):
        return False
    end = text.document.first_token_at(quotation.end) + len(text.after(quotation))
    return end < len(text.tokens) and text.tokens[end].text == "?"
