"""Some days of real feeds through the whole site, by the same program as the 30 days of the benchmark."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(600)]


def test_days_of_real_feeds_built_one_by_one_give_the_bytes_of_a_clean_build(root: Path, corpus: Path) -> None:
    size = ["--days", "2", "--feeds", "3", "--items", "8", "--every", "2", "--annotate-once"]
    done = subprocess.run(
        [sys.executable, "tests/benchmarks/replay.py", *size],
        cwd=root,
        env={**os.environ, "DIGEST_CORPUS": str(corpus)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "0 faults"
    assert done.stdout.count("held against a clean build") == 1
