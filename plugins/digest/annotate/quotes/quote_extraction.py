"""The quotes of an English text with their speakers: quotations that are speech, and indirect speech."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from ..entities.person_roles import PersonRoles
from ..entities.text_names import TextNames
from ..records import Quote, Segment
from ..text.page_boilerplate import is_invitation
from ..text.parsed_document import ParsedDocument
from .act_speakers import ActSpeakers
from .attributed_speaker import AttributedSpeakers
from .attributions.indirect_speech import according_to, indirect_speech
from .attributions.quoted_text import QuotedText
from .running_speaker import RunningSpeakers
from .spans.quotation import Quotation
from .spans.quotation_spans import MAX_SPEECH_PARAGRAPHS
from .speakers.resolved_speaker import ResolvedSpeaker
from .speakers.speaker_confidence import MIN_CONFIDENCE, confidence
from .speakers.speaker_resolution import SpeakerResolver
from .speech_test import IN_SENTENCE, is_sentence, is_speech
from .split_speech import is_interrupted_by, joined_speech
from .spoken_quotation import SpokenQuotation

# "I think that …": the author speaks and reports nobody's words.
AUTHORS: Final = frozenset({"I", "We", "we", "You", "you", "One", "one"})


def extract_quotes(
    document: ParsedDocument, quotations: Sequence[Quotation], names: TextNames, roles: PersonRoles
) -> tuple[Quote, ...]:
    """All quotes of a text in the order of their first segments; if two begin at one offset, the direct one is first.

    Offsets index the normalised text.
    """
    extraction = _QuoteExtraction(document, quotations, names, roles)
    quotes = (*extraction.direct(), *extraction.indirect())
    return tuple(sorted(quotes, key=lambda quote: (quote.segments[0].start, not quote.direct)))


class _QuoteExtraction:
    """Processes the quotations of one text in order, since a speaker may continue from one to the next."""

    def __init__(
        self, document: ParsedDocument, quotations: Sequence[Quotation], names: TextNames, roles: PersonRoles
    ) -> None:
        self._document = document
        self._quotations = quotations
        self._text = QuotedText(document, quotations)
        self._resolver = SpeakerResolver(self._text, names, roles)
        self._acts = ActSpeakers(self._text, self._resolver)
        self._attributed = AttributedSpeakers(self._text, self._resolver, self._acts)
        self._running = RunningSpeakers(self._text, self._resolver, self._acts, self._attributed)

    def direct(self) -> Iterator[Quote]:
        """The quotes between quotation marks."""
        spoken: list[SpokenQuotation] = []
        previous_speaker: ResolvedSpeaker | None = None
        for number, quotation in enumerate(self._quotations):
            speaker = self._speaker(number, previous_speaker, spoken)
            candidate = SpokenQuotation(quotation, speaker, is_sentence(self._text, quotation))
            if not is_speech(self._text, candidate) or is_invitation(self._document, quotation.paragraph):
                continue
            spoken.append(candidate)
            if speaker:
                previous_speaker = speaker
        return map(self._joined_quote, joined_speech(self._document.text, spoken))

    def indirect(self) -> Iterator[Quote]:
        """Indirect speech: first the clauses that acts of speech report, then sentences with "according to"."""
        text = self._document.text
        for clause in indirect_speech(self._text, self._acts.acts):
            speaker = self._acts.speaker(clause.act)
            if speaker and not (speaker.name is None and text[speaker.start : speaker.end] in AUTHORS):
                yield _quote(text, (Segment(clause.start, clause.end),), speaker, direct=False)
        for attribution, start, end in according_to(self._text):
            if speaker := self._resolver.speaker(attribution, None):
                yield _quote(text, (Segment(start, end),), speaker, direct=False)

    def _speaker(
        self, number: int, previous_speaker: ResolvedSpeaker | None, spoken: Sequence[SpokenQuotation]
    ) -> ResolvedSpeaker | None:
        """The speaker of a quotation, by the first rule that finds one."""
        quotation = self._quotations[number]
        last = spoken[-1] if spoken and spoken[-1].quotation is self._quotations[number - 1] else None
        if last and last.speaker and (quotation.resumed or last.quotation.continued):
            return replace(last.speaker, evidence="running speaker", rule="speaker continues")
        if speaker := self._attributed_speaker(number, previous_speaker):
            return speaker
        if last and last.speaker and is_interrupted_by(self._document.text, last, quotation):
            return replace(last.speaker, evidence="running speaker", rule="speaker continues")
        if not is_sentence(self._text, quotation):
            speaker = self._attributed.of_sentence(quotation)
            return replace(speaker, evidence=f"{speaker.evidence}, {IN_SENTENCE}") if speaker else None
        return self._running.speaker(number, spoken)

    def _attributed_speaker(self, number: int, previous_speaker: ResolvedSpeaker | None) -> ResolvedSpeaker | None:
        """The speaker named beside a quotation, or after a later paragraph of the speech that it begins."""
        if speaker := self._attributed.beside(self._quotations[number], previous_speaker):
            return speaker
        paragraphs = self._quotations[number : number + MAX_SPEECH_PARAGRAPHS]
        for quotation, next_quotation in pairwise(paragraphs):
            if not quotation.continued:
                return None
            if speaker := self._attributed.after(next_quotation, previous_speaker):
                return speaker
        return None

    def _joined_quote(self, group: Sequence[SpokenQuotation]) -> Quote:
        """The quote that several quotations form. Its speaker is that of the first quotation with an attribution."""
        segments = tuple(Segment(spoken.quotation.start, spoken.quotation.end) for spoken in group)
        speaker = next(
            (spoken.speaker for spoken in group if spoken.speaker and spoken.speaker.evidence != "running speaker"),
            group[0].speaker,
        )
        return _quote(self._document.text, segments, speaker)


def _quote(text: str, segments: tuple[Segment, ...], speaker: ResolvedSpeaker | None, *, direct: bool = True) -> Quote:
    """The quote of a speaker. The name is left out if the rule that found it is wrong too often."""
    quoted = " […] ".join(text[segment.start : segment.end] for segment in segments)
    if speaker is None:
        return Quote(segments, quoted, None, None, None, "no speaker")
    trust = confidence(speaker.rule) if speaker.name else 0.0
    name = speaker.name if trust >= MIN_CONFIDENCE else None
    return Quote(
        segments,
        quoted,
        name,
        speaker.start,
        speaker.end,
        speaker.evidence,
        direct=direct,
        confidence=trust if name else 0.0,
    )
