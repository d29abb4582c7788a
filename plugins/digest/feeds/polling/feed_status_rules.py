"""The status and the schedule of a feed after each event. All these rules are in this module, and all are pure.

A `FeedSchedule` goes through `before_poll`, then `after_failure` or `after_response`, then `after_document`. After the
poll, `status_after` makes the `FeedStatus`, which is stored and shown on the site.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ...contracts.feed_status import FeedStatus
from ...contracts.subscriptions import Subscription
from ...errors import FeedError
from ..http.http_errors import BusyError, GoneError
from ..http.responses import NotModified, Response
from ..parsing.update_hints import UpdateHints
from .poll_cache import FeedSchedule
from .poll_report import FeedReport
from .schedule import bounded_wait, is_due, next_poll, next_retry, usual_interval

MOVED_AFTER: Final = timedelta(days=7)  # a permanent redirect for this long isn't a publisher's mistake
LONG_FAILURE: Final = timedelta(days=7)  # a feed that has failed for this long won't recover by itself


def before_poll(subscription: Subscription, known: FeedSchedule | None, settings: str) -> FeedSchedule:
    """The known schedule, as far as it is still valid. A feed whose subscription was changed is due at once.

    `settings` is `PollRun.settings` of the feed.
    """
    if known is None or known.url != subscription.url:
        return FeedSchedule(subscription.url, settings)
    return known if known.settings == settings else replace(known, settings=settings, due=None, is_gone=False)


def is_asked(schedule: FeedSchedule, now: datetime) -> bool:
    """Whether a feed is requested in a poll of only the feeds that are due."""
    return not schedule.is_gone and is_due(schedule.due, now)


def url_to_ask(schedule: FeedSchedule, now: datetime) -> str:
    """The feed's URL, or the target of a permanent redirect that has lasted for MOVED_AFTER."""
    has_moved = schedule.moved_since is not None and now - schedule.moved_since >= MOVED_AFTER
    return schedule.moved_to if has_moved and schedule.moved_to else schedule.url


def after_failure(
    subscription: Subscription, schedule: FeedSchedule, error: FeedError | None, now: datetime
) -> FeedSchedule:
    """The schedule of a feed that failed: the waits get longer each time (back-off). `error` is None for a bug of ours.

    If the URL of a redirect was requested, it is given up at the first failure.
    """
    failures = schedule.failures + 1
    if isinstance(error, GoneError):
        return replace(schedule, is_gone=True, due=None, failures=failures)
    until = bounded_wait(error.until, now) if isinstance(error, BusyError) else None
    reason = "its server asks to be left alone until" if until else "it failed, and is tried again at"
    due = until or next_retry(now, slug=subscription.slug, failures=failures)
    was_asked_elsewhere = url_to_ask(schedule, now) != schedule.url
    moved_since = None if was_asked_elsewhere else schedule.moved_since
    return replace(schedule, is_gone=False, failures=failures, due=due, reason=reason, moved_since=moved_since)


def after_response(
    subscription: Subscription, schedule: FeedSchedule, response: Response | NotModified, now: datetime
) -> FeedSchedule:
    """The schedule of a feed whose server answered: the target of permanent redirects, and the next poll."""
    was_asked_elsewhere = url_to_ask(schedule, now) != schedule.url
    moved_to = response.moved_to or (schedule.moved_to if was_asked_elsewhere else "")
    since = (schedule.moved_since if moved_to == schedule.moved_to else now) if moved_to else None
    answered = replace(schedule, is_gone=False, failures=0, reason="", moved_to=moved_to, moved_since=since)
    return _with_next_poll(subscription, answered, response.fresh_until, now)


def after_document(
    subscription: Subscription,
    schedule: FeedSchedule,
    dates: Iterable[datetime],
    hints: UpdateHints,
    fresh_until: datetime | None,
    now: datetime,
) -> FeedSchedule:
    """The schedule of a feed whose document was parsed. `dates` are those of its items, `hints` its update hints."""
    usual_s = usual_interval(dates, now).total_seconds()
    return _with_next_poll(subscription, replace(schedule, usual_s=usual_s, hints=hints), fresh_until, now)


def advice_on_move(schedule: FeedSchedule) -> str:
    """The advice to the editor if a feed has moved for good, else ""."""
    return f'it moved for good: change its line to url = "{schedule.moved_to}"' if schedule.moved_to else ""


def status_after(before: FeedStatus, report: FeedReport, schedule: FeedSchedule | None, now: datetime) -> FeedStatus:
    """The status of a feed after a poll.

    Values that outlast a poll come from `before`, and so survive the loss of the cache. Only the next poll comes from
    the schedule.
    """
    due = schedule.due if schedule else None
    if report.status == "waiting":
        return replace(before, due=due)
    if report.status in ("failed", "gone"):
        return _failing_status(before, report, schedule, now)
    outage_began, outage_ended = (
        (before.failing_since, now) if before.is_out else (before.outage_began, before.outage_ended)
    )
    return FeedStatus(
        report.slug,
        state="ok",
        last_asked_at=now,
        answered=now,
        last_new_article_at=now if report.new else before.last_new_article_at,
        due=due,
        problem=report.failed[0].reason if report.failed else "",
        advice=report.advice,
        outage_began=outage_began,
        outage_ended=outage_ended,
    )


def _failing_status(before: FeedStatus, report: FeedReport, schedule: FeedSchedule | None, now: datetime) -> FeedStatus:
    failing_since = before.failing_since or now
    was_asked = report.status != "gone"
    advice = report.advice
    if not advice and now - failing_since >= LONG_FAILURE:
        since = f"{failing_since:%Y-%m-%d}"
        advice = f"it has failed since {since}: look at its address in a browser; take it out if it is gone"
    status = replace(
        before,
        state="gone" if report.status == "gone" or (schedule is not None and schedule.is_gone) else "failing",
        last_asked_at=now if was_asked else before.last_asked_at,
        last_new_article_at=now if report.new else before.last_new_article_at,
        due=schedule.due if schedule else None,
        failures=before.failures + 1 if was_asked else before.failures,
        failing_since=failing_since,
        problem=report.message,
        advice=advice,
    )
    is_noted = (status.state, status.problem, status.advice) == (before.state, before.problem, before.advice)
    return status if is_noted else replace(status, noted_at=now)


def _with_next_poll(
    subscription: Subscription, schedule: FeedSchedule, fresh_until: datetime | None, now: datetime
) -> FeedSchedule:
    """The schedule with the moment of the next poll, by the feed's dates, its hints, its server and the editor."""
    interval = timedelta(minutes=subscription.interval) if subscription.interval else None
    usual = timedelta(seconds=schedule.usual_s) if schedule.usual_s else usual_interval((), now)
    due = next_poll(now, usual=usual, hints=schedule.hints, fresh_until=fresh_until, interval=interval)
    return replace(schedule, due=due)
