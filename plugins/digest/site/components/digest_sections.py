"""A digest's events by section, and the counts that sum a digest up."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from babel.lists import format_list

from ..i18n.date_wording import long_day
from ..i18n.messages import locale_name, say
from ..i18n.nouns import count
from ..model.addresses import section_slug
from ..model.archive import Archive
from ..model.events import Event
from ..views.digest_views import DayRow
from ..views.shared_views import DigestSection, StoryBlock
from .story_blocks import story_block


def reported_by_several(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events that more than one source reports."""
    return tuple(event for event in events if len(event.sources) > 1)


def sections_of(archive: Archive, events: Iterable[Event], day: date) -> tuple[DigestSection, ...]:
    """Events by the section of their lead, the fullest section first; within a section they keep their order. Stories
    of the day on one subject stand together, below the first of them."""
    by_section, below = _by_section_and_subject(archive, events)

    def order(name: str) -> tuple[bool, int, str]:
        of_section = by_section[name]
        return not any(event.pinned for event in of_section), -sum(len(event.sources) for event in of_section), name

    def block(event: Event) -> StoryBlock:
        return story_block(archive, event, day, rich=True, subject=below[event.lead.id])

    names = sorted(by_section, key=order)
    return tuple(
        DigestSection(
            name,
            archive.addresses.section(section_slug(name)),
            section_slug(name),
            tuple(block(event) for event in by_section[name]),
        )
        for name in names
    )


def _by_section_and_subject(
    archive: Archive, events: Iterable[Event]
) -> tuple[dict[str, list[Event]], dict[str, list[Event]]]:
    """Two parts of the events: those that stand by themselves, by section; and those that stand below another event on
    the same subject, by the id of that event's lead."""
    all_events = list(events)
    by_story = {event.story.slug: event for event in all_events if event.story}
    by_section: dict[str, list[Event]] = defaultdict(list)
    below: dict[str, list[Event]] = defaultdict(list)
    for event in all_events:
        first_on_subject = by_story.get(archive.top_story_on_subject(event))
        if first_on_subject is None or event.pinned:
            by_section[event.lead.section].append(event)
        else:
            below[first_on_subject.lead.id].append(event)
    return by_section, below


def digest_summary(events: Sequence[Event], sources: int, lang: str) -> str:
    """12 stories and 29 single reports from 23 sources"""
    stories = len(reported_by_several(events))
    single = len(events) - stories
    counts = ((stories, count(stories, "story", lang)), (single, count(single, "single report", lang)))
    reports = format_list([words for number, words in counts if number], locale=locale_name(lang))
    return say(lang, "%(reports)s from %(sources)s", reports=reports, sources=count(sources, "source", lang))


def day_row(archive: Archive, day: date) -> DayRow:
    """A day as a line of a list: its first story, and how many stories and single reports it has."""
    events = archive.events_on(day)
    stories = len(reported_by_several(events))
    return DayRow(
        day=long_day(day, archive.settings.lang),
        url=archive.addresses.day(day),
        stories=stories,
        single_reports=len(events) - stories,
        lead=events[0].lead.headline,
    )
