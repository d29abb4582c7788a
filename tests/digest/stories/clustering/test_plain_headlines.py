"""How plainly a headline tells the event of its story."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from digest.stories.clustering.evidence.report_features import report_features
from digest.stories.clustering.plain_headlines import plainness
from digest.stories.reports import Report

MakeReport = Callable[..., Report]


def plain(reports: Sequence[Report]) -> list[int]:
    return plainness(reports, [report_features(report) for report in reports])


def test_words_that_the_others_have_are_plainer_than_those_of_one(newsday: tuple[Report, ...]) -> None:
    told, _, asked = plain(newsday[:3])
    punned, _, _ = plain([replace(newsday[0], title="Troubled water: an old friend"), *newsday[1:3]])
    assert told > asked > punned


def test_a_quotation_and_a_label_make_a_headline_less_plain(newsday: tuple[Report, ...]) -> None:
    titles = (
        "Velin footbridge falls into the Mora",
        "Velin: footbridge falls into the Mora",
        "Velin: ‘footbridge falls into the Mora’",
    )
    measured = [plain([newsday[0], replace(newsday[1], title=title)])[1] for title in titles]
    assert measured == sorted(set(measured), reverse=True)


def test_a_headline_without_words_is_the_least_plain(report: MakeReport, newsday: tuple[Report, ...]) -> None:
    assert plain([newsday[0], report("ledger/9", "", "", source="ledger")])[1] == 0
    assert plain([report("ledger/9", "…", "", source="ledger")]) == [0]
