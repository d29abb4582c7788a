"""What came of one feed is stored: the files first, then what is remembered of the answer."""

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from ...contracts.subscriptions import Subscription
from ..parsing.feed_dates import believable
from ..parsing.item import DraftedFeed
from .feed_standing import with_next_poll
from .poll_cache import Memory
from .poll_report import FeedReport
from .poll_run import Run, advice_of, fault_of, report_of
from .retrieve import Retrieved
from .schedule import rhythm

if TYPE_CHECKING:
    from ..articles.article_store import Outcome

log = logging.getLogger("digest.feeds")


def finish(run: Run, feed: Subscription, retrieved: Retrieved) -> FeedReport:
    """Store what came of one feed; every fault becomes a report."""
    try:
        report = _stored(run, feed, retrieved)
        if report.status == "ok":
            run.state.commit()  # what is lost of the others costs a request
    except Exception as error:  # the guard of the loop over feeds: a bug costs one of them, not all
        log.exception("%s: storing failed", feed.name)
        run.state.forget(feed.slug)
        report = fault_of(feed, error)
    log.log(logging.WARNING if report.status == "failed" else logging.INFO, "%s", report)
    for refusal in report.failed:
        log.warning("%s: failed %s: %s", report.name, refusal.entry, refusal.reason)
    for refusal in report.dropped:
        log.debug("%s: dropped %s: %s", report.name, refusal.entry, refusal.reason)
    return report


def _stored(run: Run, feed: Subscription, retrieved: Retrieved) -> FeedReport:
    standing, memory = retrieved.standing, retrieved.memory
    if retrieved.report is not None:
        run.state.note_standing(feed.slug, standing)
        if memory is not None and retrieved.fetched is not None:
            run.state.remember(feed.slug, replace(memory, validators=retrieved.fetched.validators))
        return retrieved.report
    assert retrieved.drafted is not None
    drafted = retrieved.drafted.get()
    known = {one.digest: one.mark for one in memory.kept} if memory else {}
    pictures = retrieved.pictures
    done = run.store.put(drafted, feed, known, pictures) if pictures else run.store.put(drafted, feed, known)
    if done.is_stale:
        run.state.forget(feed.slug)
        run.state.note_standing(feed.slug, replace(standing, due=None))
        return report_of(feed, "failed", "its articles changed while it was read: it is read again next time")
    _note(run, feed, retrieved, drafted, done)
    notes = [*drafted.notes, *["it has no entries"] * (not drafted.drafts and not done.dropped)]
    return FeedReport(
        feed.slug,
        feed.name,
        feed.url,
        "ok",
        "; ".join(notes[:3]),
        advice_of(standing),
        done.new,
        done.updated,
        done.unchanged,
        done.dropped,
        done.failed,
        done.write_errors,
    )


def _note(run: Run, feed: Subscription, retrieved: Retrieved, drafted: DraftedFeed, done: "Outcome") -> None:
    assert retrieved.fetched is not None
    dates = (believable(draft.published or draft.updated, run.now) for draft in drafted.drafts)
    usual = rhythm((date for date in dates if date), run.now)
    standing = replace(retrieved.standing, usual_s=usual.total_seconds(), hints=drafted.hints)
    run.state.note_standing(feed.slug, with_next_poll(feed, standing, retrieved.fetched.fresh_until, run.now))
    pictures_are_owed = retrieved.pictures is not None and not retrieved.pictures.is_whole
    if done.failed or pictures_are_owed or any(not draft.has_own_body for draft in drafted.drafts):
        run.state.forget(feed.slug)  # what failed is tried again, whatever the server says of changes
        return
    count = done.new + done.updated + done.unchanged
    validators = retrieved.fetched.validators
    run.state.remember(feed.slug, Memory(run.settings(feed), validators, retrieved.body, done.kept, count))
