"""The page of a story, /stories/<slug>/: all its reports in order of time, how their headlines differ, its quotes.

A story's slug follows from its first report. At each address that the story had, or would have had when another of its
reports was the first, stands the way to its page. So an address stays good when an earlier report turns up, when two
stories prove to be one, or when the editor makes them one; and no earlier build has to be remembered.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice

from incremental import DeferredPage

from ...archive.model.addresses import DIGESTS, story_path
from ...archive.model.archive import Archive
from ...archive.model.article import Article
from ...archive.model.events import Event, quotes_of
from ...archive.model.quote_clusters import cluster_quotes
from ...stories.story_slug import story_slug
from ..charts.story_timeline import story_timeline
from ..components.digest_sections import subject_link
from ..components.headline_comparison import headlines
from ..components.join_wording import join_reasons
from ..components.page_head import page_head
from ..components.page_links import digests_link, foreign_language, publisher_link, story_url
from ..components.quote_cards import quote_cluster_view, worth_listing
from ..components.reported_by import ranking_reason, reported_by
from ..components.site_file import SiteFile, last_modified
from ..components.story_blocks import other_headlines
from ..components.structured_data import collection_data
from ..components.topic_lists import event_topics, topic_rows
from ..i18n.date_wording import clock_and_day, long_day, short_day
from ..i18n.messages import say
from ..i18n.nouns import count
from ..views.shared_views import Link, Pager, River, RiverItem
from ..views.story_views import MovedPage, ReportView, StoryPage

MAX_QUOTES = 24
FIRST_REPORTS = 1_000  # of the archive, whose stories may come apart while it is small
SUBJECTS = 8  # topics in the page's structured data


def story_pages(archive: Archive) -> Iterator[SiteFile]:
    """A page for every story of several sources, and the ways from former addresses."""
    stories = {event.story.slug: event for event in archive.events if event.story and story_url(archive, event)}
    for slug, event in stories.items():
        path = story_path(slug)
        yield SiteFile(path, "story.html", DeferredPage(_story_page, event, path), last_modified(event.articles))
    for slug, article in _former_slugs(archive, stories.values()).items():
        if slug not in stories:
            yield SiteFile(story_path(slug), "moved.html", DeferredPage(_moved_page, article))


def _former_slugs(archive: Archive, stories: Iterable[Event]) -> dict[str, Article]:
    """The slugs under which a story stood or could have stood, each with one of its articles.

    They come from the editor's decisions, from every report of a story, and from the first reports of the archive,
    whose stories can come apart while the archive is small.
    """
    reports = (article for event in stories for article in event.articles)
    first_reports = islice(reversed(archive.articles), FIRST_REPORTS)
    former = dict(archive.former_stories)
    for article in chain(reports, first_reports):
        former.setdefault(story_slug(archive.report_of(article)), article)
    return former


def _story_page(archive: Archive, event: Event, path: str) -> StoryPage:
    lang, lead = archive.settings.lang, event.lead
    number = count(len(event.independent), "independent source", lang)
    description = f"{number}: {lead.deck}" if lead.deck else lead.headline
    day_link = Link(long_day(event.day, lang).text, archive.addresses.day(event.day))
    topics = event_topics(archive, event)[:SUBJECTS]
    clusters = cluster_quotes(worth_listing(quote for article in event.articles for quote in quotes_of(article)))
    return StoryPage(
        head=page_head(
            archive,
            path,
            lead.headline,
            description,
            trail=(digests_link(archive), day_link),
            current=DIGESTS,
            data=collection_data(
                archive, path, lead.headline, description, event.articles, topics, with_publisher=True
            ),
        ),
        title=lead.headline,
        lang=foreign_language(archive, lead),
        standfirst=lead.deck,
        lead=Link(lead.publisher.name, archive.addresses.at(lead.path)),
        reported_by=replace(reported_by(archive, event, event.day), url="", pinned=False),  # the address is its own
        reports=tuple(_reports(archive, event)),
        headlines=headlines(archive, event),
        quotes=tuple(quote_cluster_view(archive, cluster) for cluster in clusters[:MAX_QUOTES]),
        actors=topic_rows(archive, event.articles, None),
        timeline=story_timeline(event.articles, archive.settings.local),
        pager=Pager(up=day_link),
        subject=_subject(archive, event),
        ranked_by=ranking_reason(archive, event),
        joins=join_reasons(archive, event),
        earlier=River(tuple(_earlier_item(archive, earlier) for earlier in archive.earlier_stories(event))),
    )


def _subject(archive: Archive, event: Event) -> Link | None:
    """The subject of the story's day that it is on, in the day's digest."""
    subject = archive.subject_of(event)
    return subject_link(archive, subject, event.day) if subject and not event.pinned else None


def _earlier_item(archive: Archive, event: Event) -> RiverItem:
    """An earlier story as a line. It has no sources, since their number would change this page when that story
    grows."""
    return RiverItem(
        time=short_day(event.first.date, archive.settings.local),
        title=event.lead.headline,
        url=story_url(archive, event),
        sources="",
        lang=foreign_language(archive, event.lead),
    )


def _reports(archive: Archive, event: Event) -> Iterator[ReportView]:
    """The reports with a text of their own, in order of time, each with the copies of its text."""
    copies = event.copies
    copy_ids = {copy.id for group in copies.values() for copy in group}
    for article in event.articles:
        if article.id not in copy_ids:
            yield _report_view(archive, event, article, copies.get(article.id, ()))


def _report_view(archive: Archive, event: Event, article: Article, copies: tuple[Article, ...]) -> ReportView:
    return ReportView(
        time=clock_and_day(article.date, event.day, archive.settings.local),
        source=publisher_link(archive, article),
        title=article.headline,
        url=archive.addresses.at(article.path),
        lang=foreign_language(archive, article),
        deck=article.deck,
        copies=other_headlines(archive, copies),
    )


def _moved_page(archive: Archive, article: Article) -> MovedPage:
    """The way from a former address of a story to the story that `article`, one of its reports, is part of now; to the
    article itself where it is part of none."""
    lang, event = archive.settings.lang, archive.event_of(article)
    if event.story and story_url(archive, event):
        lead, path = event.lead, story_path(event.story.slug)
        why = say(lang, "This story stands at another address, with more reports:")
    else:
        lead, path = article, article.path
        why = say(lang, "This report is part of no story of several sources:")
    return MovedPage(
        head=replace(page_head(archive, path, lead.headline, ""), noindex=True),
        why=why,
        to=Link(lead.headline, archive.addresses.at(path), foreign_language(archive, lead)),
    )
