"""The front page: the digest of this moment, and what is latest."""

from dataclasses import replace
from itertools import islice

from ..archive import Archive, Event, quotes_of
from ..blocks import river_item, story_block, topic_rows
from ..quotes import best_quotes, quote_view
from ..views import FrontPage, QuoteView, Section
from ..wording import long_day, stamp
from .day import sections_of, several
from .output import Output, head, newest

HOURS = 30.0  # a day, and the evening before it
AT_LEAST = 12  # events, so that a quiet week fills the page as well
LEADING = 4
LATEST = 9
QUOTES = 3
SECTION_STORIES = 3
ACTORS = 9


def front_page(archive: Archive) -> Output:
    """What several sources report first, ranked; where that is little, single reports fill the lead. A new day begins
    with the news of the evening before, not with an empty page."""
    lang = archive.settings.lang
    tagline = archive.settings.tagline or archive.settings.name
    shared = replace(head(archive, "", archive.settings.name, tagline), trail=())
    if not archive.articles:
        return Output("", "front.html", FrontPage(shared, None, None, "", None, (), (), (), (), (), 0, 0), "")
    day = archive.days[-1]
    events = archive.in_the_news(HOURS, AT_LEAST)
    lead, *leading = events[: 1 + LEADING]
    shown = {lead.lead.id, *(event.lead.id for event in leading)}
    rest = tuple(event for event in several(events) if event.lead.id not in shown)
    latest = (event for event in archive.events if event.lead.id not in shown)
    articles = [article for event in events for article in event.articles]
    return Output(
        "",
        "front.html",
        FrontPage(
            head=shared,
            day=long_day(archive.now.date(), lang),
            updated=stamp(archive.articles[0].date, archive.settings.local),
            day_url=archive.urls.day(day),
            lead=story_block(archive, lead, day, level="lead", rich=True),
            leading=tuple(story_block(archive, event, day) for event in leading),
            latest=tuple(river_item(archive, event, day) for event in islice(latest, LATEST)),
            quotes=_quotes(archive, events),
            sections=tuple(_section(one) for one in sections_of(archive, rest, day)),
            actors=topic_rows(archive, articles, archive.now.date())[:ACTORS],
            stories=len(archive.events_on(day)),
            actors_total=len(archive.topics),
        ),
        newest(archive.articles[:1]),
    )


def _section(section: Section) -> Section:
    return replace(section, stories=section.stories[:SECTION_STORIES])


def _quotes(archive: Archive, events: tuple[Event, ...]) -> tuple[QuoteView, ...]:
    said = [one for event in events for article in event.articles for one in quotes_of(article)]
    return tuple(quote_view(archive, one) for one in best_quotes(said, QUOTES))
