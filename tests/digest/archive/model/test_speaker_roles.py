"""What texts call a speaker."""

from dataclasses import replace
from datetime import date

from digest.annotate.records import Annotation, Role
from digest.archive.model.article import Article
from digest.archive.model.speaker_roles import speaker_roles

from tests.digest.archive.small_records import NORTH, article


def _telling(number: int, *phrases: str) -> Article:
    told = article(number, NORTH)
    return replace(told, annotation=Annotation(told.id, roles=tuple(Role("Ada Fiction", phrase) for phrase in phrases)))


def test_the_phrase_of_most_texts_up_to_a_day_is_the_role() -> None:
    first, second, third = _telling(1, "harbourmaster"), _telling(2, "pilot"), _telling(3, "pilot")
    roles = speaker_roles([third, second, first], str)
    assert roles.usual("Ada Fiction", third.day) == "pilot"
    assert roles.usual("Ada Fiction", first.day) == "harbourmaster"
    assert roles.usual("Ada Fiction", date(1999, 1, 1)) == ""


def test_a_phrase_that_was_cut_out_of_a_sentence_is_no_role() -> None:
    telling = _telling(1, "But President", "president of the guild")
    assert speaker_roles([telling], str).usual("Ada Fiction", telling.day) == "president of the guild"


def test_names_of_one_actor_share_their_roles() -> None:
    telling = _telling(1, "harbourmaster")
    assert speaker_roles([telling], lambda _: "ada").usual("ada", telling.day) == "harbourmaster"
