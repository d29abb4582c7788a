"""Tests whether a quotation is speech, or else a title, a name, an adjective, a word quoted as a word."""

from typing import Final

from .speakers.speaker_confidence import speech_model
from .speech_features import Features

# A quotation that is less likely to be speech isn't published.
MIN_SPEECH_PROBABILITY: Final = 0.5

# The evidence of a fragment in a sentence that reports speech ends with this.
IN_SENTENCE: Final = "words in reported speech"


def is_speech(signs: Features) -> bool:
    """Whether a quotation with these features is speech, rather than a title, slogan, nickname or a word as a word."""
    model = speech_model()
    return model.probability(model.score(signs)) >= MIN_SPEECH_PROBABILITY
