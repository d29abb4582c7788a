"""The bands of the front page: the stories of each subject or section, filled up with what one source reports."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ...archive.model.events import Event
from ...archive.questions.archive import Archive
from ...stories.clustering.lead_report import asks_or_explains
from ...stories.digests.subject_names import SEPARATOR
from ..views.shared_views import DigestSection, Link, StoryBlock
from .digest_sections import Heading, grouped_events, heading_address, headings_in_order, reported_by_several
from .story_blocks import story_block, whole_sentence

MAX_BANDS = 7
# As many as fill whole columns: the first one with its deck, three beside it, two below it.
FULL_BANDS = (6, 4, 3, 2, 1)
FIRST_BELOW = 4  # the number of the first of these two, from 0
MIN_SINGLE = 3
DECK_CHARS_BELOW = 72  # of the fifth and sixth story, which stand below the first: two lines in a column
MANY_SECTIONS = 6


def band_groups(archive: Archive, events: Sequence[Event]) -> dict[Heading, list[Event]]:
    """The events of bands, by their heading in order; within a heading what several sources report comes first.

    Of what one source reports, opinion, live pages, videos, galleries and editions of columns are left out, and
    headlines that tell no event come last.
    """
    several = reported_by_several(events)
    reports = without_editions(archive, [event for event in events if len(event.sources) == 1 and event.is_report])
    single = sorted(reports, key=lambda event: not tells(event))
    groups = with_joined_subjects(grouped_events(archive, several, single), events)
    on_subjects = {event.lead.id for group in groups.values() for event in group}
    for event in single:
        if event.lead.id not in on_subjects:
            groups.setdefault(Heading(event.lead.section), []).append(event)

    def rank(heading: Heading) -> tuple[bool, int]:
        """Headings without a story of several sources come last, the fullest of them first."""
        stories = reported_by_several(groups[heading])
        return not stories, 0 if stories else -len(groups[heading])

    return {heading: groups[heading] for heading in sorted(headings_in_order(groups), key=rank)}


def tells(event: Event) -> bool:
    """Whether the headline of an event tells what happened: in a report, which doesn't ask or explain.

    One that names its own source, and nobody else's report joins, tells of the source: of 129 in the captured feeds,
    every third is a briefing ("Today's headlines from …"), most others point to a broadcast or ask readers to write.
    """
    headline = event.headlined.headline
    is_own = len(event.sources) == 1 and _names(headline, event.headlined.publisher.name)
    return event.is_report and not is_own and not asks_or_explains(headline)


def _names(headline: str, source: str) -> bool:
    name = source.removeprefix("The ")
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", headline) is not None


def without_editions(archive: Archive, events: Sequence[Event]) -> list[Event]:
    """The events without editions of columns ("Markets at the close"), whose headlines say nothing of the day. What the
    editor has pinned stays, and so do all where there is nothing else."""
    editions = archive.events.editions(tuple(event.lead.id for event in events if not event.pinned))
    return [event for event in events if event.lead.id not in editions] or list(events)


def with_joined_subjects(
    groups: Mapping[Heading, Sequence[Event]], events: Sequence[Event]
) -> dict[Heading, list[Event]]:
    """The groups, with "George Floyd" and "George Floyd, protesters" as one: each day names its own subjects, and the
    page shows events of several days. Within a group the order is that of `events`.
    """
    names = {heading: set(heading.name.split(SEPARATOR)) for heading in groups if heading.is_subject}
    place = {event.lead.id: number for number, event in enumerate(events)}
    joined: dict[Heading, list[Event]] = {}
    for heading, group in groups.items():
        parts = [other for other, name in names.items() if name <= names.get(heading, set())]
        shortest = min(parts, key=lambda other: (len(names[other]), other.name), default=heading)
        joined.setdefault(shortest, []).extend(group)
    return {heading: sorted(group, key=lambda event: place[event.lead.id]) for heading, group in joined.items()}


def band_events(groups: Mapping[Heading, Sequence[Event]], shown: Collection[str]) -> dict[Heading, list[Event]]:
    """At most MAX_BANDS bands, each of as many events as fill it, without those whose leads are `shown` elsewhere.

    What one source each reports makes a band only where there are three of these.
    """
    bands: dict[Heading, list[Event]] = {}
    for heading, group in groups.items():
        events = [event for event in group if event.lead.id not in shown]
        if len(bands) < MAX_BANDS and (reported_by_several(events) or len(events) >= MIN_SINGLE):
            bands[heading] = events[: next(size for size in FULL_BANDS if size <= len(events))]
    return bands


def front_bands(archive: Archive, bands: Mapping[Heading, Sequence[Event]], day: date) -> tuple[DigestSection, ...]:
    """The bands as blocks; the first event of each has chips."""
    return tuple(
        DigestSection(
            heading.name,
            heading_address(archive, heading),
            heading.anchor,
            tuple(_block(archive, event, number, day) for number, event in enumerate(events)),
        )
        for heading, events in bands.items()
    )


def _block(archive: Archive, event: Event, number: int, day: date) -> StoryBlock:
    block = story_block(archive, event, day, rich=number == 0)
    if number < FIRST_BELOW:
        return block
    return replace(block, deck=whole_sentence(event.headlined.deck, DECK_CHARS_BELOW))


def more_sections(archive: Archive, bands: Sequence[DigestSection]) -> tuple[Link, ...]:
    """The sections of a site of many that have no band, in the order of the alphabet. All of a few are in the menu."""
    if len(archive.sources.sections()) < MANY_SECTIONS:
        return ()
    with_band = {band.name for band in bands}
    others = sorted((name, slug) for slug, name in archive.sources.sections() if name not in with_band)
    return tuple(Link(name, archive.addresses.section(slug)) for name, slug in others)
