"""What a check of a site found."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from ...similar_names import similar_name

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


def instead(name: str, known: Collection[str]) -> str:
    """What to write in place of a name that isn't known."""
    similar = similar_name(name, known)
    return f"did you mean {similar!r}? Else take it out" if similar else "put it right, or take it out"
