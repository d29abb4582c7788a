"""Rows of sources and outputs, without a site."""

from collections.abc import Callable
from pathlib import Path

import pytest

from incremental.records import OutputRow, SourceRow, ViewKey
from incremental.state import State

KEY = ViewKey("page.html", b"t", b"v", b"s", b"p")
ROW = OutputRow("a/b.html", KEY, b"digest", 10, 20)
SOURCE = SourceRow("a.md", b"reader", "stamp", b"digest", "[]", "<p>é</p>".encode())


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., State]:
    def opened_for(folder: str = "output") -> State:
        (tmp_path / folder).mkdir(exist_ok=True)
        return State(tmp_path / "state.sqlite", tmp_path / folder)

    return opened_for


def test_what_was_settled_is_there_for_the_next_build(opened: Callable[..., State]) -> None:
    state = opened()
    native = OutputRow("b.html", None, b"other", 1, 2)
    broken_name = OutputRow("\udcff.html", KEY, b"d", 1, 2)  # a file name that is not UTF-8
    state.settle([ROW, native, broken_name])
    state.close()
    state = opened()
    assert state.outputs == {row.path: row for row in (ROW, native, broken_name)}
    state.close()


def test_a_row_that_is_not_settled_again_is_gone(opened: Callable[..., State]) -> None:
    state = opened()
    state.settle([ROW])
    state.settle([])
    state.close()
    state = opened()
    assert state.outputs == {}
    state.close()


def test_of_a_promised_file_nothing_is_known_but_that_it_is_ours(opened: Callable[..., State]) -> None:
    state = opened()
    state.settle([ROW])
    state.promise([ROW.path, "new.html"])
    state.close()
    state = opened()
    assert state.outputs == {path: OutputRow(path, None, b"", 0, 0) for path in (ROW.path, "new.html")}
    state.settle([ROW])
    state.close()
    state = opened()
    assert state.outputs == {ROW.path: ROW}
    state.close()


def test_sources_are_kept_while_they_are_used(opened: Callable[..., State]) -> None:
    state = opened()
    state.keep_source(SOURCE)
    state.save_sources()
    state.close()
    state = opened()
    assert state.source("a.md", b"reader") == SOURCE
    assert state.source("a.md", b"other reader") is None
    state.settle([])
    state.close()
    state = opened()
    state.settle([])
    assert state.source("a.md", b"reader") is None
    state.close()


def test_many_sources_are_stored_without_being_asked(opened: Callable[..., State]) -> None:
    state = opened()
    for number in range(250):
        state.keep_source(SourceRow(f"{number}.md", b"reader", "", b"", "", b""))
    state.close()  # as a killed process does
    state = opened()
    assert state.source("199.md", b"reader") is not None
    assert state.source("249.md", b"reader") is None
    state.close()


def test_a_build_from_nothing_still_knows_which_files_are_ours(opened: Callable[..., State]) -> None:
    state = opened()
    state.keep_source(SOURCE)
    state.save_sources()
    state.settle([ROW])
    state.close()
    state = opened()
    state.forget()
    assert state.outputs == {ROW.path: OutputRow(ROW.path, None, b"digest", 10, 20)}
    assert state.source("a.md", b"reader") is None
    state.close()


def test_each_output_folder_has_its_own_rows_until_it_is_deleted(opened: Callable[..., State], tmp_path: Path) -> None:
    state = opened("one")
    state.settle([ROW])
    state.close()
    state = opened("two")
    assert state.outputs == {}
    state.settle([])
    state.close()
    state = opened("one")
    assert state.outputs == {ROW.path: ROW}
    state.close()
    (tmp_path / "one").rmdir()
    state = opened("two")
    state.settle([])
    state.close()
    state = opened("one")
    assert state.outputs == {}
    state.close()
