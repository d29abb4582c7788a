"""The confidence in a speaker: that these words name the speaker, and that they mean this actor.

Both are probabilities of logistic regressions. Their weights are in `speaker_weights.json`, learned and judged by
`tests/benchmarks/speaker_weights.py`, which has the figures.
"""

from pathlib import Path
from typing import Final

from ...confidence.logistic_model import LogisticModel, learned_model
from .resolved_speaker import ResolvedSpeaker

WEIGHTS: Final = Path(__file__).with_name("speaker_weights.json")

# A speaker is named if the probability is at least this high.
MIN_CONFIDENCE: Final = 0.7

# Words with a lower probability are not those of the speaker; the quotation then has none.
MIN_WORDS_CONFIDENCE: Final = 0.5


def words_model() -> LogisticModel:
    """The model for whether words are those of a quotation's speaker."""
    return learned_model(WEIGHTS, "words")


def reference_model() -> LogisticModel:
    """The model for whether a pronoun or a role means an actor."""
    return learned_model(WEIGHTS, "reference")


def speech_model() -> LogisticModel:
    """The model for whether a quotation is somebody's words."""
    return learned_model(WEIGHTS, "speech")


def confidence(speaker: ResolvedSpeaker) -> float:
    """The probability, from 0 to 1, that this actor is the speaker: that the words are right and mean this actor."""
    model = reference_model()
    meant = model.probability(model.score(dict(speaker.doubts))) if speaker.doubts else 1.0
    return round(speaker.words_confidence * meant, 2)
