from dataclasses import replace

import pytest

from digest.archive.model.events import Event
from digest.site.components.digest_sections import Heading
from digest.site.components.front_bands import (
    DECK_CHARS_BELOW,
    FIRST_BELOW,
    MAX_BANDS,
    band_events,
    front_bands,
    more_sections,
    tells,
    with_joined_subjects,
)
from digest.site.views.shared_views import DigestSection
from tests.digest.archive.small_archives import archive_of
from tests.digest.archive.small_records import NORTH, SOUTH, article


def single(number: int) -> Event:
    first = article(number, NORTH)
    return Event(first, (first,), None)


def told(number: int) -> Event:
    first = article(number, NORTH)
    return Event(first, (first, replace(first, id=f"{first.id}2", source=SOUTH)), None)


def test_a_band_has_as_many_events_as_fill_its_columns() -> None:
    group = [told(1), *map(single, range(2, 12))]
    for number, shown in ((1, 1), (2, 2), (3, 3), (4, 4), (5, 4), (6, 6), (11, 6)):
        [events] = band_events({Heading("World"): group[:number]}, ()).values()
        assert events == group[:shown]


def test_what_is_shown_elsewhere_is_left_out() -> None:
    group = [told(1), told(2), single(3)]
    assert band_events({Heading("World"): group}, {group[0].lead.id}) == {Heading("World"): group[1:]}
    assert band_events({Heading("World"): group}, {event.lead.id for event in group}) == {}


def test_a_subject_that_two_days_name_more_and_less_fully_is_one_band() -> None:
    events = [told(1), told(2), told(3), told(4), single(5)]
    short, long = Heading("Odo Flinck", is_subject=True), Heading("Odo Flinck, pilots", is_subject=True)
    pilots, section = Heading("Pilots", is_subject=True), Heading("Odo Flinck, pilots and ships")
    groups = {long: [events[0], events[4]], pilots: [events[1]], short: [events[2]], section: [events[3]]}
    assert with_joined_subjects(groups, events) == {
        short: [events[0], events[2], events[4]],
        pilots: [events[1]],
        section: [events[3]],
    }


def test_single_reports_alone_make_a_band_from_three_on() -> None:
    two = {Heading("World"): [single(1), single(2)]}
    assert band_events(two, ()) == {}
    three = {Heading("World"): [single(1), single(2), single(3)]}
    assert band_events(three, ()) == three


@pytest.mark.parametrize(
    ("headline", "told"),
    [
        ("Ship waits", True),
        ("Is the port safe?", False),
        ("Evening update: headlines from The Northern Courier", False),
        ("Northern Couriers wait", True),
    ],
)
def test_a_headline_that_asks_or_names_its_own_source_tells_no_event(headline: str, told: bool) -> None:
    source = replace(NORTH, name="The Northern Courier")
    alone = replace(article(1, source), headline=headline)
    assert tells(Event(alone, (alone,), None)) is told


def test_what_others_report_too_is_an_event_although_it_names_the_source() -> None:
    first = replace(article(1, NORTH), headline=f"{NORTH.name} is sold")
    assert tells(Event(first, (first, article(2, SOUTH)), None))


def test_what_stands_below_the_first_story_has_a_deck_of_two_lines() -> None:
    text = "The ferries of the lower river stayed at their moorings for an eighth day, and nobody knew why or for long."
    articles = [
        replace(article(day, NORTH, text.replace("ferries", word)), headline=f"{word} wait")
        for day, word in enumerate(("Ships", "Boats", "Trains", "Pilots", "Tugs", "Barges"), start=1)
    ]
    events = [Event(one, (one,), None) for one in articles]
    [band] = front_bands(archive_of(articles), {Heading("Security"): events}, articles[0].day)
    lengths = [len(story.deck) for story in band.stories]
    assert min(lengths[:FIRST_BELOW]) > DECK_CHARS_BELOW >= max(lengths[FIRST_BELOW:]) > DECK_CHARS_BELOW / 2


@pytest.mark.parametrize(("number", "more"), [(5, 0), (7, 6)])
def test_the_sections_without_a_band_are_listed_where_the_menu_has_not_all(number: int, more: int) -> None:
    articles = [replace(article(day, NORTH, f"Text {day}."), section=f"Section {day}") for day in range(1, number + 1)]
    band = DigestSection("Section 1", "", "section-1", ())
    links = more_sections(archive_of(articles), (band,))
    assert [link.text for link in links] == [f"Section {day}" for day in range(2, 2 + more)]


def test_a_site_of_forty_sections_has_no_forty_bands() -> None:
    groups = {Heading(f"Section {number}"): [told(number % 28 + 1)] for number in range(40)}
    assert list(band_events(groups, ())) == list(groups)[:MAX_BANDS]
