"""From which confidence on speakers are named: PYTHONPATH=plugins:. python tests/benchmarks/speaker_threshold.py

Learns the weights of speakers without each of quotes-dev, quotes-train and our own gold in turn, finds the speakers of
the set that was left out by these weights, and prints for each least confidence how many of 100 named speakers are
right, how many of 100 gold quotes have one, and the mean of both (F1).
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from unittest.mock import patch

from digest.annotate.confidence.logistic_model import LogisticModel
from tests.benchmarks.named_speakers import claims_of, f1, figures, set_texts
from tests.benchmarks.speaker_weights import LEARNERS, Example, learned_rows

LEARNED_MODEL: Final = "digest.annotate.quotes.speakers.speaker_confidence.learned_model"
LEAST: Final = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)


def models_without(set_name: str, rows: Mapping[str, list[Example]]) -> dict[str, LogisticModel]:
    """The models of words, references and speech that are learned from the other sets."""
    fits = {
        name: LEARNERS[name].learned([row for row in examples if row.set_name != set_name])
        for name, examples in rows.items()
    }
    return {name: LogisticModel(fit.bias, fit.weights) for name, fit in fits.items()}


def main() -> None:
    """Prints the table."""
    corpus = Path(os.environ["DIGEST_CORPUS"])
    rows = dict(zip(LEARNERS, learned_rows(corpus), strict=True))
    sets = set_texts(corpus, 1)
    print("| set | from | named | right | found | F1 |\n|---|---|---|---|---|---|")
    for set_name, texts in sets.items():
        models = models_without(set_name, rows)
        with patch(LEARNED_MODEL, lambda _, name, models=models: models[name]):
            claims = claims_of(texts)
        for least in LEAST:
            right, found, count = figures(claims, least)
            mean = f1(claims, least)
            print(f"| {set_name} | {least:.2f} | {count} | {right:.2f} | {found:.2f} | {mean:.2f} |", flush=True)


if __name__ == "__main__":
    main()
