"""The terms of a report, and how much it stresses each."""

from collections.abc import Callable

from digest.stories.clustering.term_vectors import ACTOR_EMPHASIS, HEADLINE_EMPHASIS, LEAD_WORDS, is_word, term_emphasis
from digest.stories.reports import Report

MakeReport = Callable[..., Report]


def test_a_word_counts_most_that_stands_in_headline_and_text(report: MakeReport) -> None:
    emphasis = term_emphasis(report("a", "Footbridge collapses", "The footbridge fell."))
    assert emphasis == {"footbridg": HEADLINE_EMPHASIS, "collaps": HEADLINE_EMPHASIS - 1.0, "fell": 1.0}


def test_actors_are_terms_but_no_words(report: MakeReport) -> None:
    emphasis = term_emphasis(report("a", "", "", actors=("Mora Authority",)))
    assert emphasis == {"@mora authority": ACTOR_EMPHASIS}
    assert not any(map(is_word, emphasis))


def test_only_the_first_words_of_a_text_count(report: MakeReport) -> None:
    text = " ".join(f"word{number}" for number in range(LEAD_WORDS + 10))
    assert len(term_emphasis(report("a", "", text))) == LEAD_WORDS
