"""The archive divided into spans of days."""

from collections import Counter
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from digest.site.search.search_parts import search_parts


def newest_first(days: list[int]) -> list[tuple[date, int]]:
    """The days, counted from 1970 on, each with how often it is there."""
    return [(date(1970, 1, 1) + timedelta(days=day), number) for day, number in sorted(Counter(days).items())][::-1]


@given(st.lists(st.integers(-400_000, 400_000), max_size=60), st.integers(1, 8))
def test_parts_hold_every_day_once_in_order(days: list[int], limit: int) -> None:
    counted = newest_first(days)
    parts = search_parts(counted, limit)
    assert [day for part in parts for day in part.days] == [day for day, _ in counted]
    assert sum(part.articles for part in parts) == len(days)
    assert len({part.name for part in parts}) == len(parts)
    inside = [part for part in parts if part.name != "1970-01-01-1" and not part.name.startswith("2149-06-06")]
    assert all(part.articles <= limit or part.first == part.last for part in inside)


def test_a_new_article_changes_one_part() -> None:
    random = Random(4)
    days = [random.randrange(18_000, 20_000) for _ in range(500)]
    before = {part.name: part for part in search_parts(newest_first(days), 40)}
    for day in (18_000, 19_000, 19_999):
        after = search_parts(newest_first([*days, day]), 40)
        changed = [part for part in after if before.get(part.name) != part]
        assert len(changed) <= 2  # two where the part is halved
        assert sum(date(1970, 1, 1) + timedelta(days=day) in part.days for part in changed) == 1
