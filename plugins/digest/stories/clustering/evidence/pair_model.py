"""How likely two reports are on one event, by their evidence: a logistic regression, whose weights a file has.

`data/pair_weights.json` has for each kind of pair a bias and a weight for each feature, in thousandths, and says on
what they were learned. `tests/digest/stories/pair_training.py` learns them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from .evidence_index import FEATURES
from .recent_vectors import Integers

WEIGHTS_FILE: Final = Path(__file__).parent / "data" / "pair_weights.json"


@dataclass(frozen=True, slots=True)
class PairWeights:
    """A bias, and the weight of each feature that counts, in thousandths."""

    bias: int
    weights: Mapping[str, int]

    def scores(self, rows: Integers) -> Integers:
        """For each row of FEATURES, the logarithm of the odds that the pair is on one event, in thousandths."""
        weights = np.array([self.weights.get(feature, 0) for feature in FEATURES], np.int64)
        return rows @ weights // 1000 + self.bias


@dataclass(frozen=True, slots=True)
class PairModel:
    """The weights for pairs with sentence vectors, and for pairs without."""

    with_vectors: PairWeights
    words_only: PairWeights


@cache
def shipped_model() -> PairModel:
    """The model of `data/pair_weights.json`."""
    record = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return PairModel(_weights(record["with_vectors"]), _weights(record["words_only"]))


def _weights(record: Mapping[str, Any]) -> PairWeights:
    return PairWeights(record["bias"], record["weights"])
