"""Event precision, recall and F1 of labelled windows that stand inside an archive of 15,000 items.

    PYTHONPATH=plugins:. python -m tests.benchmarks.stories_in_archive CORPUS [--cache FOLDER]

Each window of twelve newspapers is put among all items that eight newsrooms had in months, whose dates are moved so
that the window falls into their busiest days, and among the items of the other windows, at their own dates. It is
judged by weights that were learned on all other windows; items without a label count neither for nor against. The
vectors of all items take a minute or more; FOLDER keeps them.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from digest.stories.clustering.evidence.pair_model import PairModel
from digest.stories.clustering.evidence.sentence_vectors import sentence_encoder
from digest.stories.clustering.report_clustering import cluster_reports
from digest.stories.reports import UNDATED, Report
from tests.digest.stories.event_scores import event_scores, pooled
from tests.digest.stories.labelled_windows import LabelledWindow, feed_reports, labelled_windows
from tests.digest.stories.pair_training import VECTOR_MODEL, learned_weights, training_pairs

NEWSROOMS = ("arstechnica", "bbc", "cnn", "npr", "nytimes", "nzherald", "rnz", "straittimes")
BUSIEST = datetime(2020, 6, 1, tzinfo=UTC)
JUDGED = ("dev-2020-07-16", "dev-2020-09-04", "dev-2020-12-16", "dev-2021-09-20")


def archive_around(window: LabelledWindow, windows: Sequence[LabelledWindow], corpus: Path) -> Iterator[Report]:
    """The items that a window stands among."""
    dated = [report.date for report in window.reports if report.date > UNDATED]
    moved = min(dated) - BUSIEST
    for newsroom in NEWSROOMS:
        for report in feed_reports(newsroom, corpus):
            if report.date > UNDATED:
                yield replace(report, id=f"beside {report.id}", date=report.date + moved)
    for other in windows:
        if other.name != window.name:
            yield from (replace(report, id=f"{other.name} {report.id}") for report in other.reports)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--cache", type=Path)
    options = parser.parse_args()
    windows, encoder = labelled_windows(options.corpus), sentence_encoder(options.cache)
    pairs = {window.name: training_pairs(window, encoder) for window in windows}
    judged = []
    for window in windows:
        if window.name in JUDGED:
            weights = learned_weights([pairs[other.name] for other in windows if other is not window], VECTOR_MODEL)
            archive = [*window.reports, *archive_around(window, windows, options.corpus)]
            stories = cluster_reports(archive, encoder, PairModel(weights, weights, weights))
            judged.append(event_scores(window.events, stories))
            print(f"{window.name:<16} {judged[-1]}  among {len(archive):,} items", flush=True)
    print(f"{'all':<16} {pooled(judged)}")


if __name__ == "__main__":
    main()
