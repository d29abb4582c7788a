"""The choice of a quotation's speaker: the likeliest of all candidates, by the learned model."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .attributed_speaker import AttributedSpeakers
from .attributions.quoted_text import QuotedText
from .running_speaker import RULES, RunningSpeakers
from .speaker_candidate import SpeakerCandidate
from .speaker_features import Features, SpeakerFeatures
from .speakers.resolved_speaker import ResolvedSpeaker
from .speakers.speaker_confidence import MIN_WORDS_CONFIDENCE, words_model
from .speakers.speaker_resolution import SpeakerResolver
from .speech_test import IN_SENTENCE
from .spoken_quotation import SpokenQuotation


@dataclass(frozen=True, slots=True)
class RankedCandidate:
    """A candidate with its features and the sum of their weights; a higher sum is more likely to be right."""

    candidate: SpeakerCandidate
    features: Features
    score: float


class SpeakerRanking:
    """Ranks the candidates for the speakers of one text's quotations."""

    def __init__(
        self,
        text: QuotedText,
        resolver: SpeakerResolver,
        attributed: AttributedSpeakers,
        running: RunningSpeakers,
    ) -> None:
        self._attributed = attributed
        self._running = running
        self._features = SpeakerFeatures(text, resolver)

    def ranked(
        self, number: int, previous_speaker: ResolvedSpeaker | None, spoken: Sequence[SpokenQuotation]
    ) -> list[RankedCandidate]:
        """The candidates for quotation `number`, the likeliest first. `spoken` are the quotations before it."""
        candidates = _distinct(
            [*self._attributed.candidates(number, previous_speaker), *self._running.candidates(number, spoken)]
        )
        model, last = words_model(), spoken[-1] if spoken else None
        ranked = []
        for candidate in candidates:
            features = self._features.words(number, candidate, candidates, last)
            ranked.append(RankedCandidate(candidate, features, model.score(features)))
        return sorted(ranked, key=lambda one: -one.score)


def _distinct(candidates: Sequence[SpeakerCandidate]) -> list[SpeakerCandidate]:
    """The candidates, the first of those whose words and verb are the same."""
    distinct: dict[tuple[int, int, bool], SpeakerCandidate] = {}
    for candidate in candidates:
        speaker = candidate.speaker
        distinct.setdefault((speaker.start, speaker.verb, candidate.way in RULES), candidate)
    return list(distinct.values())


def chosen_speaker(ranked: Sequence[RankedCandidate]) -> ResolvedSpeaker | None:
    """The speaker of the likeliest candidate with the probability of its words; None if that is too low."""
    if not ranked:
        return None
    probability = words_model().probability(ranked[0].score)
    if probability < MIN_WORDS_CONFIDENCE:
        return None
    candidate = _nearest_words(ranked)
    speaker = replace(candidate.speaker, words_confidence=probability)
    if candidate.way == "sentence":
        return replace(speaker, evidence=f"{speaker.evidence}, {IN_SENTENCE}")
    return speaker


def _nearest_words(ranked: Sequence[RankedCandidate]) -> SpeakerCandidate:
    """The likeliest candidate, or the one with the same name whose words are right beside the quotation."""
    likeliest = ranked[0].candidate
    if likeliest.way not in RULES or likeliest.speaker.name is None:
        return likeliest
    beside = (one.candidate for one in ranked if one.candidate.way not in RULES and one.score > 0)
    return next((one for one in beside if one.speaker.name == likeliest.speaker.name), likeliest)
