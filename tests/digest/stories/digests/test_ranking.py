"""The order of stories, and the line that explains it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from digest.stories.digests.ranking import Facts, Ranked, Weights, rank
from digest.stories.reports import Report, Story

MakeReport = Callable[..., Report]
NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


def one(story: Story, reports: list[Report], facts: dict[str, Facts] | None = None, now: datetime = NOW) -> Ranked:
    (ranked,) = rank([story], {report.id: report for report in reports}, facts or {}, now=now)
    return ranked


def test_more_sources_rank_higher(report: MakeReport) -> None:
    reports = {f"{n}": report(f"{n}", "x", source=f"s{n}") for n in range(5)}
    two, three = Story("two", ("0", "1"), "0"), Story("three", ("2", "3", "4"), "2")
    assert [ranked.story.story for ranked in rank([two, three], reports, {}, now=NOW)] == ["three", "two"]


def test_copies_of_one_text_count_as_one_source(report: MakeReport) -> None:
    reports = [report(f"{n}", "x", source=f"s{n}") for n in range(4)]
    copied = one(Story("s", ("0", "1", "2", "3"), "0", (("0", "1", "2"),)), reports)
    assert copied.sources == ("s0", "s3")
    assert copied.why.startswith("2 independent sources")


def test_a_source_with_a_copy_and_its_own_report_counts(report: MakeReport) -> None:
    reports = [report("a", "x", source="wire"), report("b", "x", source="post"), report("c", "x", source="post")]
    assert one(Story("s", ("a", "b", "c"), "a", (("a", "b"),)), reports).sources == ("wire", "post")


def test_followed_actors_and_quotes_rank_higher_and_a_copys_quotes_do_not_count_twice(report: MakeReport) -> None:
    reports = [report("a", "x", source="wire"), report("b", "x", source="post")]
    story = Story("s", ("a", "b"), "a", (("a", "b"),))
    facts = {"a": Facts(("Velin", "Mora"), 2), "b": Facts(("Velin",), 2)}
    ranked = one(story, reports, facts)
    assert ranked.followed == ("Mora", "Velin")
    assert ranked.quotes == 2
    assert ranked.score > one(story, reports).score


def test_fresher_stories_rank_higher_and_a_date_in_the_future_counts_as_now(report: MakeReport) -> None:
    story = Story("s", ("a", "b"), "a")

    def score(hours: float) -> float:
        return one(story, [report("a", "x"), report("b", "x", hours=hours)]).score

    assert score(1) < score(6) < score(12)
    assert score(12) == score(24 * 365 * 50)


def test_the_line_adds_up_to_the_score(report: MakeReport) -> None:
    reports = [report(f"{n}", "x", source=f"s{n}", hours=n) for n in range(4)]
    ranked = one(Story("s", ("0", "1", "2", "3"), "0"), reports, {"1": Facts(("Velin",), 3)})
    assert ranked.why == (
        "4 independent sources (+6.0), 1 followed actor (+2.0), 3 quotes (+1.0), "
        "latest report 9 h old (+1.8): 10.8 points"
    )
    assert abs(sum(float(part) for part in re.findall(r"\+([\d.]+)", ranked.why)) - ranked.score) < 0.21


def test_equals_are_ordered_by_their_latest_report_and_then_by_name(report: MakeReport) -> None:
    reports = {name: report(name, "x") for name in "abcd"}
    stories = [Story("zebra", ("a", "b"), "a"), Story("aster", ("c", "d"), "c")]
    assert [ranked.story.story for ranked in rank(stories, reports, {}, now=NOW)] == ["aster", "zebra"]


def test_old_news_says_its_age_in_days(report: MakeReport) -> None:
    reports = [report("a", "x"), report("b", "x")]
    assert "12 days old" in one(Story("s", ("a", "b"), "a"), reports, now=NOW + timedelta(days=12)).why


def test_weights_say_what_comes_first(report: MakeReport) -> None:
    reports = {f"{n}": report(f"{n}", "x", source=f"s{n}") for n in range(5)}
    many, followed = Story("many", ("0", "1", "2"), "0"), Story("followed", ("3", "4"), "3")
    facts = {"3": Facts(("Velin", "Mora"))}

    def order(weights: Weights) -> list[str]:
        return [ranked.story.story for ranked in rank([many, followed], reports, facts, now=NOW, weights=weights)]

    assert order(Weights(actors=0.0)) == ["many", "followed"]
    assert order(Weights(sources=0.0)) == ["followed", "many"]
    assert order(Weights(sources=0.0, actors=0.0, quotes=0.0, freshness=0.0)) == ["followed", "many"]  # by name
