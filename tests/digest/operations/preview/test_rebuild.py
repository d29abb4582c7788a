import subprocess
import sys
from pathlib import Path

import pytest

from digest.operations.preview.rebuild import failure_line, rebuild


def _python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_of_a_build_that_failed_the_last_line_is_told() -> None:
    done = rebuild(_python("import sys; sys.exit('INFO x: begun\\nactors/one.md: no title')"))
    assert done.failure == "actors/one.md: no title"
    assert not done.changed


def test_a_traceback_is_told_by_its_first_cause(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("x = 1\ny = x +\n", encoding="utf-8")
    code = "try:\n import broken\nexcept SyntaxError as error:\n raise OSError('not built') from error"
    failed = subprocess.run(_python(code), cwd=tmp_path, capture_output=True, text=True, check=False)
    line = failure_line(failed.stderr, failed.returncode)
    assert line == f"OSError: not built ({tmp_path / 'broken.py'}, line 2)"


@pytest.mark.parametrize("status", [1, -9])
def test_a_build_that_says_nothing_is_told_by_its_status(status: int) -> None:
    assert str(status) in failure_line(" \n", status)


def test_warnings_and_the_last_line_are_for_the_terminal() -> None:
    code = "import sys; print('a\\nBuilt it'); print('INFO x: y\\nWARNING x: z', file=sys.stderr)"
    done = rebuild(_python(code))
    assert done.lines == ("WARNING x: z", "Built it")
    assert (done.failure, done.changed) == ("", True)


def test_a_build_with_nothing_to_do_changes_nothing() -> None:
    assert not rebuild(_python("print('Nothing has changed since the last build: 3 articles')")).changed
