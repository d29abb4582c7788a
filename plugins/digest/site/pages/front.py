"""The front page: the newest day's digest, and what is latest."""

from dataclasses import replace

from ..archive import Archive, Event, quotes_of
from ..blocks import river_item, story_block, topic_rows
from ..quotes import best_quotes, quote_view
from ..views import FrontPage, QuoteView, Section
from ..wording import long_day, stamp
from .day import sections_of, several
from .output import Output, head

LEADING = 4
LATEST = 9
QUOTES = 3
SECTION_STORIES = 3
ACTORS = 9


def front_page(archive: Archive) -> Output:
    """The newest day that has articles; with fewer than LEADING reported by several, single reports fill the lead."""
    lang = archive.settings.lang
    day = archive.days[-1] if archive.days else None
    shared = replace(
        head(archive, "", archive.settings.name, archive.settings.tagline or archive.settings.name), trail=()
    )
    if day is None:
        return Output("", "front.html", FrontPage(shared, None, None, "", None, (), (), (), (), (), 0, 0))
    events = archive.events_on(day)
    top = [*several(events), *(event for event in events if len(event.sources) == 1)][: 1 + LEADING]
    lead, leading = top[0], top[1:]
    shown = {event.lead.id for event in top}
    rest = tuple(event for event in several(events) if event.lead.id not in shown)
    articles = [article for event in events for article in event.articles]
    return Output(
        "",
        "front.html",
        FrontPage(
            head=shared,
            day=long_day(day, lang),
            updated=stamp(archive.articles[0].date, lang),
            day_url=archive.urls.day(day),
            lead=story_block(archive, lead, day, level="lead", rich=True),
            leading=tuple(story_block(archive, event, day) for event in leading),
            latest=tuple(river_item(archive, event, day) for event in archive.events if event.lead.id not in shown)[
                :LATEST
            ],
            quotes=_quotes(archive, events),
            sections=tuple(_section(one) for one in sections_of(archive, rest, day)),
            actors=topic_rows(archive, articles)[:ACTORS],
            stories=len(events),
            actors_total=len(archive.topics),
        ),
    )


def _section(section: Section) -> Section:
    return replace(section, stories=section.stories[:SECTION_STORIES])


def _quotes(archive: Archive, events: tuple[Event, ...]) -> tuple[QuoteView, ...]:
    said = [one for event in events for article in event.articles for one in quotes_of(article)]
    return tuple(quote_view(archive, one) for one in best_quotes(said, QUOTES))
