"""The confidence in a speaker: that these words name the speaker, and that they mean this actor.

Both are probabilities of logistic regressions. Their weights are in `speaker_weights.json`, learned and judged by
`tests/benchmarks/speaker_weights.py`, which has the figures.
"""

from pathlib import Path
from typing import Final

from ...confidence.logistic_model import LogisticModel, learned_model
from .resolved_speaker import ResolvedSpeaker

WEIGHTS: Final = Path(__file__).with_name("speaker_weights.json")

# A speaker is named if the probability is at least this high. Of named speakers those right, and of quotes those with a
# name that is right, in % of quotes-dev and of every tenth article of quotes-train: from 0.7 on 97.6 and 78.5, 98.4 and
# 81.2; from 0.75 on 98.1 and 78.0, 98.7 and 80.6; from 0.8 on 98.5 and 77.7, 98.8 and 79.6, but then "the mayor" of a
# short text has no name; from 0.85 on 98.6 and 76.1, 98.9 and 78.0. From 0.75 on, one of the twelve quotes of the seed
# article would lose its name.
MIN_CONFIDENCE: Final = 0.74

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
