"""The feed of feeds that fail, by which an editor hears of an outage without looking at the status page."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from markupsafe import Markup

from ...archive.model.addresses import FRONT, STATUS, feed_stem, outage_path
from ...archive.model.article import Source
from ...archive.questions.archive import Archive
from ...contracts.feed_status import FeedStatus
from ..components.page_head import site_feed
from ..i18n.date_wording import iso, stamp
from ..i18n.messages import say
from ..views.feed_views import FeedEntry, FeedView
from ..views.shared_views import SiteFeed
from .feed_documents import DocumentLinks, feed_head, feed_view
from .feed_entries import xml_text


def status_feed(archive: Archive) -> SiteFeed:
    """The title and the addresses of the feed."""
    return site_feed(archive, STATUS, say(archive.settings.lang, "Failing feeds"))


def followed_sources(archive: Archive) -> list[tuple[str, Source]]:
    """The sources that are subscribed to, each with its slug, in the order of their names."""
    subscribed = [(source.slug, source) for source in archive.sources.subscribed()]
    return sorted(subscribed, key=lambda item: (item[1].name.casefold(), item[0]))


def status_feed_view(archive: Archive) -> FeedView:
    """The entries of all feeds, newest first. A feed has an entry for its last outage, one more when it is gone for
    good, and one when it is back."""
    statuses = [(archive.sources.status_of(source.slug), source) for _, source in followed_sources(archive)]
    entries = [entry for status, source in statuses if status for entry in _entries(archive, status, source)]
    entries.sort(key=lambda entry: (entry.published, entry.id), reverse=True)
    subtitle = say(archive.settings.lang, "Feeds that no longer answer, and what to do about each")
    head = feed_head(archive, STATUS, status_feed(archive).title, subtitle)
    return feed_view(head, DocumentLinks(feed_stem(STATUS)), *entries)


def _entries(archive: Archive, status: FeedStatus, source: Source) -> Iterator[FeedEntry]:
    """The entries on one feed. An entry keeps its id, which is made of the feed, the moment at which the outage began,
    and the step of the outage. The advice can change while an outage goes on, and then the entry is updated. Entries
    don't count failures, since each poll would change them."""
    lang, local = archive.settings.lang, archive.settings.local
    stopped = say(lang, "%(source)s has stopped answering", source=source.name)
    since, told = status.failing_since, status.noted_at or status.failing_since
    if status.is_out and since and told:
        lines = [say(lang, "No answer since %(time)s.", time=stamp(since, local).text)]
        last = stamp(status.answered, local).text if status.answered else say(lang, "none yet")
        lines += [say(lang, "Last answer: %(time)s", time=last), status.problem, status.advice]
        yield _entry(archive, source, (since, "out"), stopped, since, told, lines)
        if status.state == "gone":
            gone = say(lang, "%(source)s is gone", source=source.name)
            yield _entry(archive, source, (since, "gone"), gone, told, told, lines)
    elif status.outage_began and status.outage_ended:
        began, ended = status.outage_began, status.outage_ended
        times = {"began": stamp(began, local).text, "ended": stamp(ended, local).text}
        lines = [say(lang, "No answer from %(began)s to %(ended)s.", **times)]
        yield _entry(archive, source, (began, "out"), stopped, began, ended, lines)
        back = say(lang, "%(source)s answers again", source=source.name)
        yield _entry(archive, source, (began, "back"), back, ended, ended, lines)


def _entry(
    archive: Archive,
    source: Source,
    outage: tuple[datetime, str],
    title: str,
    published: datetime,
    updated: datetime,
    lines: Sequence[str],
) -> FeedEntry:
    """`outage` is the moment at which the outage began, and the step of it: "out", "gone" or "back". The last of the
    lines that isn't empty is the entry's summary."""
    settings = archive.settings
    began, step = outage
    paragraphs = [xml_text(line) for line in lines if line]
    return FeedEntry(
        id=archive.addresses.tag_uri(outage_path(source.slug, iso(began), step)),
        title=xml_text(title),
        url=archive.addresses.absolute(STATUS),
        published=iso(published),
        updated=iso(max(published, updated)),
        source=settings.name,
        source_url=archive.addresses.absolute(FRONT),
        authors=(),
        categories=(),
        summary=paragraphs[-1],
        content=Markup("").join(Markup("<p>{}</p>").format(line) for line in paragraphs),
        lang=settings.lang,
    )
