"""Pages that stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incremental.write.pagination import from_oldest


@given(st.integers(0, 60), st.integers(1, 7))
def test_every_item_is_on_one_page_and_in_order(count: int, size: int) -> None:
    newest_first = list(range(count, 0, -1))
    pages = from_oldest(newest_first, size)
    assert [item for page in pages for item in page.items] == newest_first
    assert all(len(page.items) == size for page in pages[1:])
    assert len(pages[0].items) < 2 * size


@given(st.integers(0, 60), st.integers(1, 7))
def test_pages_point_to_their_neighbours(count: int, size: int) -> None:
    pages = from_oldest(range(count), size)
    assert [page.number for page in pages] == [0, *range(len(pages) - 1, 0, -1)]
    numbers = [None, *(page.number for page in pages), None]
    for newer, page, older in zip(numbers, pages, numbers[2:], strict=False):
        assert (page.newer, page.older) == (newer, older)


@given(st.integers(0, 60), st.integers(1, 7))
def test_a_new_item_changes_the_front_page_and_at_times_its_neighbour(count: int, size: int) -> None:
    before = {page.number: page for page in from_oldest(range(count, 0, -1), size)}
    after = {page.number: page for page in from_oldest(range(count + 1, 0, -1), size)}
    changed = {number for number in after if after[number] != before.get(number)}
    new = set(after) - set(before)
    assert changed - new <= {0, max(after) - 1}
    assert len(new) <= 1


def test_a_page_of_no_items_is_refused() -> None:
    with pytest.raises(ValueError, match="expected 1 or more"):
        from_oldest([1], 0)
