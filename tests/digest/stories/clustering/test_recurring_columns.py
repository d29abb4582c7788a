"""Recurring columns and round-ups, which report no event."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from digest.stories.clustering.recurring_columns import RecurringColumns, is_round_up
from digest.stories.clustering.report_clustering import cluster_reports
from digest.stories.reports import Report

MakeReport = Callable[..., Report]


def test_a_standing_column_makes_no_story(report: MakeReport) -> None:
    days = ("Monday 23", "Tuesday 24", "Wednesday 25")
    editions = [
        report(
            f"brief/{n}", f"Morning letter: what Velin reads over coffee, {day} November", "Good morning!", hours=24 * n
        )
        for n, day in enumerate(days)
    ]
    assert cluster_reports(editions) == ()


@pytest.mark.parametrize("title", ["Protests: live updates", "As it happened: the day in Velin", "Live: Velin votes"])
def test_a_round_up_of_everything_joins_nothing(newsday: tuple[Report, ...], title: str) -> None:
    page = replace(newsday[1], id="live", title=f"{title}: footbridge at Velin falls into the Mora")
    told = [story.articles for story in cluster_reports((*newsday, page))]
    assert told == [story.articles for story in cluster_reports(newsday)]


def test_a_headline_about_one_event_is_no_round_up(report: MakeReport) -> None:
    assert not is_round_up(report("a", "Footbridge at Velin falls into the Mora"))
    assert not is_round_up(report("a", "People of Velin live beside the Mora"))


def test_the_first_edition_of_a_column_and_one_that_moved_to_a_new_address_are_none(report: MakeReport) -> None:
    columns = RecurringColumns()
    assert not columns.is_edition(report("a", "The papers, 22 November"))
    assert not columns.is_edition(report("b", "The papers, 22 November", hours=3))
    assert columns.is_edition(report("c", "The papers, 23 November", hours=24))


def test_another_source_may_use_the_same_headline(report: MakeReport) -> None:
    columns = RecurringColumns()
    columns.is_edition(report("a", "The papers"))
    assert not columns.is_edition(report("b", "The papers", hours=24, source="post"))


def test_a_column_that_comes_back_after_months_is_new_again(report: MakeReport) -> None:
    columns = RecurringColumns()
    columns.is_edition(report("a", "The budget in full"))
    assert not columns.is_edition(report("b", "The budget in full", hours=24 * 365))
