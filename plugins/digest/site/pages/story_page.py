"""The page of each story of several sources: all its reports, its quotes and who carries them."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice

from incremental import DeferredPage

from ...stories.clustering.report_clustering import WARM_UP_REPORTS
from ...stories.story_slug import story_slug
from ..charts.story_timeline import story_timeline
from ..components.headline_comparison import headlines
from ..components.page_head import page_head
from ..components.page_links import digests_link, foreign_language, story_url
from ..components.quote_cards import quote_cluster_view, worth_listing
from ..components.reported_by import reported_by
from ..components.site_file import SiteFile, last_modified
from ..components.story_blocks import other_headlines
from ..components.structured_data import collection
from ..components.topic_lists import event_topics, topic_rows
from ..i18n.date_formats import clock_and_day, long_day, short_day
from ..i18n.messages import say
from ..i18n.nouns import count
from ..model.addresses import DIGESTS, story_path
from ..model.archive import Archive
from ..model.article import Article
from ..model.events import Event, quotes_of
from ..model.quote_clusters import cluster_quotes
from ..views.shared_views import Link, Pager, River, RiverItem
from ..views.story_views import MovedPage, ReportView, StoryPage

QUOTES = 24


def story_pages(archive: Archive) -> Iterator[SiteFile]:
    """A page for every story of several sources. At each address that the story had, or would have had, when another
    of its reports was its first, stands the way to it: so an address stays good when an earlier report turns up, when
    two stories prove to be one, or when the editor makes them one. The first reports of an archive, whose stories can
    come apart while it grows, have such an address too where they are in no story. That needs no memory of earlier
    builds."""
    taken = set()
    stories = [event for event in archive.events if event.story and story_url(archive, event)]
    for event in stories:
        assert event.story
        taken.add(event.story.slug)
        path = story_path(event.story.slug)
        yield SiteFile(path, "story.html", DeferredPage(_story_page, event, path), last_modified(event.articles))
    told = (article for event in stories for article in event.articles)
    first = islice(reversed(archive.articles), WARM_UP_REPORTS)
    derived = ((story_slug(archive.report_of(article)), article) for article in chain(told, first))
    for name, article in chain(archive.former_stories.items(), derived):
        if name not in taken:
            taken.add(name)
            yield SiteFile(story_path(name), "moved.html", DeferredPage(_moved_page, article))


def _story_page(archive: Archive, event: Event, path: str) -> StoryPage:
    lang = archive.settings.lang
    lead, day = event.lead, event.day
    number = count(len(event.independent), "independent source", lang)
    description = f"{number}: {lead.deck}" if lead.deck else lead.headline
    quotes = cluster_quotes(worth_listing(one for article in event.articles for one in quotes_of(article)))
    return StoryPage(
        head=page_head(
            archive,
            path,
            lead.headline,
            description,
            trail=(
                digests_link(archive),
                Link(long_day(day, lang).text, archive.addresses.day(day)),
            ),
            current=DIGESTS,
            data=collection(
                archive, path, lead.headline, description, event.articles, event_topics(archive, event)[:8], whole=True
            ),
        ),
        title=lead.headline,
        lang=foreign_language(archive, lead),
        standfirst=lead.deck,
        lead=Link(lead.source.name, archive.addresses.at(lead.path)),
        reported_by=replace(reported_by(archive, event, day), url=""),  # this is the page
        reports=tuple(_reports(archive, event)),
        headlines=headlines(archive, event),
        quotes=tuple(quote_cluster_view(archive, one) for one in quotes[:QUOTES]),
        actors=topic_rows(archive, event.articles, None),
        timeline=story_timeline(event.articles, archive.settings.local),
        pager=Pager(up=Link(long_day(day, lang).text, archive.addresses.day(day))),
        earlier=River(tuple(_earlier(archive, one) for one in archive.earlier_stories(event))),
    )


def _earlier(archive: Archive, event: Event) -> RiverItem:
    """A line without the sources, whose number would change this page when that story grows."""
    return RiverItem(
        time=short_day(event.first.date, archive.settings.local),
        title=event.lead.headline,
        url=story_url(archive, event),
        sources="",
        lang=foreign_language(archive, event.lead),
    )


def _reports(archive: Archive, event: Event) -> Iterator[ReportView]:
    """The reports in words of their own, in order of time, each with those that print it."""
    copies = event.copies
    copied = {copy.id for group in copies.values() for copy in group}
    for article in event.articles:
        if article.id not in copied:
            yield _report_view(archive, event, article, copies.get(article.id, ()))


def _report_view(archive: Archive, event: Event, article: Article, copies: tuple[Article, ...]) -> ReportView:
    return ReportView(
        time=clock_and_day(article.date, event.day, archive.settings.local),
        source=Link(article.source.name, archive.addresses.source(article.source.slug)),
        title=article.headline,
        url=archive.addresses.at(article.path),
        lang=foreign_language(archive, article),
        deck=article.deck,
        copies=other_headlines(archive, copies),
    )


def _moved_page(archive: Archive, article: Article) -> MovedPage:
    """The way from an address that a story had to the story that one of its reports is part of now, else to that."""
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
