"""The lists of verbs of speech."""

import re

from digest.annotate.lexicon.reporting_verbs import (
    INDIRECT_SPEECH_VERBS,
    INVERTED_VERBS,
    OTHER_LANGUAGES_VERBS,
    REPORTED_BY,
    REPORTING_VERBS,
    SURE_REPORTING_VERBS,
    SURER_THAN_THE_TAGGER,
)
from digest.annotate.lexicon.word_lists import alternatives


def test_a_verb_of_a_narrower_list_is_a_reporting_verb() -> None:
    for verbs in (SURE_REPORTING_VERBS, INDIRECT_SPEECH_VERBS, INVERTED_VERBS, SURER_THAN_THE_TAGGER):
        assert verbs <= REPORTING_VERBS


def test_expressions_of_several_words_have_spaces() -> None:
    assert "quoted as saying" in REPORTED_BY
    assert "ha scritto" in OTHER_LANGUAGES_VERBS


def test_the_longest_alternative_is_tried_first_and_marks_mean_themselves() -> None:
    expression = alternatives({"re-published", "say", "says", "a.b"})
    assert re.match(expression, "says").group() == "says"  # type: ignore[union-attr]  # it matches
    assert re.fullmatch(expression, "axb") is None
