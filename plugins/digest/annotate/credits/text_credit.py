"""The credit of a text: who reported it first, as far as the text says so."""

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
    """The credit that a line of its own gives, else a signature or a note, else the outlet said to have reported it."""
    own_lines = (credit for rule in RULES for credit in rule(document))
    return next(own_lines, None) or reported_by(document, quotations)
