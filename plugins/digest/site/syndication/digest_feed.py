"""The feed of the daily digest: an entry for every day that is over, whose content is the whole digest."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from markupsafe import Markup

from incremental import Page

from ...archive.model.addresses import DIGESTS, FRONT, day_path
from ...archive.model.article import Article
from ...archive.model.events import Event
from ...archive.model.list_names import ALL
from ...archive.questions.archive import Archive
from ..components.digest_sections import digest_summary, grouped_events, headings_in_order, reported_by_several
from ..components.highlights import DAY_QUOTES, day_highlights
from ..components.page_links import absolute_article_url, sources_summary, story_url
from ..components.quote_cards import quote_words
from ..components.site_file import last_modified
from ..i18n.date_wording import iso, long_day, stamp
from ..i18n.messages import say
from ..views.feed_views import FeedEntry, FeedView
from .feed_documents import DocumentLinks, FeedHead, feed_documents, feed_head, feed_view
from .feed_entries import xml_text

MAX_ENTRIES = 14  # days: who reads once a week misses none; an archive has as many
MAX_LATER_LINES = 12  # lines; the first of them is the correction that `updated` is the time of, where there is one


def digest_feed_pages(archive: Archive) -> Iterator[Page]:
    """The feed of the latest days, and its archives."""
    head = _head(archive)
    months = Counter(day.isoformat()[:7] for day in past_days(archive))
    yield from feed_documents(
        head.root,
        head.title,
        sorted(months.items()),
        digest_document,
        shown=MAX_ENTRIES,
        size=MAX_ENTRIES,
        lang=archive.settings.lang,
    )


def digest_document(
    archive: Archive, links: tuple[str, str, str, str, str], part: tuple[str, int, int, int]
) -> FeedView:
    """A document of the feed; `links` are the fields of `DocumentLinks`, `part` those of `FeedPart`."""
    days = days_of_part(archive, part)
    return feed_view(_head(archive), DocumentLinks(*links), *(_entry(archive, day) for day in days))


def days_of_part(archive: Archive, part: tuple[str, int, int, int]) -> Iterator[date]:
    """The days of a document, the latest first; `part` are the fields of `FeedPart`."""
    month, _, first, number = part
    if month:  # an archive has days that are over, whatever day it is
        return reversed(archive.events.days_of_month(month)[first : first + number])
    days = past_days(archive)
    return reversed(days[len(days) - min(number, len(days)) :])


def past_days(archive: Archive) -> list[date]:
    """The days with a digest that are over, oldest first."""
    today = archive.today
    return [day for day in archive.events.days() if day < today]


def _head(archive: Archive) -> FeedHead:
    settings, lang = archive.settings, archive.settings.lang
    title = f"{say(lang, 'Digest of the day')} · {settings.name}"
    subtitle = say(lang, "One entry for every day that is over: all its stories, and who reports them")
    return feed_head(archive, DIGESTS, title, subtitle)


def _entry(archive: Archive, day: date) -> FeedEntry:
    """The entry of a day. It is published when the day is over.

    It is updated when an article of the day is corrected afterwards, and its content then names the correction, so
    that who reads the digest again sees why. Articles of later days that join a story are named too, but they don't
    update the entry: they are the news of another day, and the date would go back if one left the story again.
    """
    settings = archive.settings
    events = archive.events.on(day)
    articles = [article for event in events for article in event.articles]
    joined = [article for article in articles if article.day > day]
    end = datetime.combine(day + timedelta(days=1), time(), settings.local.tz)
    corrected = [
        article for article in archive.articles.of_period(ALL, str(day)) if article.modified and article.modified > end
    ]
    sources = len({article.publisher.slug for article in articles})
    content = (*_stories(archive, events), *_quotes(archive, day), *_single_reports(archive, events))
    content = (*content, *_later(archive, corrected, joined))
    return FeedEntry(
        id=archive.addresses.tag_uri(day_path(day), day),
        title=long_day(day, settings.lang).text,
        url=archive.addresses.absolute(day_path(day)),
        published=iso(end),
        updated=max(iso(end), last_modified(corrected)),
        source=settings.name,
        source_url=archive.addresses.absolute(FRONT),
        authors=(),
        categories=(),
        summary=xml_text(f"{digest_summary(events, sources, settings.lang)}: {events[0].lead.headline}"),
        content=Markup(xml_text(Markup("").join(content))),  # noqa: S704  no less safe for what was removed
        lang=settings.lang,
    )


def _stories(archive: Archive, events: Sequence[Event]) -> Iterator[Markup]:
    """The stories of several sources by subject and section, in the order of the day's page."""
    groups = grouped_events(archive, reported_by_several(events))
    for heading in headings_in_order(groups):
        yield Markup("<h2>{}</h2>").format(heading.name)
        for event in groups[heading]:
            yield story_content(archive, event)


def story_content(archive: Archive, event: Event) -> Markup:
    """A story's headline, its deck, and who reports it, with the link to all its reports where it has several."""
    root = archive.settings.url.removesuffix(archive.settings.base)  # addresses of the site begin with its base
    sources, page = sources_summary(event, archive.settings.lang), story_url(archive, event)
    return Markup('<h3><a href="{}">{}</a></h3>{}<p>{}</p>').format(
        absolute_article_url(archive, event.lead),
        event.lead.headline,
        Markup("<p>{}</p>").format(event.lead.deck) if event.lead.deck else "",
        Markup('<a href="{}{}">{}</a>').format(root, page, sources) if page else sources,
    )


def _quotes(archive: Archive, day: date) -> Iterator[Markup]:
    clusters = day_highlights(archive, day)[:DAY_QUOTES]
    if clusters:
        yield Markup("<h2>{}</h2>").format(say(archive.settings.lang, "Quotes of the day"))
    for quote in (cluster.fullest for cluster in clusters):
        yield Markup('<blockquote><p>{}</p><p>— {}, <a href="{}{}">{}</a></p></blockquote>').format(
            quote_words(quote.quote),
            quote.quote.speaker,
            absolute_article_url(archive, quote.article),
            "" if quote.article.is_thin else f"#{quote.anchor}",
            quote.article.publisher.name,
        )


def _single_reports(archive: Archive, events: Sequence[Event]) -> Iterator[Markup]:
    single = [event for event in events if len(event.sources) == 1]
    if single:
        lines = Markup("").join(
            Markup('<li><a href="{}">{}</a>, {}</li>').format(
                absolute_article_url(archive, event.lead), event.lead.headline, event.lead.publisher.name
            )
            for event in single
        )
        yield Markup("<h2>{}</h2><ul>{}</ul>").format(say(archive.settings.lang, "Other reports"), lines)


def _later(archive: Archive, corrected: Iterable[Article], joined: Iterable[Article]) -> Iterator[Markup]:
    """The articles that were corrected after the day was over, then those that joined its stories; each group begins
    with the latest."""
    changed = [(article.modified, article.id, article) for article in corrected if article.modified]
    came = [(article.date, article.id, article) for article in joined]
    later = [*sorted(changed, reverse=True), *sorted(came, reverse=True)]
    if later:
        lines = Markup("").join(
            Markup('<li><a href="{}">{}</a>, {}, {}</li>').format(
                absolute_article_url(archive, article),
                article.headline,
                article.publisher.name,
                stamp(moment, archive.settings.local).text,
            )
            for moment, _, article in later[:MAX_LATER_LINES]
        )
        yield Markup("<h2>{}</h2><ul>{}</ul>").format(say(archive.settings.lang, "Added or changed since"), lines)
