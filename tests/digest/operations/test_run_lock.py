import subprocess
import sys
from pathlib import Path

import pytest

from digest.operations.run_lock import AnotherRunError, run_lock


def test_one_run_at_a_time_holds_the_lock(tmp_path: Path) -> None:
    file = tmp_path / "cache" / "refresh.lock"
    with run_lock(file), pytest.raises(AnotherRunError, match="another run is under way"), run_lock(file):
        pass
    with run_lock(file):
        pass


def test_a_process_that_outlives_the_run_keeps_the_lock(tmp_path: Path) -> None:
    file = tmp_path / "refresh.lock"
    with run_lock(file) as descriptor:
        command = [sys.executable, "-c", "input()"]
        step = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=(descriptor,))
    with pytest.raises(AnotherRunError), run_lock(file):
        pass
    step.communicate(b"\n")
    with run_lock(file):
        pass
