"""The builds of the preview. They run in other processes, so that they use the present code."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Final, Self

from ..build_outcome import BuildOutcome
from ..child_processes import GRACE_S, end_with_children
from .ready_builds import STALE

READY_BUILDS: Final = (sys.executable, "-m", "digest.operations.preview.ready_builds")
_LOOK_MS: Final = 500  # so long an interruption may wait that comes just before the wait for an answer


class Rebuilder:
    """Makes one build after the other, each in a fork of a process that is ready for it (see `ready_builds`).

    When the block ends, also by an interruption, so do all processes of a build that is under way.
    """

    def __init__(self, command: Sequence[str] = READY_BUILDS) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._folder = TemporaryDirectory(prefix="digest-preview-")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()
        self._folder.cleanup()

    def rebuild(self, arguments: Sequence[str]) -> BuildOutcome:
        """The outcome of a build with these arguments.

        A build that ends without a report (it was killed, or its own code can't be imported) has failed; its message is
        the last line of its standard error.
        """
        folder = Path(self._folder.name)
        report, errors = folder / "build.json", folder / "errors"
        for file in (report, errors):
            file.unlink(missing_ok=True)
        request = {"arguments": [*arguments, "--report", str(report)], "errors": str(errors)}
        status = self._asked(json.dumps(request), folder / "process-errors")
        if report.exists():
            return BuildOutcome.from_json(report.read_text(encoding="utf-8"))
        lines = [line for file in (errors, folder / "process-errors") for line in _lines(file)]
        return BuildOutcome("failed", lines[-1] if lines else f"the build ended with status {status}")

    def _asked(self, request: str, errors: Path) -> int:
        """The exit status of the build; that of the process where it has ended without an answer."""
        if self._process and self._process.poll() is not None:  # it was killed while nothing was built
            self._end()
        while True:
            is_new = self._process is None
            self._process = self._process or self._begun(errors)
            if answer := _answer(self._process, request):
                return int(answer)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(GRACE_S)  # its answer has ended, and so does the process
            status = self._end()
            if is_new or status != STALE:
                return status

    def _begun(self, errors: Path) -> "subprocess.Popen[bytes]":
        # A session of its own, so that Ctrl+C reaches the preview alone, which then ends all processes of the build.
        with errors.open("wb") as file:
            return subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=file, start_new_session=True
            )

    def _end(self) -> int:
        """Ends the process, if there is one, and returns its exit status."""
        process, self._process = self._process, None
        if process is None:
            return 0
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]  # both are pipes
        end_with_children(process)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # a build whose process was killed
        return process.returncode


def _answer(process: "subprocess.Popen[bytes]", request: str) -> bytes:
    assert process.stdin
    assert process.stdout
    try:
        process.stdin.write(f"{request}\n".encode())
        process.stdin.flush()
    except BrokenPipeError:
        return b""
    waiting = select.poll()
    waiting.register(process.stdout, select.POLLIN)
    while not waiting.poll(_LOOK_MS):
        pass  # Ctrl+C just before the wait begins is raised here; a read would never return
    return process.stdout.readline()


def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8", "replace").strip().splitlines() if file.exists() else []
