"""How it stands with a feed after each thing that can happen to it: rules from one `Standing` to the next."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ...contracts.subscriptions import Subscription
from ...errors import FeedError
from ..http.http_errors import BusyError, GoneError
from ..http.responses import NotModified, Response
from .poll_cache import Standing
from .schedule import bounded_wait, next_poll, next_retry, rhythm

MOVED_AFTER: Final = timedelta(days=7)  # a permanent redirect that held so long is no mistake of the publisher's


def before_poll(feed: Subscription, known: Standing | None, settings: str) -> Standing:
    """What `known` still says of the feed; one whose line was changed is due at once. `settings` is `Run.settings`."""
    if known is None or known.url != feed.url:
        return Standing(feed.url, settings)
    return known if known.settings == settings else replace(known, settings=settings, due=None, is_gone=False)


def address(standing: Standing, now: datetime) -> str:
    """The address to ask: the one that it was moved to for good, if that has held for long enough."""
    held = standing.moved_since is not None and now - standing.moved_since >= MOVED_AFTER
    return standing.moved_to if held and standing.moved_to else standing.url


def after_failure(feed: Subscription, standing: Standing, error: FeedError | None, now: datetime) -> Standing:
    """Later and later; an address that we were sent to is given up at once."""
    failures = standing.failures + 1
    if isinstance(error, GoneError):
        return replace(standing, is_gone=True, due=None, failures=failures)
    until = bounded_wait(error.until, now) if isinstance(error, BusyError) else None
    reason = "its server asks to be left alone until" if until else "it failed, and is tried again at"
    due = until or next_retry(now, slug=feed.slug, failures=failures)
    is_there = address(standing, now) != standing.url
    moved_since = None if is_there else standing.moved_since
    return replace(standing, failures=failures, due=due, reason=reason, moved_since=moved_since)


def after_answer(feed: Subscription, standing: Standing, answer: Response | NotModified, now: datetime) -> Standing:
    """What the answer says of when to come back and where to."""
    moved_to = answer.moved_to or (standing.moved_to if address(standing, now) != standing.url else "")
    since = standing.moved_since if moved_to and moved_to == standing.moved_to else now if moved_to else None
    standing = replace(standing, failures=0, reason="", moved_to=moved_to, moved_since=since)
    return with_next_poll(feed, standing, answer.fresh_until, now)


def with_next_poll(feed: Subscription, standing: Standing, fresh_until: datetime | None, now: datetime) -> Standing:
    """When it is asked next, by what it publishes, its own hints, its server and the editor."""
    interval = timedelta(minutes=feed.interval) if feed.interval else None
    usual = timedelta(seconds=standing.usual_s) if standing.usual_s else rhythm((), now)
    due = next_poll(now, usual=usual, hints=standing.hints, fresh_until=fresh_until, interval=interval)
    return replace(standing, due=due)
