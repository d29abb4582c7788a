"""Ends child processes with all processes that they have started, and this process with the one that started it."""

import os
import signal
import subprocess
import threading
import time
from types import FrameType
from typing import Final

GRACE_S: Final = 5.0  # between asking a process to end and ending it
_LOOK_S: Final = 0.5  # how often it is asked whether the parent is there


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


def end_when_asked(parent: int | None) -> None:
    """Let SIGTERM and SIGHUP end this process as Ctrl+C does, and so the end of `parent`, the process that started it.

    A second signal does not break off what the first one has this process end.
    """

    def end(_number: int, _frame: FrameType | None) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:  # as nohup wants it
            signal.signal(number, end)
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True, name="digest-parent").start()


def _end_after(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_S)
    os.kill(os.getpid(), signal.SIGTERM)
