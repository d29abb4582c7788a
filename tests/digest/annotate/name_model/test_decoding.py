"""The best sequence of labels: no name goes on that did not begin."""

import numpy as np
import numpy.typing as npt

from digest.annotate.name_model.decoding import decoded
from digest.annotate.name_model.labels import LABEL_IDS, LABELS, may_follow


def scores(*likely: dict[str, float]) -> npt.NDArray[np.float32]:
    rows = np.full((len(likely), len(LABELS)), -9.0, np.float32)
    for row, labels in zip(rows, likely, strict=True):
        for label, score in labels.items():
            row[LABEL_IDS[label]] = score
    return rows


def spans(found: npt.NDArray[np.float32]) -> list[tuple[int, int, str]]:
    return [(name.first, name.stop, name.kind) for name in decoded(found)]


def test_names_are_runs_of_labels() -> None:
    found = scores({"B-PER": 0}, {"I-PER": 0}, {"O": 0}, {"B-LOC": 0}, {"B-LOC": 0})
    assert spans(found) == [(0, 2, "PER"), (3, 4, "LOC"), (4, 5, "LOC")]


def test_a_name_that_did_not_begin_does_not_go_on() -> None:
    found = scores({"O": -0.1, "B-ORG": -2}, {"I-ORG": 0, "O": -5})
    assert spans(found) == [(0, 2, "ORG")]
    assert spans(scores({"I-ORG": 0, "B-ORG": -1})) == [(0, 1, "ORG")]


def test_a_name_does_not_change_its_kind() -> None:
    assert spans(scores({"B-PER": 0}, {"I-ORG": 0, "I-PER": -1})) == [(0, 2, "PER")]


def test_no_words_and_no_names() -> None:
    assert spans(scores()) == []
    assert spans(scores({"O": 0}, {"O": 0})) == []


def test_what_may_follow() -> None:
    assert may_follow("B-PER", "")
    assert may_follow("I-PER", "B-PER")
    assert not may_follow("I-PER", "")
    assert not may_follow("I-PER", "O")
    assert not may_follow("I-PER", "I-ORG")


def test_confidence_is_that_of_the_least_sure_word() -> None:
    (name,) = decoded(np.log(np.exp(scores({"B-PER": 0}, {"I-PER": -1, "O": -1.2}))))
    assert 0 < name.confidence < 1
    sure, *_ = decoded(scores({"B-PER": 0}, {"O": 0}))
    assert sure.confidence == 1
