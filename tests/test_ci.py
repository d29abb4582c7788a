"""A test that needs the corpus or a browser must not be skipped in CI; seen on a run of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SKIPPING = """
import pytest
@pytest.mark.{marker}
def test_skipped():
    pytest.skip("it is not here")
def test_passed():
    pass
"""


@pytest.mark.parametrize(
    ("marker", "ci", "workers", "status"),
    [("corpus", "true", "0", 1), ("browser", "true", "2", 1), ("corpus", "", "0", 0), ("other", "true", "2", 0)],
)
def test_a_skip_fails_the_run_in_ci_only(
    root: Path, tmp_path: Path, marker: str, ci: str, workers: str, status: int
) -> None:
    shutil.copy(root / "tests" / "conftest.py", tmp_path / "conftest.py")
    (tmp_path / "pyproject.toml").write_text('[tool.pytest.ini_options]\nmarkers = ["corpus", "browser", "other"]\n')
    (tmp_path / "test_it.py").write_text(SKIPPING.format(marker=marker))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", workers, str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "CI": ci},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == status, done.stdout
    assert done.stdout.strip().splitlines()[-1].startswith("1 passed, 1 skipped")
