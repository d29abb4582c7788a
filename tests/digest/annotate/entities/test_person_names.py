"""Whom a surname, a given name or another form of a full name means."""

import pytest

from digest.annotate.entities.person_names import PersonReference, gender_by_name, resolved_persons, surname


def names(*references: str, known: tuple[str, ...] = ()) -> list[str]:
    """The full names of references, each given as a name or as "honorific: name"."""
    parsed = [reference.rpartition(": ") for reference in references]
    return [
        *resolved_persons(
            [PersonReference(at, tuple(name.split()), honorific) for at, (honorific, _, name) in enumerate(parsed)],
            known,
        ).names
    ]


@pytest.mark.parametrize(
    ("references", "meant"),
    [
        (("Ottoline Vane", "Vane"), "Ottoline Vane"),
        (("Ottoline Vane", "Ottoline"), "Ottoline Vane"),
        (("Catherine De Bolle", "De Bolle"), "Catherine De Bolle"),
        (("Hou Hsiao-hsien", "Hou"), "Hou Hsiao-hsien"),
        (("Anna Vane", "Peter Vane", "mr: Vane"), "Peter Vane"),
        (("Anna Vane", "Anna Vane", "Peter Vane", "Vane"), "Anna Vane"),
        (("John Q. Vane", "John Vane", "John Vane"), "John Vane"),
        (("Marlow",), "Marlow"),
    ],
)
def test_the_last_reference_means(references: tuple[str, ...], meant: str) -> None:
    assert names(*references)[-1] == meant


def test_a_son_keeps_his_own_name() -> None:
    assert names("Donald Vane", "Donald Vane Jr.") == ["Donald Vane", "Donald Vane Jr."]


def test_cousins_with_different_middle_names_are_two() -> None:
    assert names("John Quincy Vane", "John Paul Vane") == ["John Quincy Vane", "John Paul Vane"]


def test_the_name_of_a_followed_person_wins() -> None:
    assert names("Otty B. Vane", "Otty B. Vane", known=("Otty Vane",)) == ["Otty Vane", "Otty Vane"]


def test_an_honorific_tells_the_gender_before_the_given_name_does() -> None:
    persons = resolved_persons([PersonReference(0, ("Alex", "Vane"), "mrs"), PersonReference(9, ("Peter", "Marlow"))])
    assert persons.genders == {"Alex Vane": "f", "Peter Marlow": "m"}


@pytest.mark.parametrize(
    ("name", "gender"),
    [("Abigail Vane", "f"), ("Xq Petrova", "f"), ("Amalina Vane", "f"), ("Viggo Vane", "m"), ("Xoriko Vane", None)],
)
def test_a_name_shows_the_gender_of_its_bearer(name: str, gender: str | None) -> None:
    assert gender_by_name(name) == gender


def test_a_suffix_is_no_surname() -> None:
    assert surname(("Donald", "Vane", "Jr.")) == "Vane"
