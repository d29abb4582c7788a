"""The slug of a story, which is a part of its address."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from digest.stories.clustering.report_clustering import cluster_reports
from digest.stories.reports import Report
from digest.stories.story_slug import story_slug

MakeReport = Callable[..., Report]


def test_a_story_id_says_the_title_and_differs_for_two_stories_of_one_title(report: MakeReport) -> None:
    text = "The council of Velin abolished tram fares for children under twelve by one vote."
    reports = [
        report(f"{day}/{source}", "Velin abolishes tram fares", text, hours=day * 24 * 30, source=source)
        for day in (0, 2)
        for source in ("wire", "post")
    ]
    first, second = cluster_reports(reports)
    assert first.slug.startswith("velin-abolishes-tram-fares-")
    assert second.slug.startswith("velin-abolishes-tram-fares-")
    assert first.slug != second.slug


@pytest.mark.parametrize("title", ["🚀🚀🚀", "...", "Index" * 400])
def test_any_title_gives_a_story_an_address_of_its_own(report: MakeReport, title: str) -> None:
    text = "The council of Velin abolished tram fares for children under twelve by one vote."
    (story,) = cluster_reports([report("one", title, text), report("two", title, text, source="post")])
    assert 9 <= len(story.slug) <= 70
    assert set(story.slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_a_report_in_a_file_gives_the_words_of_the_files_name_whatever_its_headline_becomes(report: MakeReport) -> None:
    first = report("2026/11/22/ferry-strike.md", "Ferry strike")
    assert story_slug(first).startswith("ferry-strike-")
    assert story_slug(replace(first, title="Ferry strike ends")) == story_slug(first)
