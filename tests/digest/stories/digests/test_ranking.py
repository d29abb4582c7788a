"""The order of stories, and the points that it follows from."""

from collections.abc import Callable
from datetime import UTC, datetime

from digest.stories.digests.ranking import RankedStory, RankingFeatures, RankingWeights, rank_stories
from digest.stories.reports import Report, Story

MakeReport = Callable[..., Report]
NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


def one(
    story: Story, reports: list[Report], facts: dict[str, RankingFeatures] | None = None, now: datetime = NOW
) -> RankedStory:
    (ranked,) = rank_stories([story], {report.id: report for report in reports}, facts or {}, now=now)
    return ranked


def test_more_sources_rank_higher(report: MakeReport) -> None:
    reports = {f"{n}": report(f"{n}", "x", source=f"s{n}") for n in range(5)}
    two, three = Story("two", ("0", "1"), "0"), Story("three", ("2", "3", "4"), "2")
    assert [ranked.story.slug for ranked in rank_stories([two, three], reports, {}, now=NOW)] == ["three", "two"]


def test_copies_of_one_text_count_as_one_source(report: MakeReport) -> None:
    reports = [report(f"{n}", "x", source=f"s{n}") for n in range(4)]
    copied = one(Story("s", ("0", "1", "2", "3"), "0", (("0", "1", "2"),)), reports)
    assert copied.sources == ("s0", "s3")


def test_a_source_with_a_copy_and_its_own_report_counts(report: MakeReport) -> None:
    reports = [report("a", "x", source="wire"), report("b", "x", source="post"), report("c", "x", source="post")]
    assert one(Story("s", ("a", "b", "c"), "a", (("a", "b"),)), reports).sources == ("wire", "post")


def test_followed_actors_and_quotes_rank_higher_and_a_copys_quotes_do_not_count_twice(report: MakeReport) -> None:
    reports = [report("a", "x", source="wire"), report("b", "x", source="post")]
    story = Story("s", ("a", "b"), "a", (("a", "b"),))
    facts = {"a": RankingFeatures(("Velin", "Mora"), 2), "b": RankingFeatures(("Velin",), 2)}
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


def test_the_score_is_the_sum_of_what_each_feature_counts(report: MakeReport) -> None:
    reports = [report(f"{n}", "x", source=f"s{n}", hours=n) for n in range(4)]
    ranked = one(Story("s", ("0", "1", "2", "3"), "0"), reports, {"1": RankingFeatures(("Velin",), 3)})
    sources, growth, duration = 6.0, 5.015, 0.042  # 4 sources; they reported 12, 11, 10 and 9 hours ago
    actors, quotes, freshness = 1.0, 0.5, 0.595  # 1 actor, 3 quotes; the latest report is of 9 hours ago
    assert ranked.score == round(sources + growth + duration + actors + quotes + freshness, 3)


def test_equals_are_ordered_by_their_latest_report_and_then_by_name(report: MakeReport) -> None:
    reports = {name: report(name, "x") for name in "abcd"}
    stories = [Story("zebra", ("a", "b"), "a"), Story("aster", ("c", "d"), "c")]
    assert [ranked.story.slug for ranked in rank_stories(stories, reports, {}, now=NOW)] == ["aster", "zebra"]


def test_weights_say_what_comes_first(report: MakeReport) -> None:
    reports = {f"{n}": report(f"{n}", "x", source=f"s{n}") for n in range(5)}
    many, followed = Story("many", ("0", "1", "2"), "0"), Story("followed", ("3", "4"), "3")
    facts = {"3": RankingFeatures(("Velin", "Mora"))}

    def order(weights: RankingWeights) -> list[str]:
        return [
            ranked.story.slug for ranked in rank_stories([many, followed], reports, facts, now=NOW, weights=weights)
        ]

    assert order(RankingWeights(actors=0.0)) == ["many", "followed"]
    assert order(RankingWeights(sources=0.0)) == ["followed", "many"]
    nothing = RankingWeights(sources=0.0, growth=0.0, duration=0.0, actors=0.0, quotes=0.0, freshness=0.0)
    assert order(nothing) == ["followed", "many"]  # by name


def test_a_third_source_says_more_than_a_followed_actor(report: MakeReport) -> None:
    reports = {f"{n}": report(f"{n}", "x", source=f"s{n}") for n in range(5)}
    many, followed = Story("many", ("0", "1", "2"), "0"), Story("followed", ("3", "4"), "3")
    ranked = rank_stories([followed, many], reports, {"3": RankingFeatures(("Velin",))}, now=NOW)
    assert [entry.story.slug for entry in ranked] == ["many", "followed"]


def test_what_several_sources_reported_goes_before_a_fresher_trifle(report: MakeReport) -> None:
    reports = {f"{n}": report(f"{n}", "x", source=f"s{n}", hours=n) for n in range(4)}
    reports |= {name: report(name, "x", source=name, hours=12) for name in ("late", "later")}
    event, trifle = Story("event", ("0", "1", "2", "3"), "0"), Story("trifle", ("late", "later"), "late")
    assert [ranked.story.slug for ranked in rank_stories([trifle, event], reports, {}, now=NOW)] == ["event", "trifle"]


def test_of_two_stories_the_one_that_more_sources_report_now_goes_first(report: MakeReport) -> None:
    reports = {f"{n}": report(f"{n}", "x", source=f"s{n}", hours=(0, 0, 11, 0, 10.5, 11)[n]) for n in range(6)}
    waning, growing = Story("waning", ("0", "1", "2"), "0"), Story("growing", ("3", "4", "5"), "3")
    ranked = rank_stories([waning, growing], reports, {}, now=NOW)
    assert [entry.story.slug for entry in ranked] == ["growing", "waning"]


def test_a_copy_is_no_news(report: MakeReport) -> None:
    reports = [report("a", "x", source="wire"), report("b", "x", source="post", hours=12)]
    story = Story("s", ("a", "b"), "a")
    assert one(story, reports).score > one(Story("s", ("a", "b"), "a", (("a", "b"),)), reports).score


def test_a_story_of_copies_alone_has_the_points_of_its_first_report(report: MakeReport) -> None:
    reports = [report("a", "x", source="wire"), report("b", "x", source="post", hours=12)]
    assert one(Story("s", ("a", "b"), "a", (("a", "b"),)), reports).sources == ("wire",)


def test_reports_whose_date_is_a_guess_are_never_fresh(report: MakeReport) -> None:
    reports = [report("a", "x", source="wire"), report("b", "x", source="post")]
    story, guess = Story("s", ("a", "b"), "a"), RankingFeatures(is_dated=False)
    undated = one(story, reports, {"a": guess, "b": guess})
    assert undated.score == one(story, reports, now=NOW.replace(year=2040)).score
    assert one(story, reports, {"a": guess}).score > undated.score
