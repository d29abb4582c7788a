"""The index is the same in whatever order articles came, and it has what the functions over all articles say."""

from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest

from digest.stories.clustering.reissues import reissues
from digest.stories.clustering.report_clustering import cluster_reports
from digest.stories.digests.day_digests import day_digests
from digest.stories.digests.follow_ups import agreed_terms, earlier_stories
from digest.stories.digests.ranking import RankingFeatures
from digest.stories.index import clustered_table, event_tables
from digest.stories.index.report_table import StoryInput
from digest.stories.index.story_index import StoryIndex
from digest.stories.reports import Report, Story

from .random_archive import BEGIN, Decisions, RandomArchive, new_database, rows


def test_an_index_that_follows_changes_is_that_of_all_articles_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clustered_table, "STATES_BACK", (0, 5, 15, 40, 90))  # as if the archive were large
    monkeypatch.setattr(clustered_table, "FEATURES_KEPT", 60)
    monkeypatch.setattr(event_tables, "MANY", 60)
    archive = RandomArchive(1)
    for number in range(20):
        archive.step()
        if number % 5 == 4:
            now, anew = rows(archive.database), rows(archive.made_anew())
            assert [table for table in anew if now[table] != anew[table]] == []
    assert all(now[table] for table in ("stories", "story_reissues", "story_earlier", "story_subjects", "story_joins"))


@pytest.fixture(scope="module")
def archive() -> RandomArchive:
    """Two weeks, without decisions."""
    archive = RandomArchive(5)
    for _ in range(12):
        archive.step()
    archive.decisions, archive.tz, archive.encoder = Decisions(), UTC, None
    archive.update(archive.index, ())
    return archive


@pytest.fixture(scope="module")
def stories(archive: RandomArchive) -> tuple[Story, ...]:
    reports = [one.report for one in archive.inputs.values()]
    later = reissues(reports)
    return cluster_reports(report for report in reports if report.id not in later)


def test_later_issues_are_those_of_all_reports(archive: RandomArchive) -> None:
    later = reissues(one.report for one in archive.inputs.values())
    assert later
    assert {one: archive.index.first_issue(one) for one in archive.inputs} == {
        one: later.get(one) for one in archive.inputs
    }
    for first in set(later.values()):
        assert set(archive.index.later_issues(first)) == {one for one in later if later[one] == first}


def test_each_story_is_an_event_and_its_joins_stand_apart(archive: RandomArchive, stories: tuple[Story, ...]) -> None:
    assert stories
    for story in stories:
        event = archive.index.event_of_story(story.slug)
        assert event
        assert event.story == replace(story, joins=())
        assert archive.index.joins_of(story.slug) == story.joins
        assert all(archive.index.event_of_article(article) == event for article in story.articles)


def test_days_have_the_ranks_of_their_digests(archive: RandomArchive, stories: tuple[Story, ...]) -> None:
    reports = {one: kept.report for one, kept in archive.inputs.items() if archive.index.first_issue(one) is None}
    features = {one: archive.inputs[one].features for one in reports}
    digests = day_digests(stories, reports, features, now=archive.now, tz=archive.tz, weights=archive.weights)
    assert [digest.day for digest in digests] == archive.index.days()
    for digest in digests:
        events = archive.index.events_of_day(digest.day)
        ranks = {event.story.slug: event.rank for event in events if event.story}
        assert ranks == {
            ranked.story.slug: replace(ranked, story=replace(ranked.story, joins=())) for ranked in digest.stories
        }
        assert {event.lead for event in events if not event.story} == set(digest.single_reports)


def test_stories_follow_earlier_ones(archive: RandomArchive, stories: tuple[Story, ...]) -> None:
    reports = {one: kept.report for one, kept in archive.inputs.items()}
    several = [story for story in stories if len({reports[article].source for article in story.articles}) > 1]
    found = earlier_stories(several, reports, agreed_terms(several, reports))
    assert any(found.values())
    assert {story.slug: archive.index.earlier(story.slug) for story in several} == found


def test_events_come_by_their_latest_reports(archive: RandomArchive) -> None:
    everything = archive.index.newest_events(10_000)
    assert len(everything) == sum(len(archive.index.events_of_day(day)) for day in archive.index.days())
    latest = [(event.latest, event.articles[-1]) for event in everything]
    assert latest == sorted(latest, reverse=True)
    assert archive.index.newest_events(7) == everything[:7]
    since = everything[9].latest
    assert archive.index.events_since(since) == [event for event in everything if event.latest >= since]
    first, last = archive.index.days()[5], archive.index.days()[1]
    assert len(archive.index.leads_between(first, last)) == sum(
        len(archive.index.leads_of_day(day)) for day in archive.index.days()[1:6]
    )


def article(number: int, title: str, hours: float, source: str = "wire") -> StoryInput:
    date = BEGIN + timedelta(hours=hours)
    return StoryInput(Report(f"{number}", title, f"{title}.", date, source), RankingFeatures(), f"2026/{number}/")


def changes_of(index: StoryIndex, changes: dict[str, StoryInput | None], hours: float = 0) -> int:
    """How many rows an update writes."""
    before = index._database.total_changes
    index.update(changes.items(), decisions=Decisions(), now=BEGIN + timedelta(hours=hours), tz=UTC)
    return index._database.total_changes - before


def test_an_update_without_changes_writes_nothing() -> None:
    index = StoryIndex(new_database())
    titles = ("Velin footbridge falls into the Mora", "Footbridge at Velin falls into Mora")
    articles = {f"{n}": article(n, title, n, f"s{n}") for n, title in enumerate(titles)}
    assert changes_of(index, {**articles})
    assert changes_of(index, {**articles}) == 0
    assert changes_of(index, {}) == 0


def test_the_clock_changes_only_the_ranks_of_days_that_are_not_over() -> None:
    index = StoryIndex(new_database())
    titles = ("Velin footbridge falls into the Mora", "Footbridge at Velin falls into Mora")
    changes_of(index, {f"{n}": article(n, title, n, f"s{n}") for n, title in enumerate(titles)})
    (before,) = index.newest_events(1)
    changes_of(index, {}, hours=3)
    (after,) = index.newest_events(1)
    assert (before.digest, before.story) == (after.digest, after.story)
    assert before.rank_digest != after.rank_digest
    changes_of(index, {}, hours=100)
    assert changes_of(index, {}, hours=200) == 1  # the clock itself


def test_the_address_of_a_story_that_is_no_more_leads_on(caplog: pytest.LogCaptureFixture) -> None:
    index = StoryIndex(new_database())
    titles = ("Velin footbridge falls into the Mora", "Footbridge at Velin falls into Mora")
    changes_of(index, {f"{n}": article(n, title, n, f"s{n}") for n, title in enumerate(titles)})
    (event,) = index.newest_events(1)
    assert event.story
    decisions = Decisions(split=("2026/1",), drop=("2026/9",), pin=("2026/1",))
    index.update((), decisions=decisions, now=BEGIN, tz=UTC)
    assert index.event_of_story(event.story.slug) is None
    assert index.former_stories() == {event.story.slug: "0"}
    assert [(one.lead, one.pinned) for one in index.events_of_day(date(2026, 3, 1))] == [("1", True), ("0", False)]
    assert "2026/9" in caplog.text
    index.update((), decisions=Decisions(), now=BEGIN, tz=UTC)
    assert index.newest_events(1) == [event]
    assert index.former_stories() == {}


def test_an_article_that_is_dropped_stays_out_of_what_is_merged() -> None:
    index = StoryIndex(new_database())
    titles = ("Velin footbridge falls into the Mora", "Trams become free for children", "Cello found in laundry")
    changes_of(index, {f"{n}": article(n, title, n, f"s{n}") for n, title in enumerate(titles)})
    index.update((), decisions=Decisions(drop=("2026/1",), merge=(("2026/0", "2026/1", "2026/2"),)), now=BEGIN, tz=UTC)
    assert [event.articles for event in index.newest_events(9)] == [("0", "2")]
    assert index.event_of_article("1") is None
    assert [index.standing(article) for article in "01"] == ["shown", "dropped"]


def test_an_article_leads_its_story_where_the_editor_says_so_and_what_was_merged_is_known(
    caplog: pytest.LogCaptureFixture,
) -> None:
    index = StoryIndex(new_database())
    titles = ("Velin footbridge falls into the Mora", "Footbridge at Velin falls into Mora", "Cello found in laundry")
    changes_of(index, {f"{n}": article(n, title, n, f"s{n}") for n, title in enumerate(titles)})
    (cello, bridge) = sorted(index.newest_events(9), key=lambda event: len(event.articles))
    assert bridge.story
    other = next(one for one in bridge.articles if one != bridge.lead)
    decisions = Decisions(merge=(("2026/0", "2026/2"),), lead=("2026/2", f"2026/{other}"))
    index.update((), decisions=decisions, now=BEGIN, tz=UTC)
    [event] = index.newest_events(9)
    assert event.story
    assert (event.lead, event.story.is_led, event.story.placed) == (other, True, ("2",))
    index.update((), decisions=Decisions(lead=("2026/2",)), now=BEGIN, tz=UTC)
    assert "'2026/2' is the only report of its event" in caplog.text
    assert sorted(index.newest_events(9), key=lambda event: len(event.articles)) == [cello, bridge]
