"""One build for the preview, in a process of its own: it has the code as it stands in the files now."""

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from ..build import UNCHANGED
from ..process import end

_PLACE = re.compile(r'^  File "(.+)", line (\d+)', re.MULTILINE)
_FURTHER_ERROR = re.compile(r"^(The above exception was|During handling of the above exception)", re.MULTILINE)
_TO_BE_SEEN = ("WARNING ", "ERROR ", "CRITICAL ")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How a build went. `failure` is one line, "" if there was none; `lines` are for the terminal."""

    failure: str
    changed: bool
    lines: tuple[str, ...]


def rebuild(command: Sequence[str]) -> Rebuilt:
    """Runs one build to its end; an interruption ends the build too."""
    # A session of its own, so that Ctrl+C comes to us alone and we end all of it.
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    try:
        output, errors = (text.decode("utf-8", "replace") for text in process.communicate())
    finally:
        end(process)
    if process.returncode:
        return Rebuilt(failure_line(errors, process.returncode), changed=False, lines=())
    said = [line for line in errors.splitlines() if line.startswith(_TO_BE_SEEN)]
    return Rebuilt("", not output.startswith(UNCHANGED), (*said, *output.splitlines()[-1:]))


def failure_line(errors: str, status: int) -> str:
    """What went wrong, from what the build wrote to its standard error; with the place where a traceback tells of one.

    Of several tracebacks the first is the cause of the others.
    """
    lines = errors.strip().splitlines()
    if not lines:
        return f"the build ended with status {status} and said nothing"
    begun = errors.find("Traceback (most recent call last):")
    if begun < 0:
        return lines[-1]
    cause = _FURTHER_ERROR.split(errors[begun:])[0]
    places = _PLACE.findall(cause)
    return f"{lines[-1]} ({places[-1][0]}, line {places[-1][1]})" if places else lines[-1]
