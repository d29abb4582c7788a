"""Looks over a site: what is wrong, what could be better, and what mends it.

    python -m digest.operations.doctor [--settings FILE] [--content DIR] [--output DIR] [--cache DIR]

Exit status: 0 nothing is wrong; 1 something is; 2 the settings can't be read.
"""

import signal
import sys
from collections.abc import Callable, Iterator
from typing import Final

from ...editing.terminal_text import printable
from ...errors import ConfigurationError
from ..command_line import DONE, FAILED, WRONG_INPUT, command_parser
from ..site_places import SitePlaces, read_places
from .cache_checks import cache_findings
from .content_checks import content_findings
from .finding import Finding
from .machine_checks import machine_findings
from .settings_checks import settings_findings

CHECKS: Final[tuple[tuple[str, Callable[[SitePlaces], Iterator[Finding]]], ...]] = (
    ("machine", machine_findings),
    ("settings", settings_findings),
    ("content", content_findings),
    ("caches", cache_findings),
)


def main(arguments: list[str] | None = None) -> int:
    """The exit status."""
    parser = command_parser("digest.operations.doctor", "Looks over a site.", "settings", "content", "output", "cache")
    options = parser.parse_args(arguments)
    try:
        places = read_places(options.settings, content=options.content, output=options.output, cache=options.cache)
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    faults = 0
    for name, check in CHECKS:
        findings = list(check(places))
        print(f"{name}: {'nothing to mend' if not findings else ''}".rstrip())
        for finding in findings:
            print(f"  {finding.gravity}: {printable(finding.what)}\n    {printable(finding.mend)}")
            faults += finding.gravity == "fault"
    return FAILED if faults else DONE


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `… | head` ends the program without a traceback
    sys.exit(main())
