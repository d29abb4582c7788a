"""Which reports their source issued twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from digest.stories.clustering.reissues import reissues
from digest.stories.reports import UNDATED, Report

NOON = datetime(2023, 7, 19, 12, tzinfo=UTC)
STRIKE = (
    "Forty ships wait outside the harbour of Neverhaven after its pilots began a strike over rest between two "
    "nights at the helm, the first in twelve years."
)
LINK, LINK_2 = "https://a.example/news/10001", "https://a.example/news/10002"
FIRST = Report("a", "Pilots strike in Neverhaven, forty ships wait", STRIKE, NOON, "wire", LINK, ("Neverhaven",))


def again(hours: float = 5, **changes: str) -> Report:
    fields = {"id": "b", "link": LINK_2, **changes}
    return replace(FIRST, date=NOON + timedelta(hours=hours), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "later",
    [
        again(),
        again(48, title="Pilots strike in Neverhaven: forty ships wait"),
        again(title="Strike of pilots: forty ships lie off Neverhaven", text=f"NEVERHAVEN - {STRIKE}"),
        again(
            link="https://a.example/news/10001#update", title="Pilots strike in Neverhaven: talks", text="They talk."
        ),
        again(2, text=""),
        again(2, title="Pilots strike in Neverhaven, forty ships wait – live", text="09:12 A tug sails."),
        again(title=FIRST.title.upper()),
    ],
    ids=["the same", "retouched", "another headline", "one page", "no text", "live page", "capitals"],
)
def test_a_report_that_its_source_issues_again_belongs_to_the_first_issue(later: Report) -> None:
    assert reissues([FIRST, later]) == {"b": "a"}
    assert reissues([later, FIRST]) == {"b": "a"}


@pytest.mark.parametrize(
    "later",
    [
        again(source="post"),
        again(24 * 6),
        again(
            title="Pilots strike in Neverhaven, fifty ships wait outside", text="The strike goes on for a second day."
        ),
        again(title="Pilots of Neverhaven end their strike after talks", text="The ships sail again after the talks."),
        again(title="Weather: rain", text="Rain falls.", link="https://a.example/news/10001"),
        again(30, text=""),
    ],
    ids=["another source", "another week", "goes on", "ends", "one address for all", "a headline a day later"],
)
def test_another_report_is_none(later: Report) -> None:
    assert reissues([FIRST, later]) == {}


def test_of_two_reports_of_one_moment_the_one_whose_file_took_a_number_is_the_later_issue() -> None:
    earlier, later = replace(FIRST, id="2023/07/19/ferry.md"), again(0, id="2023/07/19/ferry-2.md")
    assert reissues([earlier, later]) == {"2023/07/19/ferry-2.md": "2023/07/19/ferry.md"}
    assert reissues([later, earlier]) == {"2023/07/19/ferry-2.md": "2023/07/19/ferry.md"}


def test_new_numbers_are_news() -> None:
    before = replace(FIRST, title="Storm over Neverhaven: 12 boats are lost in the harbour")
    later = again(3, title="Storm over Neverhaven: 15 boats are lost in the harbour")
    assert reissues([before, later]) == {}


def test_new_numbers_above_nearly_the_same_text_are_news() -> None:
    before = replace(FIRST, title="528 ships take the count of the harbour to 14,951")
    assert reissues([before, again(20, title="690 more ships take the harbour past 15,000")]) == {}


def column(day: int, title: str, text: str, link: str = "") -> Report:
    return Report(f"{title}{day}", title.format(day), text.format(day), NOON + timedelta(days=day), "wire", link)


@pytest.mark.parametrize(
    ("title", "text", "link"),
    [
        ("Morning briefing", "Five things that you have to know about Neverhaven this morning, before it is noon.", ""),
        (
            "Harbour quiz of {} July",
            "How well do you know the harbour and its pilots? Eight questions of this week.",
            "",
        ),
        ("The tides", "High water comes at {} in the morning and again at night.", "https://a.example/tides"),
        (
            "Word of the day: helm {}",
            "A word for every day of the year, with all that it means at sea.",
            "https://a.example/word",
        ),
    ],
)
@pytest.mark.parametrize("editions", [2, 5])
def test_the_editions_of_a_column_stay_apart(title: str, text: str, link: str, editions: int) -> None:
    assert reissues(column(day, title, text, link) for day in range(1, editions + 1)) == {}


def test_one_text_above_many_reports_says_nothing() -> None:
    text = "The latest on the markets and on business in Neverhaven, and what it means for your purse."
    titles = (
        "Harbour shares fall as the strike of pilots begins",
        "Shares rise on hopes",
        "Harbour shares fall on oil",
        "Oil",
    )
    assert reissues(column(day, title, text) for day, title in enumerate(titles)) == {}


def test_several_issues_belong_to_the_first() -> None:
    issues = [again(30 * number, id=f"b{number}", title=f"{FIRST.title}{'!' * number}") for number in range(3)]
    assert reissues([FIRST, *issues[1:]]) == {"b1": "a"} | {"b2": "a"}


def test_words_are_told_apart_in_scripts_without_spaces() -> None:
    before = replace(
        FIRST,
        title="港口领航员罢工，四十艘船在港外等候",
        text="港口领航员周一开始罢工，四十艘船只在港外等候，这是十二年来的第一次。",
    )
    assert reissues([before, again(title="港口领航员罢工，四十艘船在港外等待", text=before.text)]) == {"b": "a"}
    assert reissues([before, again(title="港口领航员结束罢工", text="船只重新启航。")]) == {}


def test_undated_reports_have_no_issues() -> None:
    assert reissues([FIRST, replace(again(), date=UNDATED)]) == {}


def test_a_crowd_under_one_headline_takes_no_time() -> None:
    crowd = [again(number / 100, id=f"{number}", text=f"{STRIKE} {number}", link="") for number in range(3000)]
    started = datetime.now(UTC)
    assert len(reissues(crowd)) == 2999
    assert datetime.now(UTC) - started < timedelta(seconds=20)
