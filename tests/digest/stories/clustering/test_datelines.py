"""Datelines, which are no part of what a report says."""

import pytest

from digest.stories.clustering.datelines import without_dateline


@pytest.mark.parametrize("opening", ["", "VELIN (Wire) - ", "November 22, 2026 8:05 AM  VELIN, Mora — ", "МОРА — "])
def test_where_a_report_was_written_is_no_part_of_what_it_says(opening: str) -> None:
    assert without_dateline(f"{opening}The footbridge fell - at dawn.") == "The footbridge fell - at dawn."
