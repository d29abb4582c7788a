"""Joins of the first words of a name."""

from digest.annotate.names.archive_names import archive_names
from digest.annotate.records import Kind
from tests.digest.annotate.names.naming import canonical, rule_of, text


def test_the_first_words_of_a_longer_name_go_under_it() -> None:
    lives: tuple[str, Kind] = ("Quay Lives Matter", "organisation")
    short: tuple[str, Kind] = ("Quay Lives", "organisation")
    names = archive_names([text(lives), text(lives), text(short)])
    assert names.canonical["Quay Lives"] == "Quay Lives Matter"
    assert rule_of(names, "Quay Lives Matter", "Quay Lives") == "beginning"
    apart = [text(lives), text(short), text(short)]
    assert canonical(apart)["Quay Lives"] == "Quay Lives"
    assert canonical([text(("New York Mail", "organisation")), text(("New York", "place"))])["New York"] == "New York"
