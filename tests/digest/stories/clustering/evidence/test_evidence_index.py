"""What two reports share, as numbers, and that no later report changes it."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from digest.stories.clustering.evidence.evidence_index import FEATURES, RECENT_REPORTS, EvidenceIndex, PairEvidence
from digest.stories.clustering.evidence.pair_model import shipped_model
from digest.stories.clustering.evidence.report_features import report_features, url_words
from digest.stories.reports import Report

MakeReport = Callable[..., Report]


def evidence(*reports: Report) -> PairEvidence:
    """The evidence of the last report with those before it."""
    index = EvidenceIndex()
    for one in reports:
        index.add(report_features(one), None)
    return index.evidence()


def feature(found: PairEvidence, name: str) -> list[int]:
    return [int(value) for value in found.rows[:, FEATURES.index(name)]]


def test_headlines_of_one_event_cover_each_other(newsday: tuple[Report, ...]) -> None:
    found = evidence(newsday[0], newsday[1])
    assert found.numbers.tolist() == [0]
    assert feature(found, "headline_cover")[0] > 800
    assert feature(found, "headline_rarity")[0] > 15_000
    assert feature(found, "nearness") == [882]  # three hours
    assert feature(found, "same_source") == [0]


def test_a_word_that_every_report_has_these_days_says_little(report: MakeReport) -> None:
    def made(number: int) -> Report:
        return report(f"{number}", f"Zorvex council meets{number} {number}", "", hours=number / 10)

    rare = feature(evidence(made(0), replace(made(1), title="Zorvex council opens bridge")), "rarest")
    common = feature(evidence(*(made(number) for number in range(200))), "rarest")
    assert max(common) < max(rare)


def test_reports_out_of_reach_are_not_compared_but_their_words_are_counted(newsday: tuple[Report, ...]) -> None:
    later = replace(newsday[1], date=newsday[1].date.replace(month=12))
    assert evidence(newsday[0], later).numbers.tolist() == []
    assert RECENT_REPORTS > 1


def test_the_words_of_an_address_are_read_and_codes_are_not() -> None:
    assert url_words("https://news.example/2026/11/22/ferry-strike-goes-on-c1f2e3a4.html?x=1") == "ferry strike goes on"
    assert url_words("https://news.example/world/") == ""
    assert url_words("no link at all") == ""


def test_one_text_of_two_sources_needs_no_weighing_and_of_one_source_it_does(report: MakeReport) -> None:
    text = "The old footbridge at Velin fell into the river before dawn on Sunday, the harbour master said."
    first, second = report("a", "Bridge", text), report("b", "Ferry", f"VELIN – {text} And more.", source="post")
    assert evidence(first, second).same_text.tolist() == [True]
    assert shipped_model().scores(evidence(first, second), with_vectors=False).tolist() == [20_000]
    assert not evidence(first, replace(second, source=first.source)).same_text.any()


def test_all_features_are_integers(newsday: tuple[Report, ...]) -> None:
    assert evidence(*newsday).rows.dtype == np.int64
