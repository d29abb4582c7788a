"""The record of a quotation that is speech."""

from dataclasses import dataclass

from .spans.quotation import Quotation
from .speakers.resolved_speaker import ResolvedSpeaker


@dataclass(frozen=True, slots=True)
class SpokenQuotation:
    """A quotation that is speech, with its speaker. `is_sentence` says whether it is a complete sentence or more."""

    quotation: Quotation
    speaker: ResolvedSpeaker | None
    is_sentence: bool
