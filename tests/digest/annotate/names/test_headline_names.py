"""Names that the archive knows, in headlines."""

import pytest

from digest.annotate.names.archive_names import archive_names
from digest.annotate.names.headline_names import HeadlineNames, names_by_first_word
from digest.annotate.records import Annotation, Kind, Mention


def naming(*names: tuple[str, Kind]) -> list[Annotation]:
    """Three texts, each with all those names."""
    mentions = tuple(Mention(9 * n, 9 * n + 5, name, name, kind) for n, (name, kind) in enumerate(names))
    return [Annotation(f"a{n}", mentions) for n in range(3)]


@pytest.fixture(scope="module")
def titles() -> HeadlineNames:
    known = naming(
        ("Nora Vane", "person"),
        ("Harbour Council", "organisation"),
        ("Port Velin", "place"),
        ("Vane", "person"),
        ("Ilan Brandt", "person"),
    )
    rare = Annotation("rare", (Mention(0, 9, "Odo Tarn", "Odo Tarn", "person"),))
    return HeadlineNames(names_by_first_word(archive_names([*known, rare]), {"Ilan Brandt"}))


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Nora Vane: third bridge closed", ["Nora Vane"]),
        ("Third bridge closed by Nora Vane’s order", ["Nora Vane"]),
        ("‘No boats’: Harbour Council answers Nora Vane", ["Harbour Council", "Nora Vane"]),
        ("Nora Vane Jr opens a bridge", []),
        ("Nora Vane & Sons opens a shop", []),
        ("Eleonora Vane opens a bridge", []),
        ("Nora Vanessa opens a bridge", []),
        ("Harbour Council-owned ferry sinks", []),
        ("Vane opens a bridge", []),  # a surname alone may be anybody's
        ("Port Velin Gazette sold", []),  # and a place the beginning of another name
        ("Odo Tarn opens a bridge", []),  # one text alone has that name
        ("Ilan Brandt opens a bridge", []),  # who is followed was looked for by his aliases
        ("", []),
    ],
)
def test_a_full_name_that_several_texts_have_is_found(titles: HeadlineNames, title: str, names: list[str]) -> None:
    mentions = titles.with_headline_names(Annotation("x"), title).title_mentions
    assert [mention.actor for mention in mentions] == names
    assert [title[mention.start : mention.end] for mention in mentions] == [mention.text for mention in mentions]


def test_what_a_headline_has_already_stays(titles: HeadlineNames) -> None:
    there = Annotation("x", title_mentions=(Mention(4, 14, "Nora Vane’s", "Nora Vane’s Fund", "organisation"),))
    assert titles.with_headline_names(there, "The Nora Vane’s Fund grows") is there


def test_the_longest_name_counts() -> None:
    names = archive_names(naming(("Harbour Council", "organisation"), ("Harbour Council Watch", "organisation")))
    [mention] = (
        HeadlineNames(names_by_first_word(names))
        .with_headline_names(Annotation("x"), "Harbour Council Watch meets")
        .title_mentions
    )
    assert mention.actor == "Harbour Council Watch"


def test_the_beginning_of_a_longer_name_is_not_looked_for() -> None:
    fund = "Harbour Gazette Fund"
    mentions = (Mention(0, 20, fund, fund, "organisation"), Mention(30, 45, "Harbour Gazette", fund, "organisation"))
    titles = HeadlineNames(names_by_first_word(archive_names([Annotation(f"a{n}", mentions) for n in range(3)])))
    assert titles.with_headline_names(Annotation("x"), "Stories from the Harbour Gazette").title_mentions == ()
    assert [
        mention.actor for mention in titles.with_headline_names(Annotation("x"), f"{fund} grows").title_mentions
    ] == [fund]
