"""The quotes of an English text with their speakers: quotations that are speech, and indirect speech."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..entities.person_roles import PersonRoles
from ..entities.text_names import TextNames
from ..records import Quote, Segment
from ..text.page_boilerplate import is_invitation
from ..text.parsed_document import ParsedDocument
from .act_speakers import ActSpeakers
from .attributed_speaker import AttributedSpeakers
from .attributions.denied_speech import is_denied_speech
from .attributions.indirect_speech import according_to, indirect_speech
from .attributions.quoted_text import QuotedText
from .quoted_words import MIN_NAMELESS_WORDS, is_sentence, spoken_words
from .running_speaker import RunningSpeakers
from .spans.quotation import Quotation
from .speaker_ranking import RankedCandidate, SpeakerRanking, chosen_speaker
from .speakers.resolved_speaker import ResolvedSpeaker
from .speakers.speaker_confidence import MIN_CONFIDENCE, confidence
from .speakers.speaker_resolution import SpeakerResolver
from .speech_features import Features, speech_features
from .speech_test import is_speech
from .split_speech import joined_speech
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


@dataclass(frozen=True, slots=True)
class SpeakerDecision:
    """The candidates for the speaker of a quotation, the likeliest first, and the quotation as speech.

    There are no candidates if it continues the quotation before it; `spoken` is None if it isn't speech, for which
    `signs` are the features.
    """

    quotation: Quotation
    ranked: tuple[RankedCandidate, ...]
    spoken: SpokenQuotation | None
    signs: Features


def speaker_decisions(
    document: ParsedDocument, quotations: Sequence[Quotation], names: TextNames, roles: PersonRoles
) -> Iterator[SpeakerDecision]:
    """The decisions on the speakers of a text's quotations, with the features on which they depend."""
    return _QuoteExtraction(document, quotations, names, roles).decisions()


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
        running = RunningSpeakers(self._text, self._resolver, self._acts)
        self._ranking = SpeakerRanking(self._text, self._resolver, self._acts, self._attributed, running)

    def direct(self) -> Iterator[Quote]:
        """The quotes between quotation marks."""
        spoken = [decision.spoken for decision in self.decisions() if decision.spoken]
        quotes = map(self._joined_quote, joined_speech(self._document.text, spoken))
        return (quote for quote in quotes if quote.speaker_start is not None)

    def decisions(self) -> Iterator[SpeakerDecision]:
        """For each quotation, the candidates for its speaker and what was decided."""
        spoken: list[SpokenQuotation] = []
        previous_speaker: ResolvedSpeaker | None = None
        for number, quotation in enumerate(self._quotations):
            last = spoken[-1] if spoken and spoken[-1].quotation is self._quotations[number - 1] else None
            ranked: list[RankedCandidate] = []
            speaker = self._continuing(quotation, last)
            if speaker is None:
                ranked = self._ranking.ranked(number, previous_speaker, spoken)
                speaker = chosen_speaker(ranked)
            candidate = SpokenQuotation(quotation, speaker, is_sentence(self._text, quotation))
            signs = speech_features(self._text, candidate)
            if not is_speech(signs) or not self._is_published(candidate):
                yield SpeakerDecision(quotation, tuple(ranked), None, signs)
                continue
            spoken.append(candidate)
            yield SpeakerDecision(quotation, tuple(ranked), candidate, signs)
            if speaker:
                previous_speaker = speaker

    def _is_published(self, candidate: SpokenQuotation) -> bool:
        """Whether a quotation that is likely to be speech counts: not a few words of nobody, nor what nobody said."""
        quotation, speaker = candidate.quotation, candidate.speaker
        is_nameless = speaker is not None and speaker.name is None and "pronoun" not in speaker.evidence
        is_few_words = not candidate.is_sentence and len(spoken_words(self._text, quotation)) < MIN_NAMELESS_WORDS
        if is_nameless and is_few_words:
            return False
        is_invited = is_invitation(self._document, quotation.paragraph)
        return not is_invited and not is_denied_speech(self._text, quotation)

    def _continuing(self, quotation: Quotation, last: SpokenQuotation | None) -> ResolvedSpeaker | None:
        """The speaker of a speech that continues from the quotation before.

        The result is None if no speech continues, or if the words after this quotation name somebody else: the speech
        before has lost its closing mark then.
        """
        if last is None or last.speaker is None or not (quotation.resumed or last.quotation.continued):
            return None
        after = None if quotation.resumed else self._attributed.after(quotation, last.speaker)
        if after and after.rule == "person named" and last.speaker.name not in {None, after.name}:
            return None
        return replace(last.speaker, evidence="running speaker", rule="speaker continues")

    def indirect(self) -> Iterator[Quote]:
        """Indirect speech: first the clauses that acts of speech report, then sentences with "according to"."""
        text = self._document.text
        for clause in indirect_speech(self._text, self._acts.acts):
            speaker = self._acts.speaker(clause.act)
            if speaker and not (speaker.name is None and text[speaker.start : speaker.end] in AUTHORS):
                yield self._quote((Segment(clause.start, clause.end),), speaker, direct=False)
        for attribution, start, end in according_to(self._text):
            if speaker := self._resolver.speaker(attribution, None):
                yield self._quote((Segment(start, end),), speaker, direct=False)

    def _joined_quote(self, group: Sequence[SpokenQuotation]) -> Quote:
        """The quote that several quotations form. Its speaker is that of the first quotation with an attribution."""
        segments = tuple(Segment(spoken.quotation.start, spoken.quotation.end) for spoken in group)
        speaker = next(
            (spoken.speaker for spoken in group if spoken.speaker and spoken.speaker.evidence != "running speaker"),
            group[0].speaker,
        )
        return self._quote(segments, speaker)

    def _quote(self, segments: tuple[Segment, ...], speaker: ResolvedSpeaker | None, *, direct: bool = True) -> Quote:
        """The quote of a speaker. The name is left out if it is not likely enough to be right."""
        text = self._document.text
        quoted = " […] ".join(text[segment.start : segment.end] for segment in segments)
        if speaker is None:
            return Quote(segments, quoted, None, None, None, "no speaker")
        trust = confidence(speaker) if speaker.name else 0.0
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
            speaker_text="" if name else self._resolver.words_for(speaker),
        )
