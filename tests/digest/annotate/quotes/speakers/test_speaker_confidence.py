"""The confidence of each rule."""

from digest.annotate.quotes.speakers.speaker_confidence import MEASURED, MIN_CONFIDENCE, confidence
from tests.digest.annotate.quotes.quoting import OPENING, Annotate


def test_a_speaker_has_a_confidence_and_nobody_has_none(annotate: Annotate) -> None:
    named, nameless = annotate(
        OPENING + "“The sea is calm today,” said Marlow.\n\n“The sea is rough today,” a spokesman for the port said."
    ).quotes
    assert MIN_CONFIDENCE <= named.confidence < 1
    assert (nameless.speaker, nameless.confidence) == (None, 0)


def test_what_a_rule_gets_right_too_seldom_stays_without_a_speaker() -> None:
    assert (
        confidence("work named") < MIN_CONFIDENCE <= min(confidence(rule) for rule in MEASURED if rule != "work named")
    )
