"""One build for the preview. It runs in a separate process, so that it uses the present code."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from ..build_outcome import BuildOutcome
from ..child_processes import end_with_children


def rebuild(command: Sequence[str]) -> BuildOutcome:
    """Run the command of a build, which takes `--report`; an interruption ends the build too.

    A build that ends without a report (it was killed, or its own code can't be imported) has failed; its message is the
    last line of its standard error.
    """
    with TemporaryDirectory(prefix="digest-preview-") as folder:
        report = Path(folder, "build.json")
        # A session of its own, so that Ctrl+C reaches the preview alone, which then ends all processes of the build.
        process = subprocess.Popen(
            [*command, "--report", str(report)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        try:
            _, errors = process.communicate()
        finally:
            end_with_children(process)
        if report.exists():
            return BuildOutcome.from_json(report.read_text(encoding="utf-8"))
    lines = errors.decode("utf-8", "replace").strip().splitlines()
    return BuildOutcome("failed", lines[-1] if lines else f"the build ended with status {process.returncode}")
