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
    sources, actors, quotes, freshness = 6.0, 2.0, 1.0, 1.784  # 4 sources, 1 actor, 3 quotes, 9 hours
    assert ranked.score == sources + actors + quotes + freshness


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
    assert order(RankingWeights(sources=0.0, actors=0.0, quotes=0.0, freshness=0.0)) == ["followed", "many"]  # by name


def test_reports_whose_date_is_a_guess_are_never_fresh(report: MakeReport) -> None:
    reports = [report("a", "x", source="wire"), report("b", "x", source="post")]
    story, guess = Story("s", ("a", "b"), "a"), RankingFeatures(is_dated=False)
    undated = one(story, reports, {"a": guess, "b": guess})
    assert undated.score == one(story, reports, now=NOW.replace(year=2040)).score
    assert one(story, reports, {"a": guess}).score > undated.score
