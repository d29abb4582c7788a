"""Ends child processes with all processes that they have started."""

import os
import signal
import subprocess
from typing import Final

GRACE_S: Final = 5.0  # between asking a process to end and ending it


def end_with_children(process: "subprocess.Popen[bytes]") -> None:
    """End a process that leads a session of its own, and its children; nothing is done to one that has ended."""
    for signal_number in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is not None:
            return
        os.killpg(process.pid, signal_number)
        try:
            process.wait(timeout=GRACE_S)
        except subprocess.TimeoutExpired:
            continue
