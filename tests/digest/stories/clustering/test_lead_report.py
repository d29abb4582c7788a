"""Which report stands for its story."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from digest.stories.clustering.evidence.report_features import report_features
from digest.stories.clustering.lead_report import lead_report
from digest.stories.clustering.report_clustering import cluster_reports
from digest.stories.reports import Report

MakeReport = Callable[..., Report]


def lead(reports: Sequence[Report]) -> str:
    return lead_report(reports, [report_features(report) for report in reports], ())


def test_a_sidebar_does_not_lead_though_it_came_first(newsday: tuple[Report, ...], report: MakeReport) -> None:
    sidebar = report(
        "gazette/9",
        "Forty years of watching the tide from one window",
        "The harbour master of Velin has seen three floods and two weddings from here. Today he saw a footbridge go.",
        hours=-1,
        source="gazette",
    )
    assert lead([sidebar, *newsday[:3]]) == "wire/1"


def test_of_reports_that_are_nearly_as_close_to_the_others_the_first_leads(
    newsday: tuple[Report, ...], report: MakeReport
) -> None:
    retelling = report(
        "gazette/9",
        "Velin footbridge collapses into the Mora after rain",
        "The old footbridge at Velin collapsed into the Mora at dawn after a night of rain. Its pillars had been weak.",
        hours=10,
        source="gazette",
    )
    assert lead([*newsday[:3], retelling]) == "wire/1"


def test_of_two_reports_the_earlier_leads(newsday: tuple[Report, ...]) -> None:
    (story,) = (story for story in cluster_reports(newsday) if "wire/2" in story.articles)
    assert story.lead == "wire/2"


def test_a_bare_headline_does_not_lead_where_another_report_has_text(newsday: tuple[Report, ...]) -> None:
    bare = replace(newsday[3], text="")
    (story,) = (story for story in cluster_reports((*newsday[:3], bare, *newsday[4:])) if "wire/2" in story.articles)
    assert story.lead == "gazette/1"


@pytest.mark.parametrize(
    ("title", "link"),
    [
        ("Watch: Council votes to abolish tram fares for children", ""),
        ("Council votes to abolish tram fares for children", "https://wire.example/2026/video/tram-fares"),
        ("Council votes to abolish tram fares for children: live updates", ""),
        ("Council votes to abolish tram fares for children", "https://wire.example/live-news/tram-fares/post-3"),
        ("In pictures: Council votes to abolish tram fares for children", ""),
    ],
)
def test_what_shows_or_follows_an_event_leads_only_where_nothing_tells_it(
    newsday: tuple[Report, ...], title: str, link: str
) -> None:
    shown = replace(newsday[3], title=title, link=link)
    assert lead([shown, newsday[4]]) == "gazette/1"
    assert lead([shown, shown]) == "wire/2"


def test_a_caption_does_not_lead_where_the_others_have_texts(report: MakeReport) -> None:
    caption = "The Velin footbridge lies in the Mora after it collapsed in the rain at dawn."
    longer = f"{caption} " + "Engineers of the council had asked for stronger pillars two years before. " * 4
    texts = (caption, longer, longer.replace("council", "harbour"))
    reports = [report(f"{number}", "Velin footbridge collapses", text) for number, text in enumerate(texts)]
    assert lead(reports) == "1"


def test_a_copy_of_an_earlier_text_never_leads(newsday: tuple[Report, ...]) -> None:
    first = newsday[0]
    printed = [replace(first, id=f"copy/{n}", source=f"c{n}", date=newsday[2].date) for n in range(3)]
    (story,) = (story for story in cluster_reports((*newsday, *printed)) if "wire/1" in story.articles)
    assert story.copies == (("wire/1", "copy/0", "copy/1", "copy/2"),)
    assert not story.lead.startswith("copy/")
