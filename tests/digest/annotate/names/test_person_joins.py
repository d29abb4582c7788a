"""Joins of names of persons."""

import pytest

from digest.annotate.names.archive_names import archive_names
from digest.annotate.names.person_joins import MIN_FULL_NAME_ARTICLES
from tests.digest.annotate.names.naming import canonical, rule_of, text


@pytest.mark.parametrize(
    ("usual", "other"),
    [
        ("Yevgeny Orlenko", "Evgeny Orlenko"),
        ("Serhiy Zavadskyy", "Sergei Zavadsky"),
        ("Mohammed al-Karimi", "Muhammad Karimi"),
        ("Kim Sung-ho", "Kim Sung Ho"),
        ("José Marlowe", "Jose Marlowe"),
        ("Edward Marlowe", "Edward J. Marlowe"),
        ("Edward J. Marlowe", "Edward James Marlowe"),
        ("J.K. Marlowe", "J. K. Marlowe"),
        ("Osama bin Karim", "Usama Bin Karim"),
        ("Aleksandr Zhurov", "Alexander Zhurov"),
    ],
)
def test_spellings_of_one_name_join_under_the_one_that_most_articles_have(usual: str, other: str) -> None:
    names = archive_names([text(usual), text(other), text(usual)])
    assert names.canonical[other] == names.canonical[usual] == usual
    assert names.details[usual].articles == 3
    assert rule_of(names, usual, other) == "spelling"


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("Edward Marlowe", "Edwina Marlowe"),
        ("Brian Marlowe", "Bryan Marlowe"),
        ("Edward A. Marlowe", "Edward B. Marlowe"),
        ("Edward Marlowe", "Edward Marlowe Jr."),
        ("Edward VI", "Edward VII"),
        ("Steve Marlowe", "Stephen Marlowe"),
    ],
)
def test_names_of_two_persons_stay_two(first: str, other: str) -> None:
    names = canonical([text(first), text(first), text(other)])
    assert (names[first], names[other]) == (first, other)


def test_a_pet_name_joins_where_nobody_else_has_the_surname() -> None:
    archive = [text("Timothy Marlowe")] * 3 + [text("Tim Marlowe")]
    assert canonical(archive)["Tim Marlowe"] == "Timothy Marlowe"
    assert canonical([*archive, text("Anna Marlowe")])["Tim Marlowe"] == "Tim Marlowe"


def test_a_surname_alone_goes_to_the_only_person_who_is_often_named_with_it() -> None:
    often = [text("Edward Marlowe")] * MIN_FULL_NAME_ARTICLES
    assert canonical([*often, text("Marlowe")])["Marlowe"] == "Edward Marlowe"
    assert canonical([*often[1:], text("Marlowe")])["Marlowe"] == "Marlowe"
    assert canonical([*often, text("Anna Marlowe"), text("Marlowe")])["Marlowe"] == "Marlowe"


def test_a_surname_that_is_mostly_a_place_is_no_person() -> None:
    archive = [text("Edward Lincoln")] * MIN_FULL_NAME_ARTICLES + [text(("Lincoln", "place"))] * 2 + [text("Lincoln")]
    assert canonical(archive)["Lincoln"] == "Lincoln"
    assert archive_names(archive).details["Lincoln"].kind == "place"


def test_a_surname_that_some_texts_take_for_an_organisation_is_the_person() -> None:
    archive = [text("Yevgeny Orlenko", "Yevgeny Orlenko")] * MIN_FULL_NAME_ARTICLES
    archive += [text(("Orlenko", "organisation")), text(("Orlenko", "organisation")), text("Orlenko")]
    assert canonical(archive)["Orlenko"] == "Yevgeny Orlenko"
    assert canonical(archive[:-1])["Orlenko"] == "Orlenko"


def test_a_surname_with_its_particle_goes_to_its_only_bearer() -> None:
    assert (
        canonical([text("Catherine De Marlow")] * MIN_FULL_NAME_ARTICLES + [text("De Marlow")])["De Marlow"]
        == "Catherine De Marlow"
    )
