"""What a check of a site found."""

from dataclasses import dataclass
from typing import Literal

Gravity = Literal["fault", "advice"]  # something doesn't work, or could be better


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what is wrong or could be better, and the command or line that mends it."""

    gravity: Gravity
    what: str
    mend: str


def fault(what: str, mend: str) -> Finding:
    return Finding("fault", what, mend)


def advice(what: str, mend: str) -> Finding:
    return Finding("advice", what, mend)
