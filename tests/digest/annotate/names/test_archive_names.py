"""Names over an archive: properties of all rules together."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.annotate.names.archive_names import archive_names
from digest.annotate.records import Kind
from tests.digest.annotate.names.naming import VANE, text

NAMES = ("Yevgeny Orlov", "Evgeny Orlov", "Orlov", "ORLOV", "Tim Orlov", "NFB", "Norland Ferry Board", "Nfb", "Vane")
MENTIONS = st.tuples(st.sampled_from(NAMES), st.sampled_from(("person", "organisation", "place")))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(MENTIONS, max_size=4), max_size=14), st.randoms(use_true_random=False))
def test_the_order_of_articles_changes_nothing(archive: list[list[tuple[str, Kind]]], order: random.Random) -> None:
    annotations = [text(*names) for names in archive]
    before = archive_names(annotations, [VANE])
    order.shuffle(annotations)
    assert archive_names(annotations, [VANE]) == before


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.tuples(st.text(min_size=1, max_size=9), st.just("person")), max_size=3), max_size=6))
def test_any_text_can_be_a_name(archive: list[list[tuple[str, Kind]]]) -> None:
    annotations = [text(*names) for names in archive]
    names = archive_names(annotations, [VANE])
    for annotation in annotations:
        names.with_canonical_names(annotation)
    assert set(names.canonical.values()) <= {*names.canonical}
