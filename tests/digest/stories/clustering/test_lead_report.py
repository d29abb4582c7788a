"""Which report stands for its story."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from digest.stories.clustering.evidence.report_features import report_features
from digest.stories.clustering.lead_report import current_lead, lead_report
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
    assert lead([sidebar, *newsday[:3]]) == "ledger/1"


def test_of_headlines_that_are_nearly_as_plain_the_first_leads(newsday: tuple[Report, ...], report: MakeReport) -> None:
    retelling = report(
        "gazette/9",
        "Velin footbridge collapses into the Mora after rain",
        "The old footbridge at Velin collapsed into the Mora at dawn after a night of rain. Its pillars had been weak.",
        hours=10,
        source="gazette",
    )
    assert lead([*newsday[:3], retelling]) == "ledger/1"


@pytest.mark.parametrize(
    "title",
    [
        "Troubled water: an old friend lets Velin down",
        "Footbridge falls: ‘We heard it groan all night’",
        "Footbridge gives mayor a headache before the vote",
    ],
)
def test_a_headline_in_words_of_its_own_does_not_lead_though_its_report_came_first(
    newsday: tuple[Report, ...], title: str
) -> None:
    first = replace(newsday[0], title=title)
    assert lead([first, *newsday[1:3]]) == "ledger/1"
    assert lead([newsday[0], *newsday[2:3]]) == "wire/1"


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
        ("Opinion: Council votes to abolish tram fares for children", ""),
        ("What the council’s vote to abolish tram fares for children means", ""),
        ("Council votes to abolish tram fares for children: what to know", ""),
        ("Should the council abolish tram fares for children?", ""),
        ("Here’s the problem with the council’s vote to abolish tram fares", ""),
        ("Five takeaways from the council’s vote to abolish tram fares", ""),
    ],
)
def test_what_shows_or_explains_an_event_leads_only_where_nothing_tells_it(
    newsday: tuple[Report, ...], title: str, link: str
) -> None:
    shown = replace(newsday[3], title=title, link=link)
    assert lead([shown, newsday[4]]) == "gazette/1"
    assert lead([shown, shown]) == "wire/2"


def test_the_name_of_an_organisation_is_no_question(newsday: tuple[Report, ...]) -> None:
    assert (
        lead([replace(newsday[3], title="WHO: council votes to abolish tram fares for children"), newsday[4]])
        == "wire/2"
    )


def test_where_an_event_is_now_say_the_reports_of_its_last_day(newsday: tuple[Report, ...], report: MakeReport) -> None:
    text = "Cranes lifted the old footbridge at Velin out of the Mora, two days after its fall."
    later = [
        report("ledger/8", "Velin footbridge lifted out of the Mora", text, hours=50, source="ledger"),
        report("gazette/8", "Velin footbridge is out of the Mora", text, hours=51, source="gazette"),
    ]

    def now(*reports: Report, copies: tuple[tuple[str, ...], ...] = ()) -> str | None:
        return current_lead(reports, [report_features(one) for one in reports], copies)

    assert now(*newsday[:2]) == "ledger/1"
    assert now(*newsday[:2], *later) == "ledger/8"
    assert now(*newsday[:2], later[0]) is None  # one sequel
    assert now(*newsday[:2], *later, copies=(("wire/1", "ledger/8", "gazette/8"),)) is None
    assert now(*newsday[:2], later[0], replace(later[1], title="Who lifts the Velin footbridge?")) is None


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
