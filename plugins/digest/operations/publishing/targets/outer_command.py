"""Runs another program, such as ssh or git, and never lets a secret into a message."""

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from ....errors import PublishError

# Names of variables of the environment whose values are secrets.
_SECRET: Final = re.compile(r"TOKEN|SECRET|PASSWORD|PASSWD|ACCESS_KEY|CREDENTIAL|PRIVATE|PING_URL", re.IGNORECASE)
_MIN_SECRET: Final = 6  # characters; what is shorter would blot out ordinary words
_USER_INFO: Final = re.compile(r"(?<=://)[^/\s@]+:[^/\s@]+@")
MAX_MESSAGE: Final = 500


def run_command(
    command: Sequence[str],
    *,
    name: str,
    data: bytes = b"",
    env: Mapping[str, str | None] | None = None,
    folder: Path | None = None,
    accept: Sequence[int] = (0,),
) -> bytes:
    """What a program writes to its standard output.

    `name` stands for the target in messages. `data` is its standard input. `env` changes the environment; None takes a
    variable out.

    Raises:
        PublishError: the program is not installed, or ended with a status that is not in `accept`.
    """
    changed = {**os.environ, **(env or {})}
    environment = {key: value for key, value in changed.items() if value is not None}
    try:
        done = subprocess.run(command, input=data, env=environment, cwd=folder, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise PublishError(f"{name}: the program {command[0]} is needed, and not installed") from error
    if done.returncode not in accept:
        said = done.stderr.decode(errors="replace").strip() or f"status {done.returncode}"
        raise PublishError(f"{name}: {command[0]}: {without_secrets(said)}")
    return done.stdout


def without_secrets(text: str) -> str:
    """A text for the log, on one line, without passwords in addresses and values of secret variables."""
    for variable, value in os.environ.items():
        if _SECRET.search(variable) and len(value) >= _MIN_SECRET:
            for form in {value, quote(value), quote(value, safe="")}:
                text = text.replace(form, "***")
    line = "; ".join(filter(None, map(str.strip, _USER_INFO.sub("***@", text).splitlines())))
    return line if len(line) <= MAX_MESSAGE else f"{line[:MAX_MESSAGE]} ..."
