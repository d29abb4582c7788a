"""Learns the weights by which pairs of reports are judged, and measures them on windows that they weren't learned on.

    PYTHONPATH=plugins:. python -m tests.digest.stories.pair_training CORPUS

writes the weights that are learned on all labelled windows into the tree (clustering/evidence/data/pair_weights.json),
and prints, for each window, event precision, recall and F1 with weights that were learned on all other windows. It
takes half a minute.

The weights are those of a logistic regression (L2 penalty, Newton's method, numpy alone; no random numbers). Each pair
of reports on one event counts 2 / (number of the event's reports), so that a large event doesn't outweigh the small
ones.
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from digest.stories.clustering.evidence.evidence_index import (
    FEATURES,
    NAME_FEATURES,
    OVER_LANGUAGES,
    VECTOR_FEATURES,
    WORD_FEATURES,
)
from digest.stories.clustering.evidence.pair_model import WEIGHTS_FILE, PairModel, PairWeights
from digest.stories.clustering.evidence.sentence_vectors import SentenceEncoder, sentence_encoder
from digest.stories.clustering.evidence_in_order import EvidenceInOrder, in_order
from digest.stories.clustering.report_clustering import cluster_reports

from .event_scores import EventScores, event_scores, pooled
from .labelled_windows import LabelledWindow, labelled_windows

Floats: TypeAlias = NDArray[np.float64]
PENALTY: Final = 33.0  # on the squares of the standardised weights; from 10 to 300 the figures stay the same
MAX_STEPS: Final = 25
VECTOR_MODEL: Final = (*WORD_FEATURES, *VECTOR_FEATURES, *NAME_FEATURES)
KINDS: Final = (  # name, whether pairs have vectors, features
    ("with_vectors", True, VECTOR_MODEL),
    ("words_only", False, WORD_FEATURES),
    ("over_languages", True, OVER_LANGUAGES),
)


@dataclass(frozen=True, slots=True)
class TrainingPairs:
    """The pairs of a window that have evidence: a row of features, whether both are on one event, and a weight."""

    rows: Floats
    same: Floats
    weights: Floats


def training_pairs(window: LabelledWindow, encoder: SentenceEncoder | None) -> TrainingPairs:
    """The pairs of a window, as the clustering would judge them."""
    dated = in_order(window.reports)
    events = [window.events[report.id] for report in dated]
    sizes = Counter(events)
    evidence = EvidenceInOrder(dated, encoder)
    rows, same, weights, joining = [], [], [], set()
    for number, event in enumerate(events):
        found = evidence.advance()
        if found is None:
            continue
        joining.add(number)
        for earlier, row in zip(found.numbers.tolist(), found.rows, strict=True):
            if earlier in joining:
                rows.append(row)
                same.append(events[earlier] == event)
                weights.append(2 / sizes[event] if same[-1] else 1.0)
    return TrainingPairs(
        np.array(rows, float).reshape(-1, len(FEATURES)) / 1000, np.array(same, float), np.array(weights)
    )


def learned_weights(sets: Sequence[TrainingPairs], features: Sequence[str]) -> PairWeights:
    """The weights of `features`, learned on the pairs of several windows."""
    columns = [FEATURES.index(feature) for feature in features]
    rows = np.concatenate([pairs.rows[:, columns] for pairs in sets])
    same = np.concatenate([pairs.same for pairs in sets])
    weights = np.concatenate([pairs.weights for pairs in sets])
    mean, deviation = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    standardised = np.column_stack([(rows - mean) / deviation, np.ones(len(rows))])
    penalty = np.full(standardised.shape[1], PENALTY)
    penalty[-1] = 0.0  # the bias
    learned = np.zeros(len(penalty))
    for _ in range(MAX_STEPS):
        odds = 1 / (1 + np.exp(-standardised @ learned))
        gradient = standardised.T @ (weights * (odds - same)) + penalty * learned
        curvature = (standardised * (weights * odds * (1 - odds))[:, None]).T @ standardised + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        learned -= step
        if np.abs(step).max() < 1e-6:
            break
    raw = learned[:-1] / deviation
    bias = learned[-1] - float(mean @ raw)
    return PairWeights(round(1000 * bias), {name: round(1000 * w) for name, w in zip(features, raw, strict=True)})


def left_out_scores(windows: Sequence[LabelledWindow], encoder: SentenceEncoder | None) -> dict[str, EventScores]:
    """The scores of each window by its name, with weights that were learned on all other windows."""
    sets = {window.name: training_pairs(window, encoder) for window in windows}
    scores = {}
    for window in windows:
        others = [pairs for name, pairs in sets.items() if name != window.name]
        weights = learned_weights(others, WORD_FEATURES if encoder is None else VECTOR_MODEL)
        stories = cluster_reports(window.reports, encoder, PairModel(weights, weights, weights))
        scores[window.name] = event_scores(window.events, stories)
    return scores


def main(corpus: Path) -> None:
    windows, encoder = labelled_windows(corpus), sentence_encoder()
    if encoder is None:
        raise SystemExit("the encoder of sentence vectors is not installed")
    record: dict[str, Any] = {"learned_on": [window.name for window in windows], "penalty": PENALTY}
    for name, vectors, features in KINDS:
        sets = [training_pairs(window, encoder if vectors else None) for window in windows]
        record[name] = asdict(learned_weights(sets, features))
        if name == "over_languages":
            continue
        scores = left_out_scores(windows, encoder if vectors else None)
        print(f"{name}: event precision, recall and F1, each window left out")
        for window in windows:
            print(f"  {window.name:<16} {scores[window.name]}")
        print(f"  {'all':<16} {pooled(scores.values())}")
    WEIGHTS_FILE.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
