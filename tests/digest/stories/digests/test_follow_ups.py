"""What follows what."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

import pytest

from digest.stories.digests.follow_ups import (
    MAX_AGE,
    TermWeights,
    agreed_terms,
    earlier_stories,
    top_stories_of_day,
)
from digest.stories.reports import Report, Story

MakeReport = Callable[..., Report]
DAYS_H = 24


def followed_stories(stories: Iterable[Story], reports: Mapping[str, Report]) -> dict[str, tuple[str, ...]]:
    """Of those that follow any."""
    among = list(stories)
    found = earlier_stories(among, reports, agreed_terms(among, reports))
    return {name: slugs for name, slugs in found.items() if slugs}


def weights_of(terms: Mapping[str, frozenset[str]], slugs: Iterable[str]) -> TermWeights:
    weights = TermWeights()
    for slug in slugs:
        weights.count(terms[slug])
    return weights


@pytest.fixture
def told(report: MakeReport) -> tuple[list[Story], dict[str, Report]]:
    """Three stories of the Velin footbridge a few days apart, and one of trams in between, by two reports each."""
    titles = {
        "fall": (0, "Velin footbridge falls into the Mora", "Rain had weakened its pillars"),
        "trams": (1, "Velin council makes trams free for children", "Fares end in spring"),
        "inquiry": (3, "Inquiry into fall of Velin footbridge into the Mora begins", "Engineers had warned"),
        "trial": (9, "Engineer of fallen Velin footbridge over the Mora charged", "The inquiry blames pillars"),
    }
    reports: dict[str, Report] = {}
    stories = []
    for name, (day, title, text) in titles.items():
        pair = [
            report(f"{name}/{n}", title, f"{text}. {n}", hours=DAYS_H * day + n, source=f"s{n}", actors=("Velin",))
            for n in (1, 2)
        ]
        reports |= {one.id: one for one in pair}
        stories.append(Story(name, tuple(one.id for one in pair), pair[0].id))
    return stories, reports


def test_a_story_follows_those_of_its_saga_latest_first_and_no_other(
    told: tuple[list[Story], dict[str, Report]],
) -> None:
    assert followed_stories(*told) == {"inquiry": ("fall",), "trial": ("inquiry", "fall")}


def test_the_order_given_and_what_comes_later_change_nothing(told: tuple[list[Story], dict[str, Report]]) -> None:
    stories, reports = told
    assert followed_stories(reversed(stories), reports) == followed_stories(stories, reports)
    assert followed_stories(stories[:3], reports) == {"inquiry": ("fall",)}


def test_what_a_story_follows_depends_on_the_stories_of_a_month_before_alone(
    told: tuple[list[Story], dict[str, Report]], report: MakeReport
) -> None:
    stories, reports = told
    terms = agreed_terms(stories, reports)
    found = earlier_stories(stories, reports, terms)
    assert earlier_stories(stories[:3], reports, terms) == {story.slug: found[story.slug] for story in stories[:3]}
    long_ago = {str(n): report(str(n), "", hours=-DAYS_H * 60 + n) for n in range(9)}
    before = [Story(f"s{n}", (n,), n) for n in long_ago]
    with_them = terms | {story.slug: terms["fall"] for story in before}
    assert earlier_stories([*before, *stories], reports | long_ago, with_them).items() >= found.items()


def test_after_a_month_a_saga_is_over(told: tuple[list[Story], dict[str, Report]], report: MakeReport) -> None:
    stories, reports = told
    for day, follows in ((MAX_AGE.days, True), (MAX_AGE.days + 12, False)):
        moved = dict(reports)
        for one in stories[3].articles:
            kept = reports[one]
            moved[one] = report(
                one, kept.title, kept.text, hours=timedelta(days=day - 1).total_seconds() / 3600, source=kept.source
            )
        assert ("trial" in followed_stories(stories, moved)) is follows


def test_stories_without_words_follow_nothing(report: MakeReport) -> None:
    reports = {str(n): report(str(n), "", "", hours=n) for n in range(8)}
    stories = [Story(f"s{n}", (str(n), str(n + 1)), str(n)) for n in range(0, 8, 2)]
    assert followed_stories(stories, reports) == {}


def test_of_a_day_the_lower_of_two_stories_on_one_subject_goes_below_the_upper() -> None:
    day = ("march", "arrests", "trams", "curfew")
    terms = {
        "march": frozenset(("velin", "march", "bridge", "thousand", "@ada fiction")),
        "arrests": frozenset(("velin", "march", "bridge", "arrest", "police")),
        "trams": frozenset(("velin", "tram", "fare", "council")),
        "curfew": frozenset(("velin", "march", "arrest", "police", "curfew", "night")),
    }
    assert top_stories_of_day(day, terms, weights_of(terms, day)) == {
        "arrests": "march"
    }  # the curfew is near the arrests, which go below already
    later = ("arrests", "trams", "curfew")
    assert top_stories_of_day(later, terms, weights_of(terms, later)) == {"curfew": "arrests"}


def test_words_that_all_stories_have_make_no_subject() -> None:
    known = [f"day{number}" for number in range(200)]
    terms = {name: frozenset(("virus", "case", name)) for name in (*known, "one", "other")}
    assert top_stories_of_day(["one", "other"], terms, weights_of(terms, terms)) == {}


def test_a_story_that_is_forgotten_leaves_the_weights_as_they_were() -> None:
    weights, once = TermWeights(), TermWeights()
    for counted in (weights, once):
        counted.count(frozenset(("velin", "tram")))
    weights.count(frozenset(("tram", "fare")))
    weights.forget(frozenset(("tram", "fare")))
    assert [weights.total(frozenset((term,))) for term in ("velin", "tram", "fare")] == [
        once.total(frozenset((term,))) for term in ("velin", "tram", "fare")
    ]
