"""Which changes are told of: pairs of versions after those that newspapers made, in words of our own."""

import random
import time

import pytest

from digest.archive.changes.substance import compared, reasons, version

HEADLINE = "Ferry late at Oldport"
TEXT = (
    "The ferry Aurora left Neverhaven at noon on Monday with 40 people on board, and reached Oldport late.\n\n"
    '"We were never warned about the storm, and nobody answered our calls," said Mara Vell, the captain.\n\n'
    "The mayor, Odo Flinck, said that the harbour wall had been inspected in spring by engineers from Quillmouth, that "
    "its repair had cost two million crowns, and that it is likely to stand for years.\n\n"
    "Nobody from the council answered questions about the wall. The council meets again in the week before Easter, and "
    "wants to hear the engineers who built the wall and the captains who use the harbour every day."
)
TEASER = "Engineers look at the harbour wall of Oldport after a ferry was late because of the storm."


def told(before: tuple[str, str], after: tuple[str, str]) -> tuple[str, ...]:
    return reasons(compared(version(*before), version(*after)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Aurora left", "Aurora  left"),
        ('"We were', "“We were"),
        ("Monday with", "Monday — with"),
        ("Flinck", "Flink"),
        ("engineers", "enginers"),
        ("inspected", "inspecting"),
        ("every day", "everyday"),
        ("The ferry", "A ferry"),
        ("two million", "2 million"),
        ("again", "once more"),
        ("late.", "late.\n\nBy Jane Fiction"),
        ("late.", "late.\n\nUpdated at 10:32 GMT, 7 March 2024"),
        ("late.", "late.\n\n3 hours ago"),
        ("late.", "late.\n\nRead more: Ten ferries that were never late"),
        ("late.", "late. (Ann Ray / Northern Wire)"),
    ],
)
def test_typography_typos_and_boilerplate_are_silent(old: str, new: str) -> None:
    assert old in TEXT
    assert told((HEADLINE, TEXT), (HEADLINE, TEXT.replace(old, new, 1))) == ()
    assert told((HEADLINE, TEXT.replace(old, new, 1)), (HEADLINE, TEXT)) == ()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("40 people", "45 people", "figure"),
        ("40 people", "at least 45 people", "figure"),
        ("two million", "three million", "figure"),
        ("two million", "two billion", "figure"),
        ("had been inspected", "had not been inspected", "denial"),
        ("is likely", "is unlikely", "denial"),
        ("said Mara Vell", "said Tilda Wren", "name"),
        ("and nobody answered our calls", "but what of it", "quote"),
        (" The council meets again in the week before Easter, and wants to hear the engineers", "", "text"),
        ("every day.", "every day.\n\nCorrection: The ferry left at noon.", "correction"),
        ("every day.", "every day.\n\nAn earlier version of this article had another time.", "correction"),
    ],
)
def test_what_a_reader_would_want_to_know_is_told_with_the_reason(old: str, new: str, reason: str) -> None:
    assert old in TEXT
    assert reason in told((HEADLINE, TEXT), (HEADLINE, TEXT.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((HEADLINE, TEASER), ("Why was the Aurora late?", TEASER), ()),
        ((HEADLINE, TEASER), ("Storm keeps the Aurora waiting for hours", TEASER), ()),
        (("Storm kills 4 at Oldport", ""), ("Storm kills 7 at Oldport and Farrow", ""), ("figure",)),
        (("Aurora turns 60", ""), ("Aurora celebrates its 60th birthday", ""), ()),
        ((HEADLINE, TEASER), ("Mill sold to a brewery", "The town gets a million crowns for its old mill."), ("text",)),
        (("What we know of the storm", TEASER), ("What we know now", "The town counts its boats and its roofs."), ()),
        (("Live: the storm", TEASER), ("Live: the storm", "The town counts its boats and its roofs."), ()),
        (("", ""), ("", ""), ()),
        (("大雨", "大雨造成三人死亡"), ("大雨", "大雨造成五人死亡"), ()),
    ],
)
def test_headlines_and_teasers_are_told_of_when_they_say_something_else(
    before: tuple[str, str], after: tuple[str, str], expected: tuple[str, ...]
) -> None:
    assert told(before, after) == expected


def test_texts_made_to_take_time_take_little() -> None:
    letters = random.Random(1)
    for alphabet in (1, 2, 30, 3_000):
        one, other = (" ".join(str(letters.randrange(alphabet)) for _ in range(20_000)) for _ in range(2))
        began = time.process_time()
        told(("", f'"{one}"'), ("", f'"{other}"'))
        assert time.process_time() - began < 3, alphabet
