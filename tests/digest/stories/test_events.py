"""The quality of stories on real newspapers, pinned: see events/README.md."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from digest.stories.clustering.report_clustering import cluster_reports
from digest.stories.reports import Report, Story

from .labelled_windows import feed_reports, own_window

NEWSPAPERS = ("bbc", "cnn", "nytimes", "nzherald", "rnz", "straittimes")
# Event precision and recall in percent that a window must not fall below, one point under what was measured with no
# mentions given: within an archive, and each window by itself.
FLOORS = {
    "2020-04-25": (99.0, 53.2),
    "2020-05-14": (78.3, 55.7),
    "2020-05-28": (83.1, 52.5),
    "2020-06-08": (86.6, 73.1),
    "2020-06-30": (77.8, 61.9),
    "2020-07-07": (81.3, 56.3),
}
FLOORS_ALONE = {
    "2015-03-14": (65.0, 46.1),
    "2015-08-04": (64.4, 59.7),
    "2016-01-12": (54.6, 12.9),
    "2020-04-25": (99.0, 53.2),
    "2020-05-14": (79.7, 50.9),
    "2020-05-28": (84.0, 52.4),
    "2020-06-08": (92.0, 70.5),
    "2020-06-30": (72.3, 54.5),
    "2020-07-07": (81.6, 51.4),
    "2021-10-16": (68.9, 48.3),
    "2025-08-02": (49.0, 19.0),
}

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def archive(corpus: Path) -> tuple[Report, ...]:
    """All that the six newspapers reported from April to July 2020, no mentions given."""
    if not (corpus / "replay").is_dir():
        pytest.skip(f"no {corpus / 'replay'}; DIGEST_CORPUS names a folder that holds it")
    return tuple(report for paper in NEWSPAPERS for report in feed_reports(paper, corpus))


@pytest.fixture(scope="module")
def stories(archive: tuple[Report, ...]) -> tuple[Story, ...]:
    return cluster_reports(archive)


@pytest.mark.parametrize("day", FLOORS)
def test_events_of_labelled_days_are_found_and_kept_apart(day: str, stories: tuple[Story, ...], corpus: Path) -> None:
    holds(FLOORS[day], scores(own_window(day, corpus).events, stories))


@pytest.mark.parametrize("day", FLOORS_ALONE)
def test_events_are_found_without_an_archive(day: str, corpus: Path) -> None:
    window = own_window(day, corpus)
    holds(FLOORS_ALONE[day], scores(window.events, cluster_reports(window.reports)))


def scores(gold: dict[str, str], stories: tuple[Story, ...]) -> tuple[float, float]:
    found = {article: story.slug for story in stories for article in story.articles}
    return event_scores(gold, {n: found.get(n, f"alone {n}") for n in gold})


def holds(floor: tuple[float, float], measured: tuple[float, float]) -> None:
    assert measured[0] >= floor[0]
    assert measured[1] >= floor[1]


def event_scores(gold: dict[str, str], found: dict[str, str]) -> tuple[float, float]:
    """Precision and recall in percent: for each cluster of two or more its best F1 on the other side, averaged."""
    return best_matches(found, gold), best_matches(gold, found)


def best_matches(mine: dict[str, str], other: dict[str, str]) -> float:
    sizes, other_sizes = Counter(mine.values()), Counter(other.values())
    shared: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for item, name in mine.items():
        if other_sizes[other[item]] > 1:
            shared[name][other[item]] += 1
    best = [
        max((2 * both / (size + other_sizes[name]) for name, both in shared[cluster_name].items()), default=0.0)
        for cluster_name, size in sizes.items()
        if size > 1
    ]
    return 100 * sum(best) / len(best)
