"""The names of subjects, of reports in our own words."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from digest.stories.digests.subject_names import subject_name
from digest.stories.digests.subject_terms import SubjectEvent, subject_event
from digest.stories.reports import Report

MakeReport = Callable[..., Report]
DAY = date(2026, 11, 22)


@pytest.fixture
def events(report: MakeReport) -> Callable[..., list[SubjectEvent]]:
    """Makes an event of each headline."""

    def make(
        titles: Sequence[str], actors: Sequence[str] = (), followed: Sequence[str] = (), text: str = ""
    ) -> list[SubjectEvent]:
        return [
            subject_event(str(n), DAY, [report(str(n), title, text, actors=tuple(actors))], followed)
            for n, title in enumerate(titles)
        ]

    return make


STRIKE = ("Pilots strike in Velin", "Velin: pilots strike on", "Ships wait for pilots")


def test_an_actor_gives_the_name_before_any_phrase(events: Callable[..., list[SubjectEvent]]) -> None:
    assert subject_name(events(STRIKE, ["Guild of Pilots"]), frozenset(["pilot"])) == "Guild of Pilots"


def test_a_followed_actor_goes_before_another(events: Callable[..., list[SubjectEvent]]) -> None:
    actors = ["Guild of Pilots", "Velin Pilots Limited"]
    assert subject_name(events(STRIKE, actors, actors[1:]), frozenset(["pilot"])) == "Velin Pilots Limited"


def test_else_it_is_the_longest_phrase_that_half_of_the_headlines_have(
    events: Callable[..., list[SubjectEvent]],
) -> None:
    assert subject_name(events(STRIKE), frozenset(["pilot"])) == "Pilots strike"


def test_what_the_first_name_leaves_out_has_a_second(events: Callable[..., list[SubjectEvent]]) -> None:
    titles = (*STRIKE, "Harbour blockade goes on", "A blockade without ships")
    assert subject_name(events(titles), frozenset(["pilot", "blockad"])) == "Pilots strike, blockade"


def test_a_word_is_written_as_most_texts_write_it(events: Callable[..., list[SubjectEvent]]) -> None:
    titles = ("CHOLERA IN VELIN", "Cholera reaches Mora", "Why cholera kills")
    text = "The cholera came by ship."
    assert subject_name(events(titles, text=text), frozenset(["cholera"])) == "Cholera"


def test_an_earlier_name_stays_while_it_leaves_out_few_events(events: Callable[..., list[SubjectEvent]]) -> None:
    assert subject_name(events(STRIKE), frozenset(["pilot"]), "Ships, pilots") == "Ships, pilots"
    assert subject_name(events(STRIKE), frozenset(["velin", "pilot"]), "Velin") == "Velin"
    assert subject_name(events(STRIKE), frozenset(["ship", "pilot"]), "Ships") == "Pilots strike"
    assert subject_name(events(STRIKE), frozenset(["pilot"]), "Ferries") == "Pilots strike"


def test_without_a_key_word_in_a_headline_there_is_no_name(events: Callable[..., list[SubjectEvent]]) -> None:
    assert subject_name(events(STRIKE), frozenset(["ferri"])) == ""


def test_a_hostile_headline_is_cut(events: Callable[..., list[SubjectEvent]]) -> None:
    titles = ["pilots " * 5_000, "p" * 100_000, "pilots"]
    assert len(subject_name(events(titles), frozenset(["pilot"]))) < 100
