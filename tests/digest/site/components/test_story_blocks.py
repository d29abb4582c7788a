from dataclasses import replace

import pytest

from digest.archive.model.article import Source
from digest.archive.model.events import Event
from digest.site.components.story_blocks import SENTENCE_CHARS, levels, story_block, whole_sentence
from tests.digest.archive.small_archives import archive_of
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


@pytest.mark.parametrize(
    ("deck", "shown"),
    [
        (
            "Forty ships wait outside the harbour of Neverhaven. Pilots sleep.",
            "Forty ships wait outside the harbour of Neverhaven.",
        ),
        (
            "The governor of the harbour, Gov. Odo Flinck of U.S. descent, waits. So do we.",
            "The governor of the harbour, Gov. Odo Flinck of U.S. descent, waits.",
        ),
        (
            "“We wait for the pilots of Neverhaven until Monday.” So he said.",
            "“We wait for the pilots of Neverhaven until Monday.”",
        ),
        ("No sentence ends here", "No sentence ends here"),
        ("", ""),
        ("A blow to his candidacy from …", "A blow to his candidacy…"),
        ("A blow to his candidacy, he…", "A blow to his candidacy…"),
        ("…", "…"),
        ("a, " * 100, f"{'a, ' * 59}a…"),
        ("ships " * 60, f"{'ships ' * 29}ships…"),
        (f"{'ships ' * 28}for the captain's orders", f"{'ships ' * 27}ships…"),
        (f"{'ships ' * 26}of the Harbour Council of Neverhaven", f"{'ships ' * 26}of the Harbour Council…"),
        (f"{'ships ' * 27}of the Harbour Council of Neverhaven", f"{'ships ' * 26}ships…"),
        ("Odo " * 60, f"{'Odo ' * 44}Odo…"),
        ("the " * 60, f"{'the ' * 44}the…"),
        ("x" * 300, f"{'x' * SENTENCE_CHARS}…"),
    ],
)
def test_a_lead_has_a_whole_sentence_or_ends_with_a_clause_or_a_word(deck: str, shown: str) -> None:
    assert whole_sentence(deck) == shown


def test_no_headline_stands_twice_below_a_lead() -> None:
    headlines = ("Storm closes the harbour", "Storm Closes the Harbour", "Ferries wait", "ferries wait", "Pilots sleep")
    articles = [
        replace(article(number, Source(f"s{number}", f"S{number}", "World"), f"Text {number}."), headline=headline)
        for number, headline in enumerate(headlines, start=1)
    ]
    told = Event(articles[0], tuple(articles), None)
    block = story_block(archive_of(articles), told, articles[0].day, level="lead")
    assert [other.title for other in block.other_headlines] == ["Ferries wait", "Pilots sleep"]
