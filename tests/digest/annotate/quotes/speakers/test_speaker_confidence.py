"""The confidence in a speaker."""

from digest.annotate.confidence.logistic_model import LogisticModel, shares
from digest.annotate.quotes.speakers.speaker_confidence import MIN_CONFIDENCE
from tests.digest.annotate.quotes.quoting import OPENING, Annotate


def test_a_speaker_has_a_confidence_and_nobody_has_none(annotate: Annotate) -> None:
    named, nameless = annotate(
        OPENING + "“The sea is calm today,” said Marlow.\n\n“The sea is rough today,” a spokesman for the port said."
    ).quotes
    assert MIN_CONFIDENCE <= named.confidence <= 1
    assert (nameless.speaker, nameless.confidence) == (None, 0)


def test_a_name_right_beside_is_surer_than_a_pronoun_among_several(annotate: Annotate) -> None:
    text = (
        OPENING + "“The sea is calm,” said Otto Brandt.\n\nMarlow watched Brandt go.\n\n“The sea is rough,” he added."
    )
    named, by_pronoun = annotate(text).quotes
    assert by_pronoun.confidence < named.confidence


def test_a_probability_is_between_none_and_all_and_rises_with_the_score() -> None:
    model = LogisticModel(-1.0, {"near": 2.0, "far": -1.5})
    scores = [model.score(features) for features in ({"far": 2.0}, {"far": 1.0}, {}, {"unknown": 9.0}, {"near": 1.5})]
    assert scores == [-4.0, -2.5, -1.0, -1.0, 2.0]
    assert [model.probability(score) for score in (-900.0, 0.0, 900.0)] == [0.0, 0.5, 1.0]


def test_candidates_share_the_probability_with_each_other_and_with_nobody() -> None:
    assert shares([]) == []
    assert shares([0.0]) == [0.5]
    first, second = shares([2.0, 2.0])
    assert first == second < 0.5
    assert sum(shares([900.0, -900.0])) <= 1
