"""The credit of a text: the outlet that reported the news first, if the text names one."""

from collections.abc import Sequence
from typing import Final

from ..quotes.spans.quotation import Quotation
from ..records import Credit
from ..text.parsed_document import ParsedDocument
from .dateline_credits import dateline_credits
from .origin_notes import origin_credits
from .outlet_reports import reported_by
from .signatures import signature_credits
from .source_lines import source_line_credits

RULES: Final = (source_line_credits, dateline_credits, signature_credits, origin_credits)


def text_credit(document: ParsedDocument, quotations: Sequence[Quotation]) -> Credit | None:
    """The credit by the first of RULES that finds one, or else the outlet that the text says reported the news."""
    credits_by_rules = (credit for rule in RULES for credit in rule(document))
    return next(credits_by_rules, None) or reported_by(document, quotations)
