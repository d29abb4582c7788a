"""The page of a story, /stories/<slug>/: all its reports in order of time, how their headlines differ, its quotes.

A story's slug follows from its first report. At each address that the story had, or would have had when another of its
reports was the first, stands the way to its page. So an address stays good when an earlier report turns up, when two
stories prove to be one, or when the editor makes them one; and no earlier build has to be remembered.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...archive.model.addresses import DIGESTS, day_path, story_path
from ...archive.model.events import Event, quotes_of
from ...archive.model.quote_clusters import cluster_quotes
from ...archive.model.worth_listing import worth_listing
from ...archive.questions.archive import Archive
from ..charts.story_timeline import story_timeline
from ..components.digest_sections import subject_link
from ..components.headline_comparison import compared_headlines
from ..components.join_wording import join_reasons
from ..components.page_head import page_head
from ..components.page_links import article_url, digests_link, foreign_language, original_link, story_url
from ..components.poster_links import with_poster
from ..components.quote_cards import quote_cluster_view
from ..components.reported_by import ranking_reason, reported_by
from ..components.sole_details import sole_details
from ..components.story_blocks import other_headlines, well_ended, whole_sentence
from ..components.structured_data import collection_data
from ..components.topic_lists import MIN_ROWS, event_chips, event_topics, topic_rows
from ..i18n.date_wording import clock_and_day, long_day, short_day
from ..i18n.messages import say
from ..i18n.nouns import count
from ..open_data.open_data_files import data_links, has_data
from ..views.frame_views import PageHead
from ..views.shared_views import Link, Pager, River, RiverItem
from ..views.story_views import HeadlinePart, MovedPage, ReportView, StoryPage

MAX_QUOTES = 24
WITH_DECKS = 12  # reports; the decks of more are a page of their own
LONG_HEADLINE = 140  # characters, which fill four lines of the largest size
SUBJECTS = 8  # topics in the page's structured data


def story_page(archive: Archive, article_id: str) -> StoryPage:
    """The page of the story that an article is part of."""
    event = archive.events.of(article_id)
    path = story_path(event.story.slug) if event.story else ""
    lang, lead = archive.settings.lang, event.lead
    number = count(len(event.independent), "independent source", lang)
    description = f"{number}: {lead.deck}" if lead.deck else lead.headline
    day_link = Link(long_day(event.day, lang).text, archive.addresses.day(event.day))
    clusters = cluster_quotes(worth_listing(quote for article in event.articles for quote in quotes_of(article)))
    compared = compared_headlines(event)
    sole = sole_details(archive, event, clusters)
    # What one source alone quotes stands with what else it alone has.
    shared = [cluster for cluster in clusters if len(cluster.sources) > 1] if sole else clusters
    actors = topic_rows(archive, event.articles, None, at_least=MIN_ROWS)
    return StoryPage(
        head=_head(archive, event, path, description),
        title=lead.headline,
        lang=foreign_language(archive, lead),
        standfirst=well_ended(lead.deck),
        lead=Link(lead.publisher.name, article_url(archive, lead)),
        reported_by=replace(reported_by(archive, event, event.day), url="", pinned=False),  # the address is its own
        reports=tuple(_reports(archive, event, compared)),
        compared=bool(compared),
        sole=sole,
        quotes=tuple(
            replace(quote_cluster_view(archive, cluster), headline="") for cluster in shared[:MAX_QUOTES]
        ),  # the page has the headlines already
        chips=() if actors else event_chips(archive, event),
        actors=actors,
        timeline=story_timeline(event.articles, archive.settings.local),
        pager=Pager(up=day_link),
        subject=_subject(archive, event),
        ranked_by=ranking_reason(archive, event),
        is_led=event.story is not None and event.story.is_led,
        joins=join_reasons(archive, event),
        data=data_links(archive, path) if has_data(archive, "story") and story_url(archive, event) else None,
        earlier=River(tuple(_earlier_item(archive, earlier) for earlier in _earlier(archive, event))),
    )


def _head(archive: Archive, event: Event, path: str, description: str) -> PageHead:
    """The head, with the poster and the data for machines."""
    topics, title = event_topics(archive, event)[:SUBJECTS], event.lead.headline
    day_link = Link(long_day(event.day, archive.settings.lang).text, archive.addresses.day(event.day))
    data = collection_data(archive, path, title, description, event.articles, topics, with_publisher=True)
    trail = (digests_link(archive), day_link)
    head = page_head(archive, path, title, description, trail=trail, current=DIGESTS, data=data)
    return with_poster(archive, "stories", head)


def _earlier(archive: Archive, event: Event) -> tuple[Event, ...]:
    """The earlier stories on the subject of a story, the latest first."""
    return archive.events.earlier(event.story.slug) if event.story else ()


def _subject(archive: Archive, event: Event) -> Link | None:
    """The subject of the story's day that it is on, in the day's digest."""
    subject = archive.events.subject_of(event.lead.id)
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


def _reports(archive: Archive, event: Event, compared: Mapping[str, tuple[HeadlinePart, ...]]) -> Iterator[ReportView]:
    """The reports with a text of their own, in order of time, each with the copies of its text.

    The lead's has no deck, which stands below the page's headline; among many, only the first of each source has one.
    """
    copies = event.copies
    copy_ids = {copy.id for group in copies.values() for copy in group}
    own = [article for article in event.articles if article.id not in copy_ids]
    newsrooms: set[str] = set()
    for article in own:
        newsroom = article.publisher.newsroom
        has_deck = article.id != event.lead.id and (len(own) <= WITH_DECKS or newsroom not in newsrooms)
        newsrooms.add(newsroom)
        yield ReportView(
            time=clock_and_day(article.date, event.day, archive.settings.local),
            source=original_link(article),
            title=compared.get(article.id, (HeadlinePart(article.headline),)),
            url=article_url(archive, article),
            lang=foreign_language(archive, article),
            deck=whole_sentence(article.deck) if has_deck else "",
            copies=other_headlines(archive, copies.get(article.id, ())),
            is_long=len(article.headline) > LONG_HEADLINE,
        )


def moved_story_page(archive: Archive, article_id: str) -> MovedPage:
    """The way from a former address of a story to the story that an article, one of its reports, is part of now; to the
    article itself where it is part of none."""
    article, event = archive.articles.with_id(article_id), archive.events.of(article_id)
    lang = archive.settings.lang
    if event.story and story_url(archive, event):
        lead, path = event.lead, story_path(event.story.slug)
        url = archive.addresses.at(path)
        why = say(lang, "This story has moved, and has more reports now:")
    else:
        lead, url = article, article_url(archive, article)
        path = day_path(event.day) if article.is_thin else article.path
        why = say(lang, "This report is no longer part of a story:")
    return MovedPage(
        head=replace(page_head(archive, path, lead.headline, ""), noindex=True),
        why=why,
        to=Link(lead.headline, url, foreign_language(archive, lead)),
    )
