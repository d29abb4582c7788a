"""Logistic regression over named features: the weights, which JSON files hold, and the sum."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

# Beyond this score, probabilities are 0 or 1.
MAX_SCORE: Final = 30.0


@dataclass(frozen=True, slots=True)
class LogisticModel:
    """The weights of features by name. A feature without a weight doesn't count."""

    bias: float
    weights: Mapping[str, float]

    def score(self, features: Mapping[str, float]) -> float:
        """The sum of the weights of these features and the bias, as exact as a number can be on any machine."""
        return math.fsum([self.bias, *(self.weights.get(name, 0.0) * value for name, value in features.items())])

    def probability(self, score: float) -> float:
        """The probability, from 0 to 1, that belongs to a score."""
        return round(1 / (1 + math.exp(-max(-MAX_SCORE, min(MAX_SCORE, score)))), 3)


def shares(scores: Sequence[float]) -> list[float]:
    """For each of several candidates the probability that it is the right one; the rest is that none of them is.

    A candidate's chance is e to its score, beside the others' and 1 for none of them (a conditional logit model).
    """
    chances = [math.exp(max(-MAX_SCORE, min(MAX_SCORE, score))) for score in scores]
    total = math.fsum([1.0, *chances])
    return [chance / total for chance in chances]


@cache
def learned_model(weights: Path, name: str) -> LogisticModel:
    """The model of that name in a file of weights."""
    stored = json.loads(weights.read_text(encoding="utf-8"))[name]
    return LogisticModel(stored["bias"], stored["weights"])
