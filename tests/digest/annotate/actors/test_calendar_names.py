"""Names that are months: a person's or a date."""

import pytest

from digest.annotate.actors.alias_matches import alias_matches
from digest.annotate.actors.calendar_names import is_date
from digest.annotate.records import Actor

MAY = Actor("Judith May", "person", "may", aliases=("May",))


@pytest.mark.parametrize(
    ("text", "is_known", "expected"),
    [
        ("closes in May for", True, True),
        ("on May 9 the", True, True),
        ("between April and May the", True, True),
        ("since last May she", True, True),
        ("12 May was", True, True),
        ("April, May and June", True, True),
        ("May a prisoner vote", True, True),
        ("On May 9, May will", True, True),
        ("said that May wants", True, False),
        ("May will have to go", True, False),
        ("Mrs May went", False, False),
        ("the cold of a sudden May melted", False, True),
        ("yesterday May said", False, False),
    ],
)
def test_a_month_is_told_by_the_words_beside_it(text: str, is_known: bool, expected: bool) -> None:
    assert is_date(text, alias_matches(text, (MAY,))[0], is_known=is_known) is expected


def test_other_names_are_no_dates() -> None:
    (match,) = alias_matches("closes in Vane for", (Actor("Vane", "person", "vane"),))
    assert not is_date("closes in Vane for", match, is_known=False)
