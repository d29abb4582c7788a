import sys

import pytest

from digest.operations.build_outcome import BuildOutcome
from digest.operations.preview.rebuild import rebuild


def _python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_the_report_of_the_build_is_read() -> None:
    outcome = BuildOutcome("built", "Built it", warnings=("WARNING x: z",))
    code = (
        f"import sys; open(sys.argv[sys.argv.index('--report') + 1], 'w').write({outcome.to_json()!r}); print('noise')"
    )
    assert rebuild(_python(code)) == outcome


def test_of_a_build_that_cannot_report_the_last_line_is_told() -> None:
    outcome = rebuild(_python("import sys; sys.exit('INFO x: begun\\nSyntaxError: invalid syntax')"))
    assert outcome == BuildOutcome("failed", "SyntaxError: invalid syntax")


@pytest.mark.parametrize("code", ["raise SystemExit(3)", "import os; os.kill(os.getpid(), 9)"])
def test_a_build_that_says_nothing_is_told_by_its_status(code: str) -> None:
    outcome = rebuild(_python(code))
    assert outcome.is_failure
    assert ("status 3" in outcome.message) or ("status -9" in outcome.message)
