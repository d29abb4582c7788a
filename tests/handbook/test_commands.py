"""Every command that a reader is told to type exists and takes its options; the table of commands is complete."""

import re
from pathlib import Path

import pytest
from invoke.exceptions import ParseError

from concordance.program import _OF_DEVELOPERS
from tests.handbook.reference_tables import names_in_tables, rows_by_name
from tests.handbook.written_commands import PAGES, SITE_README, commands_of, parsed, tasks

LEAST_COMMANDS = 60


@pytest.mark.parametrize("page", [*PAGES, SITE_README], ids=lambda page: page.name)
def test_every_command_that_is_written_can_be_given(page: Path) -> None:
    for words in commands_of(page):
        try:
            parsed(words)
        except ParseError as error:
            pytest.fail(f"{page.name}: {' '.join(words)}: {error}")


def test_the_handbook_writes_commands_as_a_site_has_them() -> None:
    editors = "|".join(sorted(set(tasks().task_names) - _OF_DEVELOPERS))
    wrong = re.compile(rf"invoke (?:{editors})\b")
    assert [page.name for page in PAGES if page.parent.name == "docs" and wrong.search(page.read_text())] == [
        "README.md"
    ]


def test_the_commands_of_the_pages_are_found_and_wrong_ones_are_refused() -> None:
    assert sum(len(list(commands_of(page))) for page in PAGES) >= LEAST_COMMANDS
    for words in (("bild",), ("build", "--claen"), ("follow",)):
        with pytest.raises((ParseError, AssertionError)):
            parsed(words)


def test_the_table_of_commands_has_all_with_all_their_options(root: Path) -> None:
    rows = rows_by_name(root / "docs" / "commands.md")
    assert sorted(rows) == sorted(tasks().task_names)
    for name, row in rows.items():
        arguments = [one for one in tasks()[name].get_arguments() if not one.positional]
        options = [f"--{argument.name.replace('_', '-')}" for argument in arguments]
        assert sorted(re.findall(r"`(--[a-z-]+)`", row[2])) == sorted(options), name


def test_the_words_that_have_to_be_given_are_in_the_table(root: Path) -> None:
    for name, row in rows_by_name(root / "docs" / "commands.md").items():
        needed = [one.name.upper() for one in tasks()[name].get_arguments() if one.positional]
        assert row[0].split()[1:] == needed


def test_the_commands_of_an_editor_stand_apart_from_those_of_developers(root: Path) -> None:
    tables = names_in_tables(root / "docs" / "commands.md")
    assert set(tables["For whoever changes the software"]) == _OF_DEVELOPERS
    assert set(tables["For an editor"]) == set(tasks().task_names) - _OF_DEVELOPERS
