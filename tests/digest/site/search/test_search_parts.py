"""The archive divided into spans of days."""

from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from digest.site.search.search_parts import search_parts
from digest.site.search.search_records import SearchRecord

from .small_search_records import record


def newest_first(days: list[int]) -> list[SearchRecord]:
    ordered = sorted(days, reverse=True)
    return [record(number, date(1970, 1, 1) + timedelta(days=day)) for number, day in enumerate(ordered)]


@given(st.lists(st.integers(-400_000, 400_000), max_size=60), st.integers(1, 8))
def test_parts_hold_every_record_once_in_order(days: list[int], limit: int) -> None:
    records = newest_first(days)
    parts = search_parts(records, limit)
    assert [shown for part in parts for shown in part.records] == records
    assert len({part.name for part in parts}) == len(parts)
    inside = [part for part in parts if part.name != "1970-01-01-1" and not part.name.startswith("2149-06-06")]
    assert all(len(part.records) <= limit or part.first == part.last for part in inside)


def test_a_new_record_changes_one_part() -> None:
    random = Random(4)
    days = [random.randrange(18_000, 20_000) for _ in range(500)]
    records = newest_first(days)
    before = {part.name: part.records for part in search_parts(records, 40)}
    for day in (18_000, 19_000, 19_999):
        fresh = record(1_000, date(1970, 1, 1) + timedelta(days=day))
        after = search_parts(sorted([*records, fresh], key=lambda shown: shown.day, reverse=True), 40)
        changed = [part for part in after if before.get(part.name) != part.records]
        assert len(changed) <= 2  # two where the part is halved
        assert sum(fresh in part.records for part in changed) == 1
