"""The status page, /status/: how it stands with every feed that is subscribed to."""

from collections.abc import Sequence
from datetime import datetime

from ...archive.model.addresses import STATUS
from ...archive.model.article import Source
from ...archive.questions.archive import Archive
from ...contracts.feed_status import FeedState, FeedStatus
from ..components.page_head import page_head
from ..i18n.date_wording import stamp
from ..i18n.messages import say, say_number
from ..syndication.status_feed import followed_sources, status_feed
from ..views.shared_views import Time
from ..views.status_views import StatusPage, StatusRow


def state_name(state: FeedState, lang: str) -> str:
    """The state of a feed in words for a reader."""
    return {
        "new": say(lang, "Not checked yet"),
        "ok": say(lang, "OK"),
        "failing": say(lang, "Failing"),
        "gone": say(lang, "Gone"),
    }[state]


def status_page(archive: Archive) -> StatusPage:
    statuses = [
        (archive.sources.status_of(source.slug) or FeedStatus(slug), source)
        for slug, source in followed_sources(archive)
    ]
    summary = _summary(archive, [status for status, _ in statuses])
    feed = status_feed(archive)
    return StatusPage(
        head=page_head(archive, STATUS, say(archive.settings.lang, "Status"), summary, feeds=(feed,)),
        summary=summary,
        polled=_stamp(archive, archive.sources.statuses().now),
        feed=feed,
        need_attention=tuple(
            _row(archive, source, status)
            for status, source in statuses
            if status.state in ("failing", "gone") or status.advice
        ),
        rows=tuple(_row(archive, source, status) for status, source in statuses),
    )


def _summary(archive: Archive, statuses: Sequence[FeedStatus]) -> str:
    lang = archive.settings.lang
    failing = sum(status.state in ("failing", "gone") for status in statuses)
    feeds = say_number(lang, "%(number)s feed", "%(number)s feeds", len(statuses))
    if failing:
        return say(lang, "%(feeds)s, %(failing)s of them not answering", feeds=feeds, failing=failing)
    return say(lang, "%(feeds)s, all of them answering", feeds=feeds)


def _row(archive: Archive, source: Source, status: FeedStatus) -> StatusRow:
    lang, gone = archive.settings.lang, status.state == "gone"
    return StatusRow(
        name=source.name,
        url=archive.addresses.source(source.slug),
        state=state_name(status.state, lang),
        answered=_stamp(archive, status.answered),
        brought=_stamp(archive, status.last_new_article_at),
        due=None if gone else _stamp(archive, status.due),
        next=say(lang, "never") if gone else say(lang, "in the next run"),
        failures=status.failures,
        since=_stamp(archive, status.failing_since),
        problem=status.problem,
        advice=status.advice,
    )


def _stamp(archive: Archive, moment: datetime | None) -> Time | None:
    return stamp(moment, archive.settings.local) if moment else None
