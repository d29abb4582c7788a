from collections.abc import Callable
from pathlib import Path

import pytest

from digest.annotate.actors.actor_files import load_actors
from digest.annotate.records import Actor
from digest.errors import ConfigurationError

Write = Callable[[str, str], Path]


def test_an_actor_file_becomes_an_actor(actor_file: Write) -> None:
    directory = actor_file(
        "harbour-watch.md",
        "Title: Harbour Watch\nKind: organisation\nAliases: HW7; Гавань\nWikidata: Q42\nNever: Watch Tower\n"
        "Merge: The Watch\n\nGuards *ports*.\n\nSecond paragraph.\n",
    )
    assert load_actors(directory) == (
        Actor(
            "Harbour Watch",
            "organisation",
            "harbour-watch",
            ("HW7", "Гавань"),
            "Q42",
            ("Watch Tower",),
            ("The Watch",),
            "Guards *ports*.\n\nSecond paragraph.",
        ),
    )


def test_a_missing_directory_has_no_actors(tmp_path: Path) -> None:
    assert load_actors(tmp_path / "nowhere") == ()


def test_actors_come_by_file_name_and_other_files_are_left_alone(actor_file: Write) -> None:
    actor_file("b.md", "Title: Bee\nKind: group\n")
    actor_file("notes.txt", "nothing")
    directory = actor_file("a.md", "Title: Ay\nKind: group\n")
    assert [actor.name for actor in load_actors(directory)] == ["Ay", "Bee"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kind: person\n", "bee.md: Title is missing"),
        ("Kind: person\nTitle:\n", "bee.md:2: Title is missing"),
        ("Title: Bee\n", "bee.md: Kind is missing: expected one of person, organisation"),
        ("Kind:\nTitle: Bee\n", "bee.md:1: Kind is missing: expected one of person, organisation"),
        ("Title: Bee\nKind: animal\n", "bee.md:2: Kind is 'animal': expected one of person, organisation"),
        ("Title: Bee\nKind: Persn\n", "event, work; did you mean person?"),
        ("Title: Bee\nKind: group\nColour: red\n", "bee.md:3: unknown field 'Colour'"),
        ("Title: Bee\nKnid: group\n", "bee.md:2: unknown field 'Knid': expected one of Title, Kind, Aliases"),
        ("Title: Bee\nKnid: group\n", "Merge, Tag; did you mean Kind?"),
        ("Title: Bee\r\nKind: group\r\nTag: no\r\n", "bee.md:3: Tag is 'no': expected 'never'"),
        ("Title: Bee\nKind: group\nKind: person\n", "bee.md:3: Kind is there twice"),
        ("Title: Bee\nKind: group\nno colon here\n", "expected 'Field: value'"),
        ("Title: Bee\nKind: group\nWikidata: 42\n", "bee.md:3: Wikidata is '42': expected an item such as Q42"),
        ("Title: Bee\nKind: group\nAliases: x\n", "bee.md:3: Aliases has 'x'"),
    ],
)
def test_a_wrong_file_is_refused_by_name_and_field(actor_file: Write, text: str, expected: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        load_actors(actor_file("bee.md", text))
    assert "bee.md" in str(raised.value)
    assert expected in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bee.md").write_bytes(b"Title: B\xe9e\nKind: group\n")
    with pytest.raises(ConfigurationError, match=r"bee\.md: can't be read as UTF-8"):
        load_actors(tmp_path)


def test_a_name_that_two_files_claim_is_refused(actor_file: Write) -> None:
    actor_file("a.md", "Title: Harbour Watch\nKind: group\n")
    with pytest.raises(ConfigurationError, match=r"b\.md: Aliases has 'harbour watch', which a\.md has as Title"):
        load_actors(actor_file("b.md", "Title: Bee\nKind: group\nAliases: harbour watch\n"))


def test_an_acronym_and_a_word_of_the_same_letters_are_two_names(actor_file: Write) -> None:
    actor_file("a.md", "Title: IT\nKind: organisation\n")
    assert len(load_actors(actor_file("b.md", "Title: It\nKind: work\n"))) == 2
