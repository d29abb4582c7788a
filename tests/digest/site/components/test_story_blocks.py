from dataclasses import replace

import pytest

from digest.archive.model.article import Source
from digest.archive.model.events import Event
from digest.site.components.story_blocks import levels
from tests.digest.archive.small_records import NORTH, article


def event(number: int, sources: int) -> Event:
    first = article(number, NORTH)
    others = (replace(first, id=f"{first.id}{n}", source=Source(f"s{n}", f"S{n}", "World")) for n in range(1, sources))
    return Event(first, (first, *others), None)


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((9, 7, 4, 3), ["major", "major", "plain", "minor"]),
        ((40, 9, 2), ["major", "minor", "minor"]),
        ((3, 2), ["major", "plain"]),
        ((2, 2), ["plain", "plain"]),
        ((), []),
    ],
)
def test_headlines_are_scaled_to_the_stories_of_their_page(sizes: tuple[int, ...], expected: list[str]) -> None:
    assert list(levels(event(number, size) for number, size in enumerate(sizes, start=1)).values()) == expected
