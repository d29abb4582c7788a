"""Asks for the address of a health check after a good run: https://healthchecks.io, Uptime Kuma and others then tell
their owner when there was none for too long.

    DIGEST_PING_URL=https://hc.example.org/ping/… python -m digest.operations.reporting.health_ping

The address comes from the environment, since whoever knows it can ask for it too; no line of the log has it. `refresh`
starts this as a process, which it ends when it takes too long.

Exit status: 0, or 1 with a line that says why.
"""

import logging
import os
import sys
from http.client import HTTPException
from typing import Final
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from ..command_line import DONE, FAILED, start_logging
from ..publishing.targets.outer_command import without_secrets

PING_URL: Final = "DIGEST_PING_URL"
LIMIT_S: Final = 20.0  # of the process, and of one answer half of it
_AGENT: Final = "the-concordance"

_log = logging.getLogger(__name__)


def ping(url: str, *, timeout_s: float = LIMIT_S / 2) -> bool:
    """Whether the health check has been told."""
    if not url.startswith(("https://", "http://")):
        _log.warning("%s is no address of the web", PING_URL)
        return False
    try:
        with urlopen(Request(url, headers={"User-Agent": _AGENT}), timeout=timeout_s) as answer:  # noqa: S310  http(s)
            _log.info("the health check was told: it answers %d", answer.status)
    except HTTPError as error:
        _log.warning("the health check was not told: it answers %d", error.code)
        error.close()
        return False
    except (OSError, ValueError, HTTPException) as error:
        _log.warning("the health check was not told: %s", without_secrets(str(error)))
        return False
    return True


def main() -> int:
    start_logging()
    return DONE if ping(os.environ.get(PING_URL, "")) else FAILED


if __name__ == "__main__":
    sys.exit(main())
