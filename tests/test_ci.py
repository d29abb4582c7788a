"""A test that needs the corpus or a browser must not be skipped in CI; seen on a run of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SKIPPING = """
import pytest
@pytest.mark.{marker}
def test_skipped():
    pytest.skip("it is not here")
def test_passed():
    pass
"""
KNOWN_TO_FAIL = """
import pytest
@pytest.mark.corpus
@pytest.mark.xfail(strict=True, reason="known")
def test_known_to_fail():
    assert False
"""


@pytest.mark.parametrize(
    ("marker", "ci", "workers", "status"),
    [("corpus", "true", "0", 1), ("browser", "true", "2", 1), ("corpus", "", "0", 0), ("other", "true", "2", 0)],
)
def test_a_skip_fails_the_run_in_ci_only(tmp_path: Path, marker: str, ci: str, workers: str, status: int) -> None:
    done = _run(tmp_path, SKIPPING.format(marker=marker), ci, workers)
    assert done.returncode == status, done.stdout
    assert done.stdout.strip().splitlines()[-1].startswith("1 passed, 1 skipped")


def test_an_expected_failure_is_no_skip(tmp_path: Path) -> None:
    done = _run(tmp_path, KNOWN_TO_FAIL, "true", "0")
    assert done.returncode == 0, done.stdout
    assert done.stdout.strip().splitlines()[-1].startswith("1 xfailed")


def _run(folder: Path, tests: str, ci: str, workers: str) -> subprocess.CompletedProcess[str]:
    shutil.copy(ROOT / "tests" / "conftest.py", folder / "conftest.py")
    (folder / "pyproject.toml").write_text('[tool.pytest.ini_options]\nmarkers = ["corpus", "browser", "other"]\n')
    (folder / "test_it.py").write_text(tests)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", workers, str(folder)],
        cwd=folder,
        env={**os.environ, "CI": ci},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
