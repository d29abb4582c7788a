import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from digest.operations.build_outcome import BuildOutcome
from digest.operations.preview.ready_builds import STALE
from digest.operations.preview.rebuild import Rebuilder

from .running import Project

# A process that makes no builds, but what `request` says of each.
PROCESS = "import json, os, sys\nfor line in sys.stdin:\n    request = json.loads(line)\n"
REPORT = "    open(request['arguments'][-1], 'w').write({!r})\n"
ANSWER = "    print({}, flush=True)\n"


@pytest.fixture
def outcome_of() -> Iterator[Any]:
    begun: list[Rebuilder] = []

    def outcome(code: str) -> BuildOutcome:
        rebuilder = Rebuilder([sys.executable, "-c", PROCESS + code])
        begun.append(rebuilder.__enter__())
        return rebuilder.rebuild(["--now", "x"])

    yield outcome
    for rebuilder in begun:
        rebuilder.__exit__(None, None, None)


def test_the_report_of_the_build_is_read(outcome_of: Any) -> None:
    outcome = BuildOutcome("built", "Built it", warnings=("WARNING x: z",))
    assert outcome_of(REPORT.format(outcome.to_json()) + ANSWER.format(0)) == outcome


def test_of_a_build_that_cannot_report_the_last_line_is_told(outcome_of: Any) -> None:
    code = "    open(request['errors'], 'w').write('INFO x: begun\\nSyntaxError: invalid syntax\\n')\n" + ANSWER.format(
        1
    )
    assert outcome_of(code) == BuildOutcome("failed", "SyntaxError: invalid syntax")
    assert outcome_of("    sys.exit('ImportError: x')\n") == BuildOutcome("failed", "ImportError: x")


@pytest.mark.parametrize("code", [ANSWER.format(3), "    os.kill(os.getpid(), 9)\n", "    os._exit(3)\n"])
def test_a_build_that_says_nothing_is_told_by_its_status(outcome_of: Any, code: str) -> None:
    outcome = outcome_of(code)
    assert outcome.is_failure
    assert ("status 3" in outcome.message) or ("status -9" in outcome.message)


def test_a_process_whose_code_has_changed_is_begun_anew(tmp_path: Path) -> None:
    stale = f"    if os.path.exists('begun'): os.remove('begun'); sys.exit({STALE})\n    open('begun', 'w')\n"
    code = "import os; os.chdir({!r})\n{}{}{}".format(
        str(tmp_path), PROCESS, stale, REPORT.format(BuildOutcome("built", "").to_json()) + ANSWER.format(0)
    )
    with Rebuilder([sys.executable, "-c", code]) as rebuilder:
        assert [rebuilder.rebuild([]).status for _ in range(3)] == ["built"] * 3


def test_a_process_that_was_killed_between_builds_is_begun_anew() -> None:
    built = REPORT.format(BuildOutcome("built", "").to_json())
    code = PROCESS + built + ANSWER.format(0) + "    os.kill(os.getpid(), 9)\n"
    with Rebuilder([sys.executable, "-c", code]) as rebuilder:
        for _ in range(2):
            assert rebuilder.rebuild([]).status == "built"
            assert rebuilder._process
            rebuilder._process.wait()


def test_a_build_inherits_what_the_one_before_it_had_to_load_until_code_changes(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(tmp_path, root)
    extra = tmp_path / "extra_of_site.py"
    extra.write_text("import os\nPIDS = [os.getpid()]\n")
    log = tmp_path / "pids"
    with project.settings.open("a") as settings:
        settings.write(f"\nimport extra_of_site\nopen({str(log)!r}, 'a').write(f'{{extra_of_site.PIDS}}\\n')\n")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(root / "plugins"), str(tmp_path))))
    arguments = ["--settings", str(project.settings)]
    for name in ("content", "output", "cache"):
        arguments += [f"--{name}", str(tmp_path / name)]

    def loaded_by() -> str:
        project.write(f"Title {time.monotonic_ns()}")
        outcome = rebuilder.rebuild(arguments)
        assert outcome.status == "built", outcome.message
        return log.read_text().splitlines()[-1]

    with Rebuilder() as rebuilder:
        first, second, third = loaded_by(), loaded_by(), loaded_by()
        assert first != second == third
        extra.write_text("import os\nPIDS = [os.getpid(), 'changed']\n")
        assert "changed" in loaded_by()


def test_an_interruption_ends_the_build_that_is_under_way(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    code = f"{PROCESS}    open({str(pid)!r}, 'w').write(str(os.getpid()))\n    import time; time.sleep(60)\n"

    def interrupt() -> None:
        while not (pid.exists() and pid.read_text()):
            time.sleep(0.01)
        os.kill(os.getpid(), 2)

    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt), Rebuilder([sys.executable, "-c", code]) as rebuilder:
        rebuilder.rebuild([])
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)
