"""The record of a quotation that is speech."""

from dataclasses import dataclass

from .spans.quotation import Quotation
from .speakers.resolved_speaker import ResolvedSpeaker


@dataclass(frozen=True, slots=True)
class SpokenQuotation:
    """A quotation that is speech, with its speaker; `is_sentence` says that it is a sentence of its own."""

    quotation: Quotation
    speaker: ResolvedSpeaker | None
    is_sentence: bool
