"""How it stands with each feed after a poll, for the record that the site shows: see `digest.contracts.feed_status`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from ...contracts.feed_status import FeedStatus
from .poll_cache import Standing
from .poll_report import FeedReport, PollReport

LONG: Final = timedelta(days=7)  # what has failed for so long won't mend itself


def statuses(
    before: Mapping[str, FeedStatus], report: PollReport, standings: Mapping[str, Standing]
) -> tuple[FeedStatus, ...]:
    """The feeds of the report, in its order. What lasts over runs is taken from `before`, so that it survives the
    cache; when a feed is asked next is the cache's alone."""
    return tuple(
        _status(before.get(feed.slug, FeedStatus(feed.slug)), feed, report, standings.get(feed.slug))
        for feed in report.feeds
    )


def _status(before: FeedStatus, feed: FeedReport, report: PollReport, standing: Standing | None) -> FeedStatus:
    now = report.now
    due = standing.due if standing else None
    brought = now if feed.new else before.brought
    if feed.status == "waiting":
        return replace(before, due=due)
    if feed.status not in ("failed", "gone"):
        problem = feed.failed[0].reason if feed.failed else ""
        answers = FeedStatus(feed.slug, "ok", now, now, brought, due, problem=problem, advice=feed.advice)
        began, ended = (before.failing_since, now) if before.is_out else (before.outage_began, before.outage_ended)
        return replace(answers, outage_began=began, outage_ended=ended)
    since = before.failing_since or now
    is_gone = feed.status == "gone" or bool(standing and standing.is_gone)
    asked, failures = (before.asked, before.failures) if feed.status == "gone" else (now, before.failures + 1)
    advice = feed.advice
    if not advice and now - since >= LONG:
        advice = f"it has failed since {since:%Y-%m-%d}: look at its address in a browser; take it out if it is gone"
    fails = replace(
        before,
        state="gone" if is_gone else "failing",
        asked=asked,
        brought=brought,
        due=due,
        failures=failures,
        failing_since=since,
        problem=feed.message,
        advice=advice,
    )
    said = (fails.state, fails.problem, fails.advice)
    return fails if said == (before.state, before.problem, before.advice) else replace(fails, told=now)
