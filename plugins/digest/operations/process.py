"""Processes that we start: none goes on without us."""

import os
import signal
import subprocess

GRACE_S = 5.0  # between asking a process to end and ending it


def end(process: "subprocess.Popen[bytes]") -> None:
    """Ends a process that leads a session of its own, with all its children; one that has ended stays so."""
    for what in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is not None:
            return
        os.killpg(process.pid, what)
        try:
            process.wait(timeout=GRACE_S)
        except subprocess.TimeoutExpired:
            continue
