"""What tasks.py does for every command: a signal to it reaches the program that does the work."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

WORK = "import time; print(1, flush=True); time.sleep(60)"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_ends_a_command_ends_its_program(root: Path, number: signal.Signals) -> None:
    # A shell starts what runs in its background with SIGINT ignored, these tests too.
    heard = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)"
    code = f"{heard}\nimport sys, tasks\ntasks._run([sys.executable, '-c', {WORK!r}])"
    command = [sys.executable, "-c", code]
    env = {**os.environ, "PYTHONPATH": str(root)}
    # In a session of its own, without a terminal that would send Ctrl+C to both.
    with subprocess.Popen(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        assert process.stdout
        process.stdout.readline()
        process.send_signal(number)
        assert process.stdout.read() == b""  # the program has the other end, and has closed it
        assert process.wait() != 0
