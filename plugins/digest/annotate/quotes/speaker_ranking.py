"""The choice of a quotation's speaker: the likeliest of all candidates, by the learned model."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..confidence.logistic_model import shares
from .act_speakers import ActSpeakers
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

# Words right beside a quotation stand for its speaker, rather than words further away, from this probability on.
MIN_BESIDE: Final = 0.05


@dataclass(frozen=True, slots=True)
class RankedCandidate:
    """A candidate with its features and the probability that it is the right one of the quotation's candidates."""

    candidate: SpeakerCandidate
    features: Features
    share: float


class SpeakerRanking:
    """Ranks the candidates for the speakers of one text's quotations."""

    def __init__(
        self,
        text: QuotedText,
        resolver: SpeakerResolver,
        acts: ActSpeakers,
        attributed: AttributedSpeakers,
        running: RunningSpeakers,
    ) -> None:
        self._attributed = attributed
        self._running = running
        self._features = SpeakerFeatures(text, resolver, acts)

    def ranked(
        self, number: int, previous_speaker: ResolvedSpeaker | None, spoken: Sequence[SpokenQuotation]
    ) -> list[RankedCandidate]:
        """The candidates for quotation `number`, the likeliest first. `spoken` are the quotations before it."""
        candidates = _distinct(
            [*self._attributed.candidates(number, previous_speaker), *self._running.candidates(number, spoken)]
        )
        model, last = words_model(), spoken[-1] if spoken else None
        features = [self._features.words(number, candidate, candidates, last) for candidate in candidates]
        ranked = map(RankedCandidate, candidates, features, shares([model.score(one) for one in features]))
        return sorted(ranked, key=lambda one: -one.share)


def _distinct(candidates: Sequence[SpeakerCandidate]) -> list[SpeakerCandidate]:
    """The candidates, the first of those whose words and verb are the same."""
    distinct: dict[tuple[int, int, bool], SpeakerCandidate] = {}
    for candidate in candidates:
        speaker = candidate.speaker
        distinct.setdefault((speaker.start, speaker.verb, candidate.way in RULES), candidate)
    return list(distinct.values())


def chosen_speaker(ranked: Sequence[RankedCandidate]) -> ResolvedSpeaker | None:
    """The likeliest speaker with the probability of the words; None if that is too low.

    Several candidates may be one speaker, whose probability is their sum.
    """
    by_speaker: dict[str | int, list[RankedCandidate]] = {}
    for one in ranked:
        speaker = one.candidate.speaker
        by_speaker.setdefault(speaker.name or speaker.start, []).append(one)
    likeliest = max(by_speaker.values(), key=_probability, default=[])
    probability = round(_probability(likeliest), 3)
    if probability < MIN_WORDS_CONFIDENCE:
        return None
    candidate = _nearest_words(likeliest)
    speaker = replace(candidate.speaker, words_confidence=probability)
    if candidate.way == "sentence":
        return replace(speaker, evidence=f"{speaker.evidence}, {IN_SENTENCE}")
    return speaker


def _probability(ranked: Sequence[RankedCandidate]) -> float:
    return math.fsum(one.share for one in ranked)


def _nearest_words(ranked: Sequence[RankedCandidate]) -> SpeakerCandidate:
    """The likeliest of one speaker's candidates, or the likeliest one whose words are right beside the quotation."""
    likeliest = ranked[0].candidate
    if likeliest.way not in RULES:
        return likeliest
    beside = (one.candidate for one in ranked if one.candidate.way not in RULES and one.share > MIN_BESIDE)
    return next(beside, likeliest)
