"""What a check of a site found."""

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
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


def instead(name: str, known: Collection[str]) -> str:
    """What to write in place of a name that isn't known."""
    folded = {one.casefold(): one for one in known}
    similar = get_close_matches(name.casefold(), list(folded), n=1)
    return f"did you mean {folded[similar[0]]!r}? Else take it out" if similar else "put it right, or take it out"
