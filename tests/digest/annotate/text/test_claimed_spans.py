from hypothesis import given, settings
from hypothesis import strategies as st

from digest.annotate.text.claimed_spans import ClaimedSpans

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)).map(lambda span: (span[0], span[0] + span[1])))


@settings(deadline=None)
@given(SPANS, st.integers(0, 30), st.integers(1, 6))
def test_a_span_overlaps_if_any_claimed_span_shares_a_character_with_it(
    spans: list[tuple[int, int]], start: int, length: int
) -> None:
    claimed = ClaimedSpans(spans)
    characters = {offset for first, end in spans for offset in range(first, end)}
    assert claimed.overlaps(start, start + length) == bool(characters & {*range(start, start + length)})


def test_spans_that_only_touch_do_not_overlap() -> None:
    claimed = ClaimedSpans([(2, 4)])
    assert not claimed.overlaps(0, 2)
    assert not claimed.overlaps(4, 6)
    claimed.add(4, 6)
    assert claimed.overlaps(5, 7)
