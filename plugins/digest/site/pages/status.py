"""How it stands with every feed that is read: a page for people, and a feed, by which an editor hears of a dead one."""

from collections.abc import Iterator
from datetime import datetime

from markupsafe import Markup

from ...feed_status import FeedStatus, State
from ..archive import Archive
from ..articles import Source
from ..entries import feed_id, xml_text
from ..messages import say, say_number
from ..views import FeedEntry, FeedLink, FeedView, StatusPage, StatusRow, Time
from ..wording import iso, stamp
from .feed_documents import NEVER
from .output import Output, feed_link, head

STATUS = "status/"
NEWS_FROM_FAILURES = 3  # in a row: one or two are a server that restarts, and nothing to be called for


def status_pages(archive: Archive) -> Iterator[Output]:
    yield Output(STATUS, "status.html", _status_page(archive), "")
    view = _feed(archive)
    yield Output(f"{STATUS}feed.xml", "feed.xml", view)
    yield Output(f"{STATUS}feed.json", "feed.json", view)


def state_of(archive: Archive, source: Source) -> FeedStatus | None:
    """How the last poll left the feed of a source; None where no poll has heard of it."""
    return archive.statuses.feeds.get(source.slug)


def state_name(state: State, lang: str) -> str:
    return {
        "new": say(lang, "Not asked yet"),
        "ok": say(lang, "Answers"),
        "failing": say(lang, "Fails"),
        "gone": say(lang, "Gone"),
    }[state]


def _status_page(archive: Archive) -> StatusPage:
    lang = archive.settings.lang
    known = [(state_of(archive, source) or FeedStatus(slug), source) for slug, source in _read(archive)]
    failing = sum(status.state in ("failing", "gone") for status, _ in known)
    summary = say(
        lang,
        "%(feeds)s, %(failing)s of them without an answer",
        feeds=say_number(lang, "%(number)s feed", "%(number)s feeds", len(known)),
        failing=failing,
    )
    feed = _feed_link(archive)
    return StatusPage(
        head=head(archive, STATUS, say(lang, "Status"), summary, feeds=(feed,)),
        summary=summary,
        polled=_stamp(archive, archive.statuses.now),
        feed=feed,
        calling=tuple(
            _row(archive, source, status)
            for status, source in known
            if status.state in ("failing", "gone") or status.advice
        ),
        rows=tuple(_row(archive, source, status) for status, source in known),
    )


def _feed_link(archive: Archive) -> FeedLink:
    return feed_link(archive, STATUS, say(archive.settings.lang, "Feeds that fail"))


def _read(archive: Archive) -> list[tuple[str, Source]]:
    """What is subscribed to, by slug, in the order of the alphabet."""
    subscribed = [(slug, source) for slug, source in archive.sources.items() if slug]
    return sorted(subscribed, key=lambda one: (one[1].name.casefold(), one[0]))


def _row(archive: Archive, source: Source, status: FeedStatus) -> StatusRow:
    lang, gone = archive.settings.lang, status.state == "gone"
    return StatusRow(
        name=source.name,
        url=archive.urls.source(source.slug),
        state=state_name(status.state, lang),
        answered=_stamp(archive, status.answered),
        brought=_stamp(archive, status.brought),
        due=None if gone else _stamp(archive, status.due),
        next=say(lang, "never") if gone else say(lang, "in the next run"),
        failures=status.failures,
        since=_stamp(archive, status.failing_since),
        problem=status.problem,
        advice=status.advice,
    )


def _stamp(archive: Archive, moment: datetime | None) -> Time | None:
    return stamp(moment, archive.settings.local) if moment else None


def _feed(archive: Archive) -> FeedView:
    """One entry for every time that a feed stopped answering for good, newest first. An entry's words change when what
    to do changes, and it is another entry then: whoever has read the first must hear of the second."""
    url = archive.settings.url
    known = [(state_of(archive, source), source) for _, source in _read(archive)]
    failing = [(status, source) for status, source in known if status and status.failing_since and _is_news(status)]
    entries = sorted((_entry(archive, *one) for one in failing), key=lambda entry: (entry.updated, entry.id))[::-1]
    return FeedView(
        id=feed_id(archive, f"{STATUS}feed.xml"),
        title=xml_text(_feed_link(archive).title),
        subtitle=say(archive.settings.lang, "Feeds that no longer answer, and what to do about each"),
        url=f"{url}/{STATUS}feed.xml",
        json=f"{url}/{STATUS}feed.json",
        page=f"{url}/{STATUS}",
        updated=max((entry.updated for entry in entries), default=NEVER),
        entries=tuple(entries),
    )


def _is_news(status: FeedStatus) -> bool:
    return status.state == "gone" or (status.state == "failing" and status.failures >= NEWS_FROM_FAILURES)


def _entry(archive: Archive, status: FeedStatus, source: Source) -> FeedEntry:
    """No count of failures in it, which would change it with every poll."""
    settings = archive.settings
    assert status.failing_since
    since = iso(status.failing_since)
    lang = settings.lang
    title = (
        say(lang, "%(source)s is gone", source=source.name)
        if status.state == "gone"
        else say(lang, "%(source)s has stopped answering", source=source.name)
    )
    answered = stamp(status.answered, settings.local).text if status.answered else say(lang, "none yet")
    step = "advice" if status.advice and status.state != "gone" else status.state
    return FeedEntry(
        id=f"tag:{settings.host},2026:{settings.base}/{STATUS}{source.slug}/{since}/{step}",
        title=xml_text(title),
        url=f"{settings.url}/{STATUS}",
        published=since,
        updated=since,
        source=settings.name,
        source_url=f"{settings.url}/",
        authors=(),
        categories=(),
        summary=xml_text(status.advice or status.problem),
        content=Markup("").join(
            Markup("<p>{}</p>").format(xml_text(line))
            for line in (
                say(lang, "Without an answer since %(time)s.", time=stamp(status.failing_since, settings.local).text),
                say(lang, "Last answer: %(time)s", time=answered),
                status.problem,
                status.advice,
            )
            if line
        ),
        lang=lang,
    )
