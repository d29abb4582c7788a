"""How likely two reports are on one event, by their evidence: a logistic regression, whose weights a file has.

`data/pair_weights.json` has for each kind of pair a bias and a weight for each feature, in thousandths, and says on
what they were learned. `tests/digest/stories/pair_training.py` learns them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from .evidence_index import FEATURES, PairEvidence
from .recent_rows import Integers

WEIGHTS_FILE: Final = Path(__file__).parent / "data" / "pair_weights.json"

UNRELATED: Final = -20_000
ONE_TEXT: Final = 20_000  # of one text of two sources, which needs no weighing
# The weights for two languages are learned on pairs in one. Over languages fewer names are shared by chance, and the
# meaning of one event is less alike: names count for more, by this for each nat of their rarity, and a pair without
# them for less. Measured on the sample's feeds (18 of 24 reports joined without this, 21 with it, none wrongly), and on
# 655 items in other languages put among English ones of other years, of which one joins, a list of gadgets another.
_MORE_FOR_NAMES: Final = 100
_USUAL_NAMES: Final = 8_000


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
    """The weights for pairs with sentence vectors and for pairs without, and those for pairs in two languages."""

    with_vectors: PairWeights
    words_only: PairWeights
    over_languages: PairWeights

    def scores(self, evidence: PairEvidence, *, with_vectors: bool) -> Integers:
        """The score of each pair. Reports in two languages are judged only by vectors; without these, they have the
        lowest one."""
        if not with_vectors:
            scores = np.where(evidence.over_languages, UNRELATED, self.words_only.scores(evidence.rows))
            return np.where(evidence.same_text, ONE_TEXT, scores)
        names = np.minimum(evidence.rows[:, FEATURES.index("names")], 4 * _USUAL_NAMES)
        over_languages = self.over_languages.scores(evidence.rows) + (names - _USUAL_NAMES) * _MORE_FOR_NAMES // 1000
        scores = np.where(evidence.over_languages, over_languages, self.with_vectors.scores(evidence.rows))
        return np.where(evidence.same_text, ONE_TEXT, scores)


@cache
def shipped_model() -> PairModel:
    """The model of `data/pair_weights.json`."""
    record = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    with_vectors, words_only, over_languages = (
        PairWeights(record[kind]["bias"], record[kind]["weights"])
        for kind in ("with_vectors", "words_only", "over_languages")
    )
    return PairModel(with_vectors, words_only, over_languages)
