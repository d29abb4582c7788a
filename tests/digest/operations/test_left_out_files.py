"""Articles and pages that can't be read: each is named with what is wrong in it, and the status says so."""

import logging
from pathlib import Path

import pytest

from digest.operations.left_out_files import LeftOutFiles, file_fault


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            b"Title: x\nDate: 22nd of Foo\n\ntext",
            "line 2: Date is '22nd of Foo': expected a date such as 2026-11-22 12:00",
        ),
        (b"Title: x\nDATE: 2026-13-45\n", "line 2: DATE is '2026-13-45': expected a date"),
        (b"\xef\xbb\xbfDate:\nTitle: x\n", "line 1: Date is '': expected a date"),
        (b"Date: 2026-11-22\nModified: soon\n\n", "line 2: Modified is 'soon'"),
        (b"Date: 2026-11-22\n\nModified: soon\n", "KeyError: 'x'"),
        (b"Title: x\nDate: 2026-11-22\n\ncaf\xe9\n", "line 4 has a byte that isn't UTF-8"),
        (b"", "KeyError: 'x'"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_line(data: bytes, expected: str, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(data)
    assert expected in file_fault(file, KeyError("x"))
    assert "\n" not in file_fault(file, ValueError("a\nb"))


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    assert file_fault(tmp_path / "none.md", None) == "it can't be read: No such file or directory"


def test_what_pelican_says_of_files_that_it_leaves_out_is_counted_and_worded(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a.md").write_text("Title: x\nDate: never\n", encoding="utf-8")
    generators, contents = logging.getLogger("pelican.generators"), logging.getLogger("pelican.contents")
    with LeftOutFiles(tmp_path) as left_out:
        try:
            int("never")
        except ValueError:
            generators.exception("Could not process %s", "a.md", exc_info=False)
        contents.error("Skipping %s: could not find information about '%s'", "b.md", "date")
        contents.error(
            "Unknown status '%s' for file %s, skipping it. (Not in %s)", "draught", "c.md", ("draft", "hidden")
        )
        contents.error("Skipping %s: file %r would be written outside output path", "d.md", "../d")
        contents.error("Something else about %s", "e.md")
    assert left_out.count == 4
    messages = [record.getMessage() for record in caplog.records]
    assert (
        messages[0]
        == f"{tmp_path / 'a.md'} is left out: line 2: Date is 'never': expected a date such as 2026-11-22 12:00"
    )
    assert messages[1] == "b.md is left out: it has no Date: expected a line such as Date: 2026-11-22 12:00"
    assert messages[2] == "c.md is left out: Status is 'draught': expected one of draft, hidden"
    contents.error("Skipping %s: could not find information about '%s'", "b.md", "date")
    assert left_out.count == 4
