"""Joins of names that differ in house style."""

import pytest

from digest.annotate.names.archive_names import archive_names
from digest.annotate.names.person_joins import MIN_FULL_NAME_ARTICLES
from tests.digest.annotate.names.naming import VANE, canonical, rule_of, text


@pytest.mark.parametrize(
    ("usual", "other"),
    [
        ("Norland Harbour Board", "The Norland Harbour Board"),
        ("World Ferry Organisation", "World Ferry Organization"),
        ("Quayside", "Quayside Ltd."),
        ("NORSAT", "Norsat"),
        ("N.H.B.", "NHB"),
        ("al Norland", "Al-Norland"),
    ],
)
def test_house_styles_of_a_name_are_one(usual: str, other: str) -> None:
    names = archive_names([text((usual, "organisation"))] * 2 + [text((other, "organisation"))])
    assert names.canonical[other] == usual
    assert rule_of(names, usual, other) == "house style"


def test_who_and_the_world_health_body_are_not_one() -> None:
    assert len(set(canonical([text(("WHO", "organisation")), text(("Who", "work"))]).values())) == 2


def test_a_plain_alias_that_its_text_gave_to_nobody_stays_apart() -> None:
    archive = [text("Yevgenia Vane")] * MIN_FULL_NAME_ARTICLES + [text("Vane")]
    assert canonical(archive, VANE)["Vane"] == "Vane"
