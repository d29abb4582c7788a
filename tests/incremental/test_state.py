"""Rows of sources and outputs, without a site."""

from collections.abc import Callable
from pathlib import Path

import pytest

from incremental.state.output_state import OUTPUT_FILE, OutputState
from incremental.state.rows import MadeFile, OutputRow, SourceRow, ViewKey
from incremental.state.source_state import SourceState
from incremental.state.state_file import opened_state

KEY = ViewKey("page.html", b"t", b"v", b"s", b"p")
ROW = OutputRow("a/b.html", KEY, b"digest", 10, 20)
SOURCE = SourceRow("a.md", b"reader", b"stamp", b"digest", b"[]", "<p>é</p>".encode())


@pytest.fixture
def outputs(tmp_path: Path) -> Callable[[], OutputState]:
    return lambda: OutputState(tmp_path)


@pytest.fixture
def sources(tmp_path: Path) -> Callable[[], SourceState]:
    return lambda: SourceState(opened_state(tmp_path / "state.sqlite"))


def _settle(state: OutputState, *made: MadeFile) -> bytes:
    for one in made:
        state.put(one)
    state.promise()
    token = state.settle()
    state.close()
    return token


def test_what_was_settled_is_there_for_the_next_build(outputs: Callable[[], OutputState]) -> None:
    native = OutputRow("b.html", None, b"other", 1, 2)
    broken_name = OutputRow("\udcff.html", KEY, b"d", 1, 2)  # a file name that is not UTF-8
    token = _settle(outputs(), *map(MadeFile, (ROW, native, broken_name)))
    state = outputs()
    assert [state.row(row.path) for row in (ROW, native, broken_name)] == [ROW, native, broken_name]
    assert state.row("c.html") is None
    assert state.token() == token
    state.close()


def test_a_file_that_is_not_made_again_is_stale_and_a_page_of_a_group_is_not(
    outputs: Callable[[], OutputState],
) -> None:
    member = ROW._replace(path="member.html")
    _settle(outputs(), MadeFile(ROW), MadeFile(member, is_member=True))
    state = outputs()
    assert [*state.stale()] == [ROW.path]
    assert (state.is_made(ROW.path), state.is_made("member.html")) == (False, True)
    assert [*state.members()] == [(b"member.html", b"v")]
    state.put_gone(["member.html"])
    assert [*state.stale()] == [ROW.path, "member.html"]
    _settle(state)
    state = outputs()
    assert (state.row(ROW.path), state.row("member.html"), state.sizes()) == (None, None, (0, 0))
    state.close()


def test_of_a_promised_file_nothing_is_known_but_that_it_is_ours(outputs: Callable[[], OutputState]) -> None:
    _settle(outputs(), MadeFile(ROW))
    state = outputs()
    state.put(MadeFile(ROW, "waiting"))
    state.promise()
    state.close()
    state = outputs()
    assert (state.row(ROW.path), state.token()) == (OutputRow(ROW.path, None, b"", 0, 0), b"")
    _settle(state, MadeFile(ROW))
    assert outputs().row(ROW.path) == ROW


def test_nothing_is_stored_where_nothing_has_changed(outputs: Callable[[], OutputState], tmp_path: Path) -> None:
    token = _settle(outputs(), MadeFile(ROW), MadeFile(ROW._replace(path="member.html"), is_member=True))
    before = (tmp_path / OUTPUT_FILE).read_bytes()
    assert _settle(outputs(), MadeFile(ROW, is_new=False)) == token
    assert (tmp_path / OUTPUT_FILE).read_bytes() == before


def test_files_and_bytes_are_counted_as_they_change(outputs: Callable[[], OutputState]) -> None:
    _settle(outputs(), MadeFile(ROW), MadeFile(ROW._replace(path="b.html", size=5), is_member=True))
    state = outputs()
    _settle(state, MadeFile(ROW._replace(size=100)), MadeFile(ROW._replace(path="c.html", size=1)))
    assert state.sizes() == (3, 106)
    state = outputs()
    _settle(state, MadeFile(ROW._replace(path="b.html", size=7), "waiting", is_member=True))
    assert state.sizes() == (1, 7)


def test_a_build_from_nothing_still_knows_which_files_are_ours(outputs: Callable[[], OutputState]) -> None:
    _settle(outputs(), MadeFile(ROW))
    state = outputs()
    state.forget()
    assert state.row(ROW.path) == OutputRow(ROW.path, None, b"digest", 10, 20)
    assert state.token() == b""
    state.close()


def test_pages_of_another_template_or_program_are_found(outputs: Callable[[], OutputState]) -> None:
    other = ROW._replace(path="other.html", key=KEY._replace(template_key=b"old"))
    _settle(outputs(), *(MadeFile(row, is_member=True) for row in (ROW, other)))
    state = outputs()
    assert [*state.members_made_otherwise(lambda key: key.template_key == b"t")] == ["other.html"]
    state.close()


def test_the_state_in_the_output_folder_is_for_its_owner_alone(
    outputs: Callable[[], OutputState], tmp_path: Path
) -> None:
    outputs().close()
    assert (tmp_path / OUTPUT_FILE).stat().st_mode & 0o077 == 0


def test_sources_are_kept_while_they_are_used(sources: Callable[[], SourceState]) -> None:
    state = sources()
    state.put(SOURCE)
    assert state.source("a.md", b"reader") == SOURCE
    state.forget_unused()
    state = sources()
    assert state.source("a.md", b"reader") == SOURCE
    assert state.source("a.md", b"other reader") is None
    state.forget_unused()
    state = sources()
    state.forget_unused()
    assert state.source("a.md", b"reader") is None


def test_many_sources_are_stored_without_being_asked(sources: Callable[[], SourceState]) -> None:
    state = sources()
    for number in range(250):
        state.put(SourceRow(f"{number}.md", b"reader", b"", b"", b"", b""))
    state = sources()  # as after a killed process
    assert state.source("199.md", b"reader") is not None
    assert state.source("249.md", b"reader") is None


def test_a_state_that_is_forgotten_is_empty(sources: Callable[[], SourceState]) -> None:
    state = sources()
    state.put(SOURCE)
    state.save()
    state.forget()
    assert state.source("a.md", b"reader") is None
