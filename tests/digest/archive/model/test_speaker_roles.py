"""What texts call a speaker."""

from dataclasses import replace
from datetime import date

from digest.annotate.records import Annotation, Role
from digest.archive.model.article import Article
from digest.archive.model.speaker_roles import is_whole_role, usual_role
from tests.digest.archive.small_archives import archive_of
from tests.digest.archive.small_records import NORTH, article


def _telling(number: int, *phrases: str) -> Article:
    told = article(number, NORTH)
    return replace(told, annotation=Annotation(told.id, roles=tuple(Role("Ada Fiction", phrase) for phrase in phrases)))


def test_the_phrase_of_most_texts_up_to_a_day_is_the_role() -> None:
    first, second, third = _telling(1, "harbourmaster"), _telling(2, "pilot"), _telling(3, "pilot")
    topics = archive_of([third, second, first]).topics
    assert topics.role("Ada Fiction", third.day) == "pilot"
    assert topics.role("Ada Fiction", first.day) == "harbourmaster"
    assert topics.role("Ada Fiction", date(1999, 1, 1)) == ""


def test_a_phrase_that_was_cut_out_of_a_sentence_is_no_role() -> None:
    telling = _telling(1, "But President", "president of the guild")
    assert archive_of([telling]).topics.role("Ada Fiction", telling.day) == "president of the guild"
    assert not is_whole_role("But President")


def test_of_equally_frequent_phrases_the_longest_counts() -> None:
    assert usual_role(["pilot", "harbourmaster"]) == "harbourmaster"
    assert usual_role([]) == ""
