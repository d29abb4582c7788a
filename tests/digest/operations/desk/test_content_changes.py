from pathlib import Path

import pytest

from digest.errors import ConfigurationError
from digest.operations.desk.content_changes import ShownLine, change_of, take_out, write_change
from digest.operations.desk.content_lines import ActorFile, DecisionEntry, correction
from digest.operations.desk.desk_journal import DeskJournal, WrittenLine

KINDS = '# ours\n[[kind]]\nname = "Tidewater"\nkind = "organisation"\n'
UNTAG = correction("untag", {"name": "Jordan"})
PIN = DecisionEntry("pin", "2026/11/22/ferry-strike")


def test_the_lines_are_shown_with_their_numbers_and_what_is_new_in_them(tmp_path: Path) -> None:
    (tmp_path / "corrections.toml").write_text(KINDS)
    assert change_of(tmp_path, UNTAG).shown == (
        ShownLine(6, "", "[[untag]]", ""),
        ShownLine(7, "", 'name = "Jordan"', ""),
    )
    (tmp_path / "decisions.toml").write_text('# first\npin = ["a"]  # why\n')
    assert change_of(tmp_path, PIN).shown == (ShownLine(2, 'pin = ["a"', ', "2026/11/22/ferry-strike"', "]  # why"),)


def test_what_was_written_is_taken_out_again_byte_for_byte(tmp_path: Path) -> None:
    file = tmp_path / "corrections.toml"
    for before in (KINDS, KINDS.rstrip("\n"), "\n\n", None):
        if before is None:
            file.unlink()
        else:
            file.write_text(before)
        change = change_of(tmp_path, UNTAG)
        write_change(change)
        assert file.read_text().endswith('[[untag]]\nname = "Jordan"\n')
        take_out(change)
        assert (file.read_text() if file.exists() else None) == before


def test_what_was_changed_elsewhere_in_the_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "corrections.toml"
    file.write_text(KINDS.rstrip("\n"))
    change = change_of(tmp_path, UNTAG)
    write_change(change)
    later = '\n[[rename]]\nname = "A"\nto = "B"\n'
    file.write_text("# a note\n" + file.read_text() + later)
    take_out(change)
    assert file.read_text() == "# a note\n" + KINDS + later


@pytest.mark.parametrize("edited", ['pin = ["a", "2026/11/22/ferry-strike", "b"]\n', 'drop = ["a"]\n', None])
def test_a_line_that_has_changed_since_is_left(tmp_path: Path, edited: str | None) -> None:
    file = tmp_path / "decisions.toml"
    file.write_text('pin = ["a"]\n')
    change = change_of(tmp_path, PIN)
    write_change(change)
    file.unlink() if edited is None else file.write_text(edited)
    with pytest.raises(ConfigurationError, match=r"decisions\.toml, line 1: it has changed there since"):
        take_out(change)
    assert (file.read_text() if file.exists() else None) == edited


def test_a_line_that_stands_in_two_places_is_left(tmp_path: Path) -> None:
    file = tmp_path / "corrections.toml"
    change = change_of(tmp_path, UNTAG)
    write_change(change)
    file.write_text(2 * file.read_text())
    with pytest.raises(ConfigurationError, match="by hand"):
        take_out(change)


def test_a_file_that_changes_between_the_look_and_the_writing_is_not_written(tmp_path: Path) -> None:
    change = change_of(tmp_path, PIN)
    (tmp_path / "decisions.toml").write_text("# meanwhile\n")
    with pytest.raises(ConfigurationError, match="has changed meanwhile"):
        write_change(change)
    assert change_of(tmp_path, PIN).state != change.state


def test_a_file_with_carriage_returns_or_other_bytes_is_left(tmp_path: Path) -> None:
    for data in (b'pin = ["a"]\r\n', b"# \xff\n"):
        (tmp_path / "decisions.toml").write_bytes(data)
        with pytest.raises(ConfigurationError, match=r"decisions\.toml"):
            change_of(tmp_path, PIN)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "kept.toml").write_text('pin = ["a"]\n')
    (tmp_path / "decisions.toml").symlink_to("kept.toml")
    write_change(change_of(tmp_path, PIN))
    assert (tmp_path / "decisions.toml").is_symlink()
    assert "ferry-strike" in (tmp_path / "kept.toml").read_text()


def test_the_journal_takes_out_the_last_line_first(tmp_path: Path) -> None:
    journal = DeskJournal()
    for line in (PIN, DecisionEntry("pin", "b"), UNTAG):
        journal.write(WrittenLine(change_of(tmp_path, line), "title", "item"))
    assert journal.items("") == {"item"}
    assert journal.items("a later build") == set()
    journal.undo()
    assert not (tmp_path / "corrections.toml").exists()
    journal.undo()
    assert (tmp_path / "decisions.toml").read_text() == 'pin = ["2026/11/22/ferry-strike"]\n'
    journal.undo()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ConfigurationError, match="nothing was written in this run"):
        journal.undo()


def test_an_actor_that_does_not_fit_the_others_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "ada.md").write_text("Title: Ada Fiction\nKind: person\n")
    twice = ActorFile("ada-2.md", "Title: Ada Fiction\nKind: person\n")
    journal = DeskJournal()
    with pytest.raises(ConfigurationError, match="each name in one file only"):
        journal.write(WrittenLine(change_of(tmp_path, twice), "title", "item"))
    assert [file.name for file in (tmp_path / "actors").iterdir()] == ["ada.md"]
    assert journal.written == ()


def test_an_actors_file_that_was_edited_stays_whole(tmp_path: Path) -> None:
    change = change_of(tmp_path, ActorFile("ada.md", "Title: Ada Fiction\nKind: person\n"))
    write_change(change)
    file = tmp_path / "actors" / "ada.md"
    file.write_text(file.read_text() + "\nA harbour pilot.\n")
    with pytest.raises(ConfigurationError, match="changed there since"):
        take_out(change)
    assert file.read_text().endswith("A harbour pilot.\n")
