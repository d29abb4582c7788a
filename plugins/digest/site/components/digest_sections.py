"""A digest's events by subject and section, and the counts that sum a digest up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from babel.lists import format_list

from ...archive.model.addresses import section_slug
from ...archive.model.events import Event
from ...archive.questions.archive import Archive
from ...stories.digests.day_subjects import Subject
from ..i18n.date_wording import long_day, plain_day
from ..i18n.messages import locale_name, say
from ..i18n.nouns import count
from ..views.digest_views import DayRow
from ..views.shared_views import DigestSection, Link, River
from .river_lines import river_item
from .story_blocks import levels, story_block


def reported_by_several(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events that more than one source reports."""
    return tuple(event for event in events if len(event.sources) > 1)


def sections_of(
    archive: Archive, events: Iterable[Event], day: date, *, single: Iterable[Event] = (), others: str = ""
) -> tuple[DigestSection, ...]:
    """Events of several sources by their subject, or else by the section of their lead; the section whose stories
    weigh most first. Within a section they keep their order.

    `single` are events of one source: those on a subject stand in its section, the others are left out. With `others`,
    events on no subject stand together in one section of that name.
    """
    listed = tuple(events)
    groups = grouped_events(archive, listed, single, others)
    level_of = levels(listed)
    sections = []
    for heading in headings_in_order(groups):
        several = [event for event in groups[heading] if len(event.sources) > 1]
        alone = [event for event in groups[heading] if len(event.sources) == 1]
        sections.append(
            DigestSection(
                name=heading.name,
                url=heading_address(archive, heading) if heading.name != others else "",
                anchor=heading.anchor if heading.name != others else "stories",
                stories=tuple(
                    story_block(archive, event, day, level=level_of[event.lead.id], rich=True) for event in several
                ),
                single_reports=River(tuple(river_item(archive, event, day) for event in alone)),
                earlier=_earlier_day(archive, heading, day) if heading.is_subject else None,
            )
        )
    return tuple(sections)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a section of a digest has in common: a section of the site, or a subject."""

    name: str
    is_subject: bool = False

    @property
    def anchor(self) -> str:
        return f"subject-{section_slug(self.name)}" if self.is_subject else section_slug(self.name)


def grouped_events(
    archive: Archive, events: Iterable[Event], single: Iterable[Event] = (), others: str = ""
) -> dict[Heading, list[Event]]:
    """Events of several sources by their subject, or else by `others` or the section of their lead; and those of
    `single` that are on one of these subjects.

    A subject that only one of the events given is on doesn't count. What the editor has pinned stands for itself.
    """
    subjects: dict[str, list[Event]] = defaultdict(list)
    several = list(events)
    for event in several:
        if not event.pinned and (subject := archive.events.subject_of(event.lead.id)):
            subjects[subject.name].append(event)
    for event in single:
        if (subject := archive.events.subject_of(event.lead.id)) and subject.name in subjects:
            subjects[subject.name].append(event)
    subject_of = {
        event.lead.id: name for name, on_subject in subjects.items() if len(on_subject) > 1 for event in on_subject
    }
    groups: dict[Heading, list[Event]] = defaultdict(list)
    for event in several:
        name = subject_of.get(event.lead.id)
        groups[Heading(name, is_subject=True) if name else Heading(others or event.lead.section)].append(event)
    for event in single:
        if name := subject_of.get(event.lead.id):
            groups[Heading(name, is_subject=True)].append(event)
    return dict(groups)


def subject_link(archive: Archive, subject: Subject, day: date) -> Link:
    """The subject in the digest of a day that has it."""
    anchor = Heading(subject.name, is_subject=True).anchor
    return Link(subject.name, f"{archive.addresses.day(day)}#{anchor}")


def headings_in_order(groups: Mapping[Heading, Sequence[Event]]) -> list[Heading]:
    """The headings of groups of events: first what the editor has pinned, then that whose stories weigh most."""

    def order(heading: Heading) -> tuple[bool, float, str]:
        events = groups[heading]
        weight = sum(event.rank.score for event in events if event.rank and len(event.sources) > 1)
        return not any(event.pinned for event in events), -round(weight, 3), heading.name

    return sorted(groups, key=order)


def heading_address(archive: Archive, heading: Heading) -> str:
    """The page of a section, or of the actor that a subject is named after; "" where there is none."""
    if not heading.is_subject:
        return archive.addresses.section(section_slug(heading.name))
    topic = archive.topics.named(heading.name)
    return archive.addresses.topic(topic.slug) if topic else ""


def _earlier_day(archive: Archive, heading: Heading, day: date) -> Link | None:
    """The digest of the latest day before on which the subject was there."""
    subject = next((subject for subject in archive.events.subjects_on(day) if subject.name == heading.name), None)
    if subject is None or subject.earlier is None:
        return None
    before = any(earlier.name == subject.name for earlier in archive.events.subjects_on(subject.earlier))
    url = archive.addresses.day(subject.earlier) + (f"#{heading.anchor}" if before else "")
    words = say(archive.settings.lang, "Earlier: %(day)s", day=plain_day(subject.earlier, archive.settings.lang).text)
    return Link(words, url)


def digest_summary(events: Sequence[Event], sources: int, lang: str) -> str:
    """12 stories and 29 single reports from 23 sources"""
    stories = len(reported_by_several(events))
    single = len(events) - stories
    counts = ((stories, count(stories, "story", lang)), (single, count(single, "single report", lang)))
    reports = format_list([words for number, words in counts if number], locale=locale_name(lang))
    return say(lang, "%(reports)s from %(sources)s", reports=reports, sources=count(sources, "source", lang))


def day_row(archive: Archive, day: date) -> DayRow:
    """A day as a line of a list: its first story, and how many stories and single reports it has."""
    stories, single_reports, headline = archive.events.outline(day)
    return DayRow(
        day=long_day(day, archive.settings.lang),
        url=archive.addresses.day(day),
        stories=stories,
        single_reports=single_reports,
        lead=headline,
    )
