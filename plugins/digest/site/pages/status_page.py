"""How it stands with every feed that is read: a page for people, and a feed, by which an editor hears of a dead one."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from markupsafe import Markup

from ...contracts.feed_status import FeedStatus, State
from ..components.page_head import SiteFile, page_head, site_feed
from ..i18n.date_formats import iso, stamp
from ..i18n.messages import say, say_number
from ..model.addresses import FRONT, STATUS, atom_path, json_path, outage_path
from ..model.archive import Archive
from ..model.article import Source
from ..syndication.feed_documents import NEVER
from ..syndication.feed_entries import xml_text
from ..views.feed_views import FeedEntry, FeedView
from ..views.shared_views import SiteFeed, Time
from ..views.source_views import StatusPage, StatusRow


def status_pages(archive: Archive) -> Iterator[SiteFile]:
    yield SiteFile(STATUS, "status.html", _status_page(archive), "")
    view = _feed(archive)
    yield SiteFile(atom_path(STATUS), "feed.xml", view)
    yield SiteFile(json_path(STATUS), "feed.json", view)


def state_name(state: State, lang: str) -> str:
    return {
        "new": say(lang, "Not asked yet"),
        "ok": say(lang, "Answers"),
        "failing": say(lang, "Fails"),
        "gone": say(lang, "Gone"),
    }[state]


def _status_page(archive: Archive) -> StatusPage:
    lang = archive.settings.lang
    known = [(archive.status_of(source) or FeedStatus(slug), source) for slug, source in _read(archive)]
    failing = sum(status.state in ("failing", "gone") for status, _ in known)
    feeds = say_number(lang, "%(number)s feed", "%(number)s feeds", len(known))
    if failing:
        summary = say(lang, "%(feeds)s, %(failing)s of them without an answer", feeds=feeds, failing=failing)
    else:
        summary = say(lang, "%(feeds)s, and all of them answer", feeds=feeds)
    feed = _feed_link(archive)
    return StatusPage(
        head=page_head(archive, STATUS, say(lang, "Status"), summary, feeds=(feed,)),
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


def _feed_link(archive: Archive) -> SiteFeed:
    return site_feed(archive, STATUS, say(archive.settings.lang, "Feeds that fail"))


def _read(archive: Archive) -> list[tuple[str, Source]]:
    """What is subscribed to, by slug, in the order of the alphabet."""
    subscribed = [(slug, source) for slug, source in archive.sources.items() if slug]
    return sorted(subscribed, key=lambda one: (one[1].name.casefold(), one[0]))


def _row(archive: Archive, source: Source, status: FeedStatus) -> StatusRow:
    lang, gone = archive.settings.lang, status.state == "gone"
    return StatusRow(
        name=source.name,
        url=archive.addresses.source(source.slug),
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
    """What an editor has to hear, newest first: an entry for every outage, which is the last of its feed, one more when
    the feed is gone for good, and one when it is back."""
    known = [(archive.status_of(source), source) for _, source in _read(archive)]
    entries = [entry for status, source in known if status for entry in _entries(archive, status, source)]
    entries.sort(key=lambda entry: (entry.published, entry.id), reverse=True)
    return FeedView(
        id=archive.addresses.tag_uri(atom_path(STATUS)),
        title=xml_text(_feed_link(archive).title),
        subtitle=say(archive.settings.lang, "Feeds that no longer answer, and what to do about each"),
        url=archive.addresses.absolute(atom_path(STATUS)),
        json=archive.addresses.absolute(json_path(STATUS)),
        page=archive.addresses.absolute(STATUS),
        updated=max((entry.updated for entry in entries), default=NEVER),
        entries=tuple(entries),
    )


def _entries(archive: Archive, status: FeedStatus, source: Source) -> Iterator[FeedEntry]:
    """An entry keeps its id, by its feed, the moment at which the outage began, and what it tells of. What there is to
    do can change while an outage goes on: then its entry is updated. No count of failures, which each poll changes."""
    lang, local = archive.settings.lang, archive.settings.local
    stopped = say(lang, "%(source)s has stopped answering", source=source.name)
    since, told = status.failing_since, status.told or status.failing_since
    if status.is_out and since and told:
        lines = [say(lang, "Without an answer since %(time)s.", time=stamp(since, local).text)]
        last = stamp(status.answered, local).text if status.answered else say(lang, "none yet")
        lines += [say(lang, "Last answer: %(time)s", time=last), status.problem, status.advice]
        yield _entry(archive, source, (since, "out"), stopped, since, told, lines)
        if status.state == "gone":
            gone = say(lang, "%(source)s is gone", source=source.name)
            yield _entry(archive, source, (since, "gone"), gone, told, told, lines)
    elif status.outage_began and status.outage_ended:
        began, ended = status.outage_began, status.outage_ended
        times = {"began": stamp(began, local).text, "ended": stamp(ended, local).text}
        lines = [say(lang, "Without an answer from %(began)s to %(ended)s.", **times)]
        yield _entry(archive, source, (began, "out"), stopped, began, ended, lines)
        back = say(lang, "%(source)s answers again", source=source.name)
        yield _entry(archive, source, (began, "back"), back, ended, ended, lines)


def _entry(
    archive: Archive,
    source: Source,
    name: tuple[datetime, str],
    title: str,
    published: datetime,
    updated: datetime,
    lines: Sequence[str],
) -> FeedEntry:
    """`name` is the outage's beginning and what of it is told; the last of `lines` that isn't empty is the summary."""
    settings = archive.settings
    began, what = name
    told = [xml_text(line) for line in lines if line]
    return FeedEntry(
        id=archive.addresses.tag_uri(outage_path(source.slug, iso(began), what)),
        title=xml_text(title),
        url=archive.addresses.absolute(STATUS),
        published=iso(published),
        updated=iso(max(published, updated)),
        source=settings.name,
        source_url=archive.addresses.absolute(FRONT),
        authors=(),
        categories=(),
        summary=told[-1],
        content=Markup("").join(Markup("<p>{}</p>").format(line) for line in told),
        lang=settings.lang,
    )
