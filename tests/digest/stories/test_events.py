"""The quality of stories on real feeds, pinned: each labelled window is judged by weights learned on all others.

See events/README.md for the windows, and pair_training.py for how the weights are learned.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.stories.clustering.evidence.evidence_index import OVER_LANGUAGES, WORD_FEATURES
from digest.stories.clustering.evidence.pair_model import PairModel, PairWeights, shipped_model
from digest.stories.clustering.evidence.sentence_vectors import SentenceEncoder, sentence_encoder
from digest.stories.clustering.report_clustering import cluster_reports
from digest.stories.reports import Report, Story

from .event_scores import EventScores, event_scores, pooled
from .labelled_windows import LabelledWindow, feed_reports, labelled_windows
from .pair_training import VECTOR_MODEL, learned_weights, training_pairs

NEWSPAPERS = ("bbc", "cnn", "nytimes", "nzherald", "rnz", "straittimes")
# Event F1, and event precision, in percent.
FLOOR_OF_ALL = 75.0
FLOOR_OF_ALL_BY_WORDS = 70.0
FLOOR_OF_EACH = 72.0
FLOOR_IN_ARCHIVE = 73.0
# Twelve newspapers in two other windows each: they are what an archive looks like.
TWELVE_NEWSPAPERS = ("dev-2020-07-16", "dev-2020-09-04", "dev-2020-12-16", "dev-2021-09-20")

pytestmark = [pytest.mark.corpus, pytest.mark.figures]


class LeftOut:
    """All windows, with a model for each that was learned on the others."""

    def __init__(self, windows: tuple[LabelledWindow, ...], encoder: SentenceEncoder | None) -> None:
        self.windows = {window.name: window for window in windows}
        self.encoder = encoder
        self._sets = {window.name: training_pairs(window, encoder) for window in windows}
        self._scores: dict[str, EventScores] = {}

    def weights(self, features: Sequence[str] = (), left_out: str = "") -> PairWeights:
        sets = [pairs for name, pairs in self._sets.items() if name != left_out]
        return learned_weights(sets, features or (WORD_FEATURES if self.encoder is None else VECTOR_MODEL))

    def stories(self, name: str, beside: Iterable[Report] = ()) -> tuple[Story, ...]:
        """The stories of a window, among other reports."""
        weights = self.weights(left_out=name)
        return cluster_reports(
            (*self.windows[name].reports, *beside), self.encoder, PairModel(weights, weights, weights)
        )

    def scores(self, name: str) -> EventScores:
        """The scores of a window, which are made once."""
        if name not in self._scores:
            self._scores[name] = event_scores(self.windows[name].events, self.stories(name))
        return self._scores[name]

    def scores_among(self, name: str, beside: Iterable[Report]) -> EventScores:
        """The scores of a window among other reports."""
        return event_scores(self.windows[name].events, self.stories(name, beside))


@pytest.fixture(scope="module")
def windows(corpus: Path) -> tuple[LabelledWindow, ...]:
    if not (corpus / "gold" / "stories-dev").is_dir():
        pytest.skip(f"no {corpus / 'gold' / 'stories-dev'}; DIGEST_CORPUS names a folder that holds it")
    return labelled_windows(corpus)


@pytest.fixture(scope="module")
def with_vectors(windows: tuple[LabelledWindow, ...], pytestconfig: pytest.Config) -> LeftOut:
    encoder = sentence_encoder(pytestconfig.cache.mkdir("vectors")) if pytestconfig.cache else sentence_encoder()
    if encoder is None:
        pytest.skip("the package of sentence vectors is not installed")
    return LeftOut(windows, encoder)


@pytest.fixture(scope="module")
def by_words(windows: tuple[LabelledWindow, ...]) -> LeftOut:
    return LeftOut(windows, None)


def test_events_of_all_windows_are_found_and_kept_apart(with_vectors: LeftOut) -> None:
    assert pooled(map(with_vectors.scores, with_vectors.windows)).f1 >= FLOOR_OF_ALL


def test_events_are_found_by_words_alone(by_words: LeftOut) -> None:
    assert pooled(map(by_words.scores, by_words.windows)).f1 >= FLOOR_OF_ALL_BY_WORDS


@pytest.mark.parametrize("name", TWELVE_NEWSPAPERS)
def test_events_of_twelve_newspapers_are_found_and_kept_apart(name: str, with_vectors: LeftOut) -> None:
    scores = with_vectors.scores(name)
    assert scores.f1 >= FLOOR_OF_EACH
    assert scores.precision >= FLOOR_OF_EACH


def test_events_are_found_within_an_archive(with_vectors: LeftOut, corpus: Path) -> None:
    """Each window stands among the reports of six newspapers of other weeks; only those in reach matter."""
    middle = datetime(2020, 6, 1, tzinfo=UTC)
    around = [report for paper in NEWSPAPERS for report in feed_reports(paper, corpus)]
    scores = []
    for name in TWELVE_NEWSPAPERS:
        first = min(report.date for report in with_vectors.windows[name].reports)
        beside = [
            replace(report, id=f"beside {report.id}", date=report.date + (first - middle))
            for report in around
            if timedelta(days=-5) <= report.date - middle <= timedelta(days=4)
        ]
        scores.append(with_vectors.scores_among(name, beside))
    assert pooled(scores).f1 >= FLOOR_IN_ARCHIVE


def test_the_weights_of_the_tree_are_those_learned_on_all_windows(with_vectors: LeftOut, by_words: LeftOut) -> None:
    assert shipped_model() == PairModel(
        with_vectors.weights(), by_words.weights(), with_vectors.weights(OVER_LANGUAGES)
    )
