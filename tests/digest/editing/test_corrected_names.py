"""Suggestions and explanations of names after the editor's corrections."""

from collections.abc import Callable
from pathlib import Path

import pytest

from digest.archive.corrections import Corrections, KindCorrection, Rename, Untag
from digest.archive.index_file import INDEX_FILE, IndexFile
from digest.editing.archive_reports import joined_names, names_in, reports_of_name
from digest.editing.found_name_reasons import found_name_reasons
from tests.digest.archive.small_archives import inputs_of, update
from tests.digest.archive.small_records import NORTH, SOUTH, article

Indexed = Callable[..., IndexFile]


@pytest.fixture
def indexed(tmp_path: Path) -> Indexed:
    """The index of four articles of two sources, after corrections."""

    def made(**corrections: object) -> IndexFile:
        index = IndexFile(tmp_path / INDEX_FILE)
        articles = [
            article(1, NORTH, names=("High Court", "Tidewater")),
            article(2, NORTH, names=("High Court", "Tidewater")),
            article(3, SOUTH, names=("High Court", "Edward Fiction")),
            article(4, SOUTH, names=("High Court", "Ed Fiction", "Edward Fiction")),
        ]
        update(index, articles, inputs_of(corrections=Corrections.model_validate(corrections)))
        return index

    return made


def _suggested(cache: Path) -> dict[str, tuple[str, int, tuple[str, ...]]]:
    names = names_in(cache, ())
    assert names is not None
    return {one.canonical.name: (one.canonical.kind, one.canonical.articles, one.sources) for one in names}


def test_without_corrections_names_are_as_they_were_found(indexed: Indexed, tmp_path: Path) -> None:
    indexed()
    assert _suggested(tmp_path) == {
        "High Court": ("person", 4, ("Northern Wire", "Southern Post")),
        "Tidewater": ("person", 2, ("Northern Wire",)),
        "Edward Fiction": ("person", 2, ("Southern Post",)),
    }


def test_the_kind_that_the_editor_says_is_that_of_suggestions_and_explanations(
    indexed: Indexed, tmp_path: Path
) -> None:
    index = indexed(kind=(KindCorrection(name="Tidewater", kind="organisation"),))
    assert _suggested(tmp_path)["Tidewater"] == ("organisation", 2, ("Northern Wire",))
    reported = {one.canonical.name: one.canonical.kind for one in reports_of_name(index, (), "Tidewater")}
    assert reported["Tidewater"] == "organisation"
    lines = found_name_reasons(index, joined_names(index, ()), "tidewater")
    assert lines[:2] == [
        "Tidewater: found by itself, as an organisation in 2 articles",
        "    corrections.toml: of the kind organisation",
    ]


def test_a_name_that_is_no_actor_is_not_suggested_and_why_says_so(indexed: Indexed, tmp_path: Path) -> None:
    index = indexed(untag=(Untag(name="Tidewater"), Untag(name="High Court", source="north")))
    suggested = _suggested(tmp_path)
    assert "Tidewater" not in suggested
    assert suggested["High Court"] == ("person", 2, ("Southern Post",))
    details = joined_names(index, ())
    assert found_name_reasons(index, details, "Tidewater") == [
        "Tidewater: found as a person in 2 articles, and tagged in none",
        "    corrections.toml: no actor everywhere",
    ]
    assert found_name_reasons(index, details, "High Court")[:2] == [
        "High Court: found by itself, as a person in 2 articles",
        "    corrections.toml: no actor where source 'north'",
    ]


def test_two_names_of_one_actor_are_counted_as_one(indexed: Indexed, tmp_path: Path) -> None:
    index = indexed(
        rename=(Rename(name="Edward Fiction", to="Ned Fiction"), Rename(name="Ed Fiction", to="Ned Fiction"))
    )
    suggested = _suggested(tmp_path)
    assert suggested["Ned Fiction"] == ("person", 2, ("Southern Post",))
    assert not {"Edward Fiction", "Ed Fiction"} & suggested.keys()
    assert "Ned Fiction" in {one.canonical.name for one in reports_of_name(index, (), "Ned Fiction")}
    details = joined_names(index, ())
    assert found_name_reasons(index, details, "Ned Fiction")[:3] == [
        "Ned Fiction: named by corrections alone, as a person in 2 articles",
        "    corrections.toml: also Edward Fiction everywhere",
        "    corrections.toml: also Ed Fiction everywhere",
    ]
    assert found_name_reasons(index, details, "Edward Fiction") == [
        "Edward Fiction: found as a person in 2 articles, and tagged in none",
        "    corrections.toml: Ned Fiction everywhere",
    ]


def test_one_name_of_two_actors_is_counted_apart(indexed: Indexed, tmp_path: Path) -> None:
    indexed(rename=(Rename(name="High Court", to="High Court of Quayside", source="north"),))
    suggested = _suggested(tmp_path)
    assert suggested["High Court"] == ("person", 2, ("Southern Post",))
    assert suggested["High Court of Quayside"] == ("person", 2, ("Northern Wire",))
