"""Which report stands for its story."""

from collections.abc import Callable
from dataclasses import replace

from digest.stories.cluster import cluster
from digest.stories.records import Report

MakeReport = Callable[..., Report]


def test_the_report_closest_to_the_others_leads(newsday: tuple[Report, ...], report: MakeReport) -> None:
    central = report(
        "gazette/9",
        "Velin footbridge collapses into the Mora after rain",
        "The old footbridge at Velin collapsed into the Mora at dawn after a night of rain. Its pillars had been weak.",
        hours=10,
        source="gazette",
    )
    (story,) = (story for story in cluster((*newsday, central)) if "wire/1" in story.articles)
    assert story.articles[-1] == "gazette/9"
    assert story.lead == "gazette/9"


def test_of_two_reports_the_earlier_leads(newsday: tuple[Report, ...]) -> None:
    (story,) = (story for story in cluster(newsday) if "wire/2" in story.articles)
    assert story.lead == "wire/2"


def test_a_bare_headline_does_not_lead_where_another_report_has_text(newsday: tuple[Report, ...]) -> None:
    bare = replace(newsday[3], text="")
    (story,) = (story for story in cluster((*newsday[:3], bare, *newsday[4:])) if "wire/2" in story.articles)
    assert story.lead == "gazette/1"


def test_a_copy_of_an_earlier_text_never_leads(newsday: tuple[Report, ...]) -> None:
    first = newsday[0]
    printed = [replace(first, id=f"copy/{n}", source=f"c{n}", date=newsday[2].date) for n in range(3)]
    (story,) = (story for story in cluster((*newsday, *printed)) if "wire/1" in story.articles)
    assert story.copies == (("wire/1", "copy/0", "copy/1", "copy/2"),)
    assert not story.lead.startswith("copy/")
