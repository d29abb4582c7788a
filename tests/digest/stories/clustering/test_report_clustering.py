"""What joins, what doesn't, and that it stays so."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.stories.clustering.open_stories import REACH
from digest.stories.clustering.report_clustering import cluster_reports
from digest.stories.reports import UNDATED, Report

MakeReport = Callable[..., Report]
SOME_WORDS = (
    *("anchor", "barley", "copper", "drummer", "ember", "falcon", "gravel"),
    *("harvest", "island", "jasper", "kettle", "ladder", "marble", "nickel"),
)


def ids(reports: tuple[Report, ...]) -> set[tuple[str, ...]]:
    return {story.articles for story in cluster_reports(reports)}


def test_reports_on_one_event_join_over_sources_and_wordings(newsday: tuple[Report, ...]) -> None:
    assert ids(newsday) == {("wire/1", "ledger/1", "lantern/1"), ("wire/2", "gazette/1")}


def test_stories_come_in_order_of_their_first_report_and_articles_in_order_of_time(newsday: tuple[Report, ...]) -> None:
    date_of = {report.id: report.date for report in newsday}
    stories = cluster_reports(newsday)
    firsts = [date_of[story.articles[0]] for story in stories]
    assert firsts == sorted(firsts)
    for story in stories:
        assert [date_of[article] for article in story.articles] == sorted(date_of[a] for a in story.articles)


@given(st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_input_never_changes_the_result(newsday: tuple[Report, ...], chance: random.Random) -> None:
    shuffled = list(newsday)
    chance.shuffle(shuffled)
    assert cluster_reports(shuffled) == cluster_reports(newsday)


def test_reports_of_one_moment_come_in_the_order_of_their_ids(newsday: tuple[Report, ...]) -> None:
    moment = newsday[0].date
    at_once = [replace(report, date=moment) for report in newsday]
    assert cluster_reports(at_once) == cluster_reports(reversed(at_once))
    assert ("lantern/1", "ledger/1", "wire/1") in {story.articles for story in cluster_reports(at_once)}


def test_a_story_keeps_its_id_when_reports_join(newsday: tuple[Report, ...], report: MakeReport) -> None:
    (before,) = (story for story in cluster_reports(newsday) if "wire/1" in story.articles)
    later = report(
        "gazette/9",
        "Ferry replaces collapsed Velin footbridge",
        "Since the footbridge at Velin collapsed into the Mora, a ferry takes people across.",
        hours=20,
        source="gazette",
    )
    (after,) = (story for story in cluster_reports((*newsday, later)) if "wire/1" in story.articles)
    assert after.articles == (*before.articles, "gazette/9")
    assert after.slug == before.slug


def test_the_same_words_after_the_window_are_another_event(newsday: tuple[Report, ...]) -> None:
    again = replace(newsday[1], id="ledger/again", date=newsday[2].date + REACH + timedelta(minutes=1))
    assert all("ledger/again" not in story.articles for story in cluster_reports((*newsday, again)))


def test_a_story_ends_after_some_days_though_reports_keep_coming(report: MakeReport) -> None:
    title = "Strike at the Velin docks goes on"
    text = "Dockers at Velin are on strike for longer breaks and cranes stand still."
    reports = [report(f"{n:02}", f"{title} {SOME_WORDS[n]}", text, hours=12 * n, source=f"s{n}") for n in range(14)]
    stories = cluster_reports(reports)
    assert len(stories) > 1
    for story in stories:
        numbers = [int(article) for article in story.articles]
        assert 12 * (numbers[-1] - numbers[0]) <= 96


def test_an_undated_report_joins_nothing(newsday: tuple[Report, ...]) -> None:
    undated = [replace(report, id=f"undated/{report.id}", date=UNDATED) for report in newsday]
    assert cluster_reports([*newsday, *undated]) == cluster_reports(newsday)


def test_an_actor_in_every_article_joins_nothing(newsday: tuple[Report, ...]) -> None:
    assert cluster_reports(replace(report, actors=("Velin",)) for report in newsday) == cluster_reports(newsday)


def test_reports_without_text_join_by_their_titles_alone_where_these_say_enough(report: MakeReport) -> None:
    same = "Velin footbridge collapses into swollen Mora"
    reports = (report("a", same), report("b", f"{same} at dawn", source="post"), report("c", "Velin today", source="x"))
    assert ids(reports) == {("a", "b")}


def test_reports_without_title_and_text_are_left_alone(report: MakeReport) -> None:
    assert cluster_reports([report(str(n), "", "") for n in range(50)]) == ()


def test_one_id_given_twice_counts_once_and_its_earliest_report_is_taken(newsday: tuple[Report, ...]) -> None:
    later = [replace(report, date=report.date + timedelta(hours=30)) for report in newsday]
    assert cluster_reports([*later, *newsday]) == cluster_reports(newsday)


def test_reports_in_russian_join_by_their_words(report: MakeReport) -> None:
    reports = (
        report(
            "a",
            "В Велине обрушился пешеходный мост",
            "Старый мост через Мору обрушился перед рассветом, никто не пострадал.",
        ),
        report(
            "b",
            "Пешеходный мост обрушился в Мору",
            "Мост в Велине обрушился после ночного дождя. Никто не пострадал.",
            source="b",
        ),
        report(
            "c", "Совет отменил плату за трамвай", "Дети до двенадцати лет будут ездить в Велине бесплатно.", source="b"
        ),
    )
    assert ids(reports) == {("a", "b")}


def test_what_an_archive_has_joined_stays_joined_whatever_is_appended(
    busy_archive: Callable[[int], list[Report]],
) -> None:
    reports = busy_archive(600)
    stories = cluster_reports(reports[:450])
    settled = [story for story in stories if int(story.articles[-1]) < 350]
    assert len(settled) > 80
    assert cluster_reports(reports)[: len(settled)] == tuple(settled)


def test_a_thousand_reports_with_one_title_join_only_where_their_texts_do(report: MakeReport) -> None:
    title = "Breaking news from the Velin council chamber"
    reports = [
        report(f"{n:04}", title, " ".join(f"{word}{n // 2}" for word in SOME_WORDS), hours=n / 60, source=f"s{n % 7}")
        for n in range(1_000)
    ]
    assert ids(tuple(reports)) == {(f"{n:04}", f"{n + 1:04}") for n in range(0, 1_000, 2)}


def test_five_hundred_reports_on_one_event_are_one_story(report: MakeReport) -> None:
    text = "The old footbridge at Velin fell into the Mora before dawn and nobody was hurt"
    reports = [
        report(
            f"{n:03}", "Velin footbridge collapses", f"{text}. {SOME_WORDS[n % 14]} {n}", hours=n / 30, source=f"s{n}"
        )
        for n in range(500)
    ]
    (story,) = cluster_reports(reports)
    assert len(story.articles) == 500


def test_titles_of_two_thousand_characters_and_strange_characters_are_borne(report: MakeReport) -> None:
    strange = [
        "a" * 2_000,
        "word " * 400,
        "[" * 2_000,
        "\ud800" * 20,
        "\u202e abc",
        "٣ " * 500,
        "\x00",
        "\u0301" * 2_000,
    ]
    reports = [report(str(n), title, title) for n, title in enumerate(strange)]
    assert {article for story in cluster_reports(reports) for article in story.articles} <= {
        str(n) for n in range(len(strange))
    }


def test_the_first_and_last_dates_of_the_calendar_are_borne(report: MakeReport) -> None:
    text = "The old footbridge at Velin fell into the Mora before dawn and nobody was hurt"
    ends = (datetime.min.replace(tzinfo=UTC) + timedelta(seconds=1), datetime.max.replace(tzinfo=UTC))
    reports = [replace(report(f"{n}{end.year}", text), date=end) for end in ends for n in "ab"]
    assert ids(tuple(reports)) == {("a1", "b1"), ("a9999", "b9999")}
