"""The subjects of days, of reports in our own words."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest

from digest.stories.digests.day_subjects import Subject, day_subjects
from digest.stories.digests.subject_terms import SubjectEvent, subject_event
from digest.stories.reports import Report

MakeReport = Callable[..., Report]
DAY = date(2026, 11, 22)
CHOLERA = (
    "Cholera spreads in the harbour of Velin",
    "Harbour of Velin shut after cholera deaths",
    "Cholera: hospital in Mora puts up tents",
    "Wells closed as cholera reaches Upper Mora",
    "How cholera travels down a river",
    "Sailors must know of cholera",
)
OTHER = (
    "Chess club wins on the last board",
    "Orchards fear an early frost",
    "Lighthouse museum opens again",
    "Council votes on fares of trams",
    "A cello is found in a laundry",
)


@pytest.fixture
def events_of(report: MakeReport) -> Callable[..., list[SubjectEvent]]:
    """Makes a day's events, each of one headline: the first of two sources, the others of one of four in turn."""

    def make(day: date, titles: Sequence[str], text: str = "It was said on Sunday.") -> list[SubjectEvent]:
        hours = 24 * (day - DAY).days
        events = []
        for number, title in enumerate(titles):
            sources = ("wire", "post") if number == 0 else (("wire", "post", "lantern", "gazette")[number % 4],)
            reports = [
                report(f"{day}/{number}/{source}", title, text, hours=hours, source=source) for source in sources
            ]
            events.append(subject_event(reports[0].id, day, reports))
        return events

    return make


def test_what_the_headlines_of_several_newsrooms_share_is_a_subject(
    events_of: Callable[..., list[SubjectEvent]],
) -> None:
    events = events_of(DAY, (*CHOLERA, *OTHER))
    [subject] = day_subjects([(DAY, events)])[DAY]
    assert subject == Subject("Cholera", tuple(event.id for event in events[:6]), ("cholera",))


def test_words_that_news_always_has_are_no_subject(events_of: Callable[..., list[SubjectEvent]]) -> None:
    titles = [f"Police look for {thing}" for thing in ("a cello", "a crane", "two goats", "the mayor", "a key")]
    assert day_subjects([(DAY, events_of(DAY, (*titles, *OTHER)))]) == {}


def test_the_habit_of_two_newsrooms_is_no_subject(
    events_of: Callable[..., list[SubjectEvent]], report: MakeReport
) -> None:
    two = [
        subject_event(str(number), DAY, [report(f"{number}/{source}", title, source=source) for source in "ab"])
        for number, title in enumerate(CHOLERA)
    ]
    assert day_subjects([(DAY, two)]) == {}


def test_a_subject_needs_a_story_of_several_sources(events_of: Callable[..., list[SubjectEvent]]) -> None:
    single = events_of(DAY, ("Something else", *CHOLERA, *OTHER))[1:]
    assert day_subjects([(DAY, single)]) == {}


def test_a_subject_goes_on_under_its_name_and_says_when_it_was_there_before(
    events_of: Callable[..., list[SubjectEvent]],
) -> None:
    later = DAY + timedelta(days=2)
    titles = ("Cholera ward in Velin is full", "Cholera vaccine arrives", "Ten cholera cases in Mora")
    days = [(DAY, events_of(DAY, (*CHOLERA, *OTHER))), (later, events_of(later, (*titles, *OTHER)))]
    subjects = day_subjects(days)
    assert [(subject.name, subject.earlier) for subject in subjects[later]] == [("Cholera", DAY)]
    assert day_subjects(days[:1])[DAY] == subjects[DAY]  # nothing depends on a later day


def test_after_a_week_without_it_a_subject_is_new(events_of: Callable[..., list[SubjectEvent]]) -> None:
    later = DAY + timedelta(days=9)
    subjects = day_subjects((day, events_of(day, (*CHOLERA, *OTHER))) for day in (DAY, later))
    assert [subject.earlier for subject in subjects[later]] == [None]


def test_two_words_of_one_subject_make_one(events_of: Callable[..., list[SubjectEvent]], report: MakeReport) -> None:
    around = "The outbreak closed wells and wards; sailors with fever were isolated, the harbour doctor said."
    other = (
        "Vibrio found in wells",
        "Vibrio: what wards must know",
        "Sailors with vibrio isolated",
        "Doctors fear vibrio",
        "Vibrio shuts a harbour",
        "Vibrio travels by ship",
    )
    events = [
        subject_event(
            f"{number}",
            DAY,
            [
                report(f"{number}/{n}", title, around, source=f"s{number % 4 + n}", actors=("Vibrio",))
                for n in range(1 if number else 2)
            ],
        )
        for number, title in enumerate((*CHOLERA, *other))
    ]
    [subject] = day_subjects([(DAY, events)])[DAY]
    assert subject.key_words == ("cholera", "vibrio")
    assert len(subject.events) == 12


def test_a_common_word_of_another_language_is_no_subject_before_it_is_known_to_be_common(
    events_of: Callable[..., list[SubjectEvent]],
) -> None:
    titles = [f"Polizei sucht {thing}" for thing in ("ein Cello", "zwei Ziegen", "Zeugen", "den Dieb", "ein Boot")]
    german = (*titles, "Polizei räumt Haus", "Polizei findet Fahrrad")
    assert day_subjects([(DAY, events_of(DAY, german))]) == {}
    days = [(DAY - timedelta(days=age), events_of(DAY - timedelta(days=age), german * 10)) for age in range(20, -1, -1)]
    assert day_subjects(days) == {}


def test_events_without_words_have_no_subject(report: MakeReport) -> None:
    events = [subject_event(str(n), DAY, [report(str(n), "", source=f"s{n}")]) for n in range(9)]
    assert day_subjects([(DAY, events)]) == {}
    assert day_subjects([]) == {}
