"""Builds that are killed at a chosen moment."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pelican.writers import Writer

from incremental.state.output_state import OutputState
from incremental.state.page_state import PageState

# Each is called while a build ends, most of them several times; (object, method).
STEPS: dict[str, tuple[Any, str]] = {
    "render": (Writer, "_open_w"),
    "trace": (PageState, "put_trace"),
    "promise": (OutputState, "promise"),
    "move": (os, "replace"),
    "remove": (Path, "unlink"),
    "remove folder": (Path, "rmdir"),
    "settle": (OutputState, "settle"),
    "store rows": (OutputState, "_write_once"),
    "store pages": (PageState, "commit"),
}


def killed(build: Callable[[], Any], step: str, call: int, *, after: bool) -> bool:
    """Runs a build in a process of its own that is killed at a call of a step; whether it came so far.

    Processes that the build had forked may outlive it, and hold its locks: this function waits until they have ended.
    """
    alive, held = os.pipe()
    child = os.fork()
    if child == 0:
        owner, name = STEPS[step]
        original = getattr(owner, name)
        calls = 0

        def deadly(*args: Any, **options: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == call and not after:
                os.kill(os.getpid(), signal.SIGKILL)
            result = original(*args, **options)
            if calls == call:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        setattr(owner, name, deadly)
        try:
            build()
        finally:
            os._exit(0)
    os.close(held)
    _, status = os.waitpid(child, 0)
    os.read(alive, 1)  # ends when nobody holds the other end any more
    os.close(alive)
    return os.WIFSIGNALED(status)
