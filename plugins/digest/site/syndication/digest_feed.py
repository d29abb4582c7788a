"""The feed of the daily digest: one entry for every day that is over, with the whole digest as its content."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from markupsafe import Markup

from incremental import DeferredPage

from ..components.digest_sections import digest_summary, reported_by_several
from ..components.highlights import DAY_QUOTES, day_highlights
from ..components.page_links import sources_summary, story_url
from ..components.site_file import SiteFile, last_modified
from ..i18n.date_formats import iso, long_day, stamp
from ..i18n.messages import say
from ..model.addresses import DIGESTS, FRONT, day_path
from ..model.archive import Archive
from ..model.article import Article
from ..model.events import Event
from ..views.feed_views import FeedEntry, FeedView
from .feed_documents import DocumentLinks, FeedHead, feed_documents, feed_head, feed_view
from .feed_entries import xml_text

ENTRIES = 14  # days: whoever reads once a week misses none; archives have as many
LATER = 12  # lines; the first is the correction that the entry's date is of, where there is one
DIGEST_FEED = DIGESTS


def digest_feed_pages(archive: Archive) -> Iterator[SiteFile]:
    """The feed of the latest days, and its archives."""
    settings, lang = archive.settings, archive.settings.lang
    days = [day for day in reversed(archive.days) if archive.is_past(day)]
    name = f"{say(lang, 'Digest of the day')} · {settings.name}"
    about = say(lang, "One entry for every day that is over: all its stories, and who reports them")
    head = feed_head(archive, DIGEST_FEED, name, about)
    view = partial(DeferredPage, digest_document)
    yield from feed_documents(head, days, days, shown=ENTRIES, size=ENTRIES, lang=lang, view=view)


def digest_document(archive: Archive, head: FeedHead, links: DocumentLinks, *days: date) -> FeedView:
    """A document of the feed, which has those days."""
    return feed_view(head, links, *(_entry(archive, day) for day in days))


def _entry(archive: Archive, day: date) -> FeedEntry:
    """The entry is published when the day is over, and updated by corrections of the day's articles only: when one of
    them was changed afterwards, which it tells, since who reads a digest again has to see why. What joins a story later
    is told too, but is the news of another day; and should it leave again, the date would go back."""
    settings = archive.settings
    events = archive.events_on(day)
    articles = [article for event in events for article in event.articles]
    joined = [article for article in articles if article.day > day]
    end = datetime.combine(day + timedelta(days=1), time(), settings.local.tz)
    corrected = [article for article in archive.articles_on(day) if article.modified and article.modified > end]
    over = iso(end)
    sources = len({article.source.slug for article in articles})
    content = Markup("").join((*_content(archive, day), *_later(archive, corrected, joined)))
    return FeedEntry(
        id=archive.addresses.tag_uri(day_path(day), day),
        title=long_day(day, settings.lang).text,
        url=archive.addresses.absolute(day_path(day)),
        published=over,
        updated=max(over, last_modified(corrected)),
        source=settings.name,
        source_url=archive.addresses.absolute(FRONT),
        authors=(),
        categories=(),
        summary=xml_text(f"{digest_summary(events, sources, settings.lang)}: {events[0].lead.headline}"),
        content=Markup(xml_text(content)),  # noqa: S704  no less safe for what was removed
        lang=settings.lang,
    )


def _content(archive: Archive, day: date) -> Iterator[Markup]:
    events = archive.events_on(day)
    told = reported_by_several(events)
    by_section: dict[str, list[Event]] = defaultdict(list)
    for event in told:
        by_section[event.lead.section].append(event)
    for section in sorted(by_section, key=lambda name: (-sum(len(one.sources) for one in by_section[name]), name)):
        yield Markup("<h2>{}</h2>").format(section)
        for event in by_section[section]:
            yield _story(archive, event)
    quotes = day_highlights(archive, day)[:DAY_QUOTES]
    if quotes:
        yield Markup("<h2>{}</h2>").format(say(archive.settings.lang, "Quotes of the day"))
        for one in (quote.fullest for quote in quotes):
            yield Markup('<blockquote><p>{}</p><p>— {}, <a href="{}/{}#{}">{}</a></p></blockquote>').format(
                one.quote.text,
                one.quote.speaker,
                archive.settings.url,
                one.article.path,
                one.anchor,
                one.article.source.name,
            )
    single = [event for event in events if len(event.sources) == 1]
    if single:
        lines = Markup("").join(
            Markup('<li><a href="{}/{}">{}</a>, {}</li>').format(
                archive.settings.url, event.lead.path, event.lead.headline, event.lead.source.name
            )
            for event in single
        )
        yield Markup("<h2>{}</h2><ul>{}</ul>").format(say(archive.settings.lang, "One source only"), lines)


def _later(archive: Archive, corrected: Iterable[Article], joined: Iterable[Article]) -> Iterator[Markup]:
    """What was changed when the day was over, and then what came to its stories; of each the latest first."""
    changed = [(article.modified, article.id, article) for article in corrected if article.modified]
    came = [(article.date, article.id, article) for article in joined]
    later = [*sorted(changed, reverse=True), *sorted(came, reverse=True)]
    if later:
        lines = Markup("").join(
            Markup('<li><a href="{}/{}">{}</a>, {}, {}</li>').format(
                archive.settings.url,
                article.path,
                article.headline,
                article.source.name,
                stamp(moment, archive.settings.local).text,
            )
            for moment, _, article in later[:LATER]
        )
        yield Markup("<h2>{}</h2><ul>{}</ul>").format(say(archive.settings.lang, "Added or changed since"), lines)


def _story(archive: Archive, event: Event) -> Markup:
    """Headline, deck and the way to all who report it."""
    root = archive.settings.url.removesuffix(archive.settings.base)  # addresses of the site begin with its base
    return Markup('<h3><a href="{}/{}">{}</a></h3>{}<p><a href="{}{}">{}</a></p>').format(
        archive.settings.url,
        event.lead.path,
        event.lead.headline,
        Markup("<p>{}</p>").format(event.lead.deck) if event.lead.deck else "",
        root,
        story_url(archive, event),
        sources_summary(event, archive.settings.lang),
    )
