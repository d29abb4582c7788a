"""Rows of sources and outputs, without a site."""

from collections.abc import Callable
from pathlib import Path

import pytest

from incremental.state.output_state import OutputState
from incremental.state.rows import ContentRow, OutputRow, SourceRow, ViewKey
from incremental.state.source_state import SourceState

KEY = ViewKey("page.html", b"t", b"v", b"s", b"p")
ROW = OutputRow("a/b.html", KEY, b"digest", 10, 20)
SOURCE = SourceRow("a.md", b"reader", b"stamp", b"digest", b"[]", "<p>é</p>".encode())
CONTENT = ContentRow("a.md", b"content", b"reader", b"stamp", b"digest", b"key", b"[]")


@pytest.fixture
def outputs(tmp_path: Path) -> Callable[[], OutputState]:
    return lambda: OutputState(tmp_path)


@pytest.fixture
def sources(tmp_path: Path) -> Callable[[], SourceState]:
    return lambda: SourceState(tmp_path / "state.sqlite")


def test_what_was_settled_is_there_for_the_next_build(outputs: Callable[[], OutputState]) -> None:
    state = outputs()
    native = OutputRow("b.html", None, b"other", 1, 2)
    broken_name = OutputRow("\udcff.html", KEY, b"d", 1, 2)  # a file name that is not UTF-8
    state.settle([ROW, native, broken_name])
    state.close()
    state = outputs()
    assert state.outputs == {row.path: row for row in (ROW, native, broken_name)}
    state.close()


def test_a_row_that_is_not_settled_again_is_gone(outputs: Callable[[], OutputState]) -> None:
    state = outputs()
    state.settle([ROW])
    state.settle([])
    state.close()
    state = outputs()
    assert state.outputs == {}
    state.close()


def test_of_a_promised_file_nothing_is_known_but_that_it_is_ours(outputs: Callable[[], OutputState]) -> None:
    state = outputs()
    state.settle([ROW])
    state.promise([ROW.path, "new.html"])
    state.close()
    state = outputs()
    assert state.outputs == {path: OutputRow(path, None, b"", 0, 0) for path in (ROW.path, "new.html")}
    state.settle([ROW])
    state.close()
    state = outputs()
    assert state.outputs == {ROW.path: ROW}
    state.close()


def test_a_build_from_nothing_still_knows_which_files_are_ours(outputs: Callable[[], OutputState]) -> None:
    state = outputs()
    state.settle([ROW])
    state.close()
    state = outputs()
    state.forget()
    assert state.outputs == {ROW.path: OutputRow(ROW.path, None, b"digest", 10, 20)}
    state.close()


def test_sources_are_kept_while_they_are_used(sources: Callable[[], SourceState]) -> None:
    state = sources()
    state.put_source(SOURCE)
    state.put_content(CONTENT)
    assert state.source("a.md", b"reader") == SOURCE
    assert state.content("a.md", b"content") == CONTENT
    state.save()
    state.close()
    state = sources()
    assert state.content("a.md", b"content") == CONTENT
    assert state.content("a.md", b"other content") is None
    state.forget_unused()
    state.close()
    state = sources()
    assert state.source("a.md", b"reader") == SOURCE, "a record that is used keeps its body"
    assert state.source("a.md", b"other reader") is None
    state.close()
    state = sources()
    state.forget_unused()
    assert state.source("a.md", b"reader") is None
    assert state.content("a.md", b"content") is None
    state.close()


def test_many_sources_are_stored_without_being_asked(sources: Callable[[], SourceState]) -> None:
    state = sources()
    for number in range(250):
        state.put_source(SourceRow(f"{number}.md", b"reader", b"", b"", b"", b""))
    state.close()  # as a killed process does
    state = sources()
    assert state.source("199.md", b"reader") is not None
    assert state.source("249.md", b"reader") is None
    state.close()


def test_what_is_stored_is_found_beside_what_has_just_been_stored(sources: Callable[[], SourceState]) -> None:
    first = sources()
    first.put_source(SOURCE)
    first.save()
    second = sources()
    second.put_source(SOURCE._replace(path="new.md"))
    second.save()
    assert second.source(SOURCE.path, SOURCE.reader_key) == SOURCE


def test_a_state_that_is_forgotten_is_empty(sources: Callable[[], SourceState]) -> None:
    state = sources()
    state.put_source(SOURCE)
    state.put_content(CONTENT)
    state.save()
    state.forget()
    assert state.source("a.md", b"reader") is None
    assert state.content("a.md", b"content") is None
    state.close()
