"""The feed of the top stories: an entry for every day that is over, with the few stories that lead its digest."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice

from markupsafe import Markup

from incremental import Page

from ...archive.model.addresses import DIGESTS, FRONT, TOP_STORIES, day_path
from ...archive.questions.archive import Archive
from ..components.digest_sections import reported_by_several
from ..i18n.date_wording import iso, long_day
from ..i18n.messages import say
from ..views.feed_views import FeedEntry, FeedView
from .digest_feed import MAX_ENTRIES, days_of_part, past_days, story_content
from .feed_documents import DocumentLinks, FeedHead, feed_documents, feed_head, feed_view
from .feed_entries import xml_text

STORIES = 5  # what is read in a minute


def top_stories_pages(archive: Archive) -> Iterator[Page]:
    """The feed of the latest days, and its archives."""
    months = Counter(day.isoformat()[:7] for day in past_days(archive))
    yield from feed_documents(
        TOP_STORIES,
        _head(archive).title,
        sorted(months.items()),
        top_stories_document,
        shown=MAX_ENTRIES,
        size=MAX_ENTRIES,
        lang=archive.settings.lang,
    )


def top_stories_document(
    archive: Archive, links: tuple[str, str, str, str, str], part: tuple[str, int, int, int]
) -> FeedView:
    """A document of the feed; `links` are the fields of `DocumentLinks`, `part` those of `FeedPart`."""
    days = days_of_part(archive, part)
    return feed_view(_head(archive), DocumentLinks(*links), *(_entry(archive, day) for day in days))


def _head(archive: Archive) -> FeedHead:
    """The head of the feed, which belongs to the page of all digests."""
    settings, lang = archive.settings, archive.settings.lang
    title = f"{say(lang, 'Top stories of the day')} · {settings.name}"
    subtitle = say(lang, "One entry for every day that is over: the few stories that led it")
    return replace(feed_head(archive, TOP_STORIES, title, subtitle), root=DIGESTS)


def _entry(archive: Archive, day: date) -> FeedEntry:
    """The entry of a day. A day without a story of several sources has its first reports."""
    settings, events = archive.settings, archive.events.on(day)
    top = tuple(islice(reported_by_several(events) or events, STORIES))
    end = iso(datetime.combine(day + timedelta(days=1), time(), settings.local.tz))
    return FeedEntry(
        id=archive.addresses.tag_uri(f"{TOP_STORIES}{day_path(day)}", day),
        title=long_day(day, settings.lang).text,
        url=archive.addresses.absolute(day_path(day)),
        published=end,
        updated=end,
        source=settings.name,
        source_url=archive.addresses.absolute(FRONT),
        authors=(),
        categories=(),
        summary=xml_text(" · ".join(event.lead.headline for event in top)),
        content=Markup(xml_text(Markup("").join(story_content(archive, event) for event in top))),  # noqa: S704  no less safe for what was removed
        lang=settings.lang,
    )
