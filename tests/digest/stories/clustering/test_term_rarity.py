"""How rare terms are in the archive."""

import json
import math

from digest.stories.clustering.term_rarity import MAX_RARITY, MAX_TERMS, MIN_RARITY, TermRarity


def test_a_term_is_the_rarer_the_fewer_reports_have_it_within_bounds() -> None:
    rarity = TermRarity(reports=20_000)
    assert MIN_RARITY == rarity.rarity(20_000) < rarity.rarity(500) < rarity.rarity(50) < rarity.rarity(0) == MAX_RARITY


def test_a_vector_has_the_length_of_one_and_its_weightiest_terms_first() -> None:
    rarity = TermRarity()
    for _ in range(300):
        rarity.add(["mora"])
    vector = rarity.vector({"mora": 1.0, "footbridge": 1.0, "velin": 3.0})
    assert vector.terms == ("velin", "footbridge", "mora")
    assert list(vector.counts) == [0, 0, 300]
    assert math.isclose(sum(weight * weight for weight in vector.weights), 1.0)


def test_a_vector_is_cut_to_its_weightiest_terms() -> None:
    emphasis = {f"word{number:03}": 1.0 + number for number in range(MAX_TERMS + 20)}
    vector = TermRarity().vector(emphasis)
    assert len(vector.terms) == MAX_TERMS
    assert "word019" not in vector.terms


def test_counting_goes_on_from_a_record() -> None:
    rarity = TermRarity()
    rarity.add({"mora": 3.0, "velin": 1.0})
    later = TermRarity(**json.loads(json.dumps(rarity.record())))
    later.add(["mora"])
    assert later.record() == {"reports": 2, "with_term": {"mora": 2, "velin": 1}}


def test_a_report_without_terms_has_an_empty_vector() -> None:
    assert TermRarity().vector({}).terms == ()
